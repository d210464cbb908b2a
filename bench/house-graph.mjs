import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

/** @typedef {Map<string, Set<string>>} Graph what each node points to */
/** @typedef {{ path: string, lines: number, functions: [lines: number, name: string][], imports: string[] }} Source */

/** @param {any} node */
const nameOf = (node) =>
  node.name?.getText() ?? node.parent?.name?.getText?.() ?? "a function";

/** Lines without blank ones and comments. @param {string} text */
const codeLines = (text) =>
  text
    .replace(/\/\*[^]*?\*\//g, "")
    .split("\n")
    .filter((line) => line.trim() && !line.trim().startsWith("//")).length;

/**
 * The sources of a folder: lines, functions by length without blank lines and comments, and what is imported by a relative path, types too.
 *
 * @param {string} root
 * @returns {Source[]}
 */
export function readSources(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => /(?<!\.d)\.ts$/.test(path) && !path.includes("/dist/"))
    .map((path) => ({ path: relative(root, path), ...readSource(path) }));
}

/** @param {string} path */
function readSource(path) {
  const text = readFileSync(path, "utf8");
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  /** @type {[number, string][]} */
  const functions = [];
  /** @type {string[]} */
  const imports = [];
  /** @param {any} node */
  const visit = (node) => {
    if (ts.isFunctionLike(node) && /** @type {any} */ (node).body)
      functions.push([codeLines(node.getText(source)), nameOf(node)]);
    const from = node.moduleSpecifier?.text;
    if (from?.startsWith(".")) imports.push(from);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { lines: text.split("\n").length - 1, functions, imports };
}

/**
 * Which file imports which.
 *
 * @param {readonly Source[]} sources
 * @returns {Graph}
 */
export function fileGraph(sources) {
  const known = new Set(sources.map(({ path }) => path));
  return new Map(
    sources.map(({ path, imports }) => [
      path,
      new Set(
        imports.flatMap(
          (from) =>
            [".ts", "/index.ts"]
              .map((ending) => join(dirname(path), from) + ending)
              .find((each) => known.has(each)) ?? [],
        ),
      ),
    ]),
  );
}

/**
 * Which group of files imports from which other.
 *
 * @param {Graph} files
 * @param {(path: string) => string | undefined} groupOf a file's group; undefined where it has none
 * @returns {Graph}
 */
export function groupGraph(files, groupOf) {
  /** @type {Graph} */
  const groups = new Map();
  for (const [path, targets] of files)
    for (const target of targets) {
      const [from, to] = [groupOf(path), groupOf(target)];
      if (from === undefined || to === undefined || from === to) continue;
      groups.set(from, (groups.get(from) ?? new Set()).add(to));
    }
  return groups;
}

/** A file's folder right below the root. @param {string} path */
export const topFolder = (path) =>
  path.includes("/") ? path.split("/")[0] : undefined;

/**
 * The nodes that lie on a circle: they reach themselves.
 *
 * @param {Graph} graph
 */
export function onCircles(graph) {
  return [...graph.keys()].filter((start) => {
    const seen = new Set();
    const waiting = [...(graph.get(start) ?? [])];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (at === start) return true;
      if (seen.has(at)) continue;
      seen.add(at);
      waiting.push(...(graph.get(at) ?? []));
    }
    return false;
  });
}

/**
 * The folders, at any depth, that import themselves through those beside them.
 *
 * @param {Graph} files
 */
export function roomsOnCircles(files) {
  const parents = new Set(
    [...files.keys()].flatMap((path) => [
      dirname(path),
      dirname(dirname(path)),
    ]),
  );
  return [...parents].flatMap((parent) => {
    const roomOf = (/** @type {string} */ path) => {
      const within = relative(parent, path);
      const isRoom = !within.startsWith("..") && within.includes("/");
      return isRoom ? within.split("/")[0] : undefined;
    };
    return onCircles(groupGraph(files, roomOf)).map((room) =>
      join(parent, room),
    );
  });
}
