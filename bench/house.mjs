// The house in numbers: `node bench/house.mjs [FOLDER]` prints, of a folder of sources (default lib), a table of its folders, the longest files and
// functions, and the circles among folders and files.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

const nameOf = (node) =>
  node.name?.getText() ?? node.parent?.name?.getText?.() ?? "a function";

const codeLines = (text) =>
  text
    .replace(/\/\*[^]*?\*\//g, "")
    .split("\n")
    .filter((line) => line.trim() && !line.trim().startsWith("//")).length;

const root = process.argv[2] ?? "lib";
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => /(?<!\.d)\.ts$/.test(path) && !path.includes("/dist/"))
  .map((path) => ({ path: relative(root, path), ...readSource(path) }));

/** Lines, functions by length without blank lines and comments, and what is imported by a relative path. */
function readSource(path) {
  const text = readFileSync(path, "utf8");
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const functions = [];
  const imports = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body)
      functions.push([codeLines(node.getText(source)), nameOf(node)]);
    const from = node.moduleSpecifier?.text;
    const isType = node.importClause?.isTypeOnly || node.isTypeOnly;
    if (from?.startsWith(".") && !isType) imports.push(from);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { lines: text.split("\n").length - 1, functions, imports };
}

const known = new Set(files.map(({ path }) => path));
const resolved = (path, from) =>
  [".ts", "/index.ts"]
    .map((ending) => join(dirname(path), from) + ending)
    .find((each) => known.has(each));
const folderOf = (path) => (path.includes("/") ? path.split("/")[0] : "");
const byFile = new Map(
  files.map(({ path, imports }) => [
    path,
    new Set(imports.flatMap((from) => resolved(path, from) ?? [])),
  ]),
);
const byFolder = new Map();
for (const [path, targets] of byFile)
  for (const target of targets) {
    const [from, to] = [folderOf(path), folderOf(target)];
    if (!from || from === to) continue;
    byFolder.set(from, (byFolder.get(from) ?? new Set()).add(to));
  }

/** How many nodes lie on a circle: they reach themselves. */
function onCircles(graph) {
  return [...graph.keys()].filter((start) => {
    const seen = new Set();
    const waiting = [...(graph.get(start) ?? [])];
    while (waiting.length > 0) {
      const at = waiting.pop();
      if (at === start) return true;
      if (seen.has(at)) continue;
      seen.add(at);
      waiting.push(...(graph.get(at) ?? []));
    }
    return false;
  });
}

const sum = (of) => of.reduce((total, { lines }) => total + lines, 0);
const folders = [...new Set(files.map(({ path }) => folderOf(path)))].sort();
console.log(
  "| folder | files | lines | longest file |\n| --- | ---: | ---: | ---: |",
);
for (const folder of folders.filter(Boolean)) {
  const own = files.filter(({ path }) => folderOf(path) === folder);
  const longest = Math.max(...own.map(({ lines }) => lines));
  console.log(`| ${folder} | ${own.length} | ${sum(own)} | ${longest} |`);
}
const lengths = files.map(({ lines }) => lines).sort((a, b) => a - b);
const functions = files
  .flatMap(({ path, functions }) => functions.map((each) => [...each, path]))
  .sort(([a], [b]) => b - a);
const longest = files.toSorted((a, b) => b.lines - a.lines).slice(0, 3);
console.log(`
${files.length} files, ${sum(files)} lines, median ${lengths[files.length >> 1]}
longest files: ${longest.map(({ path, lines }) => `${path} ${lines}`).join(", ")}
functions over 60 lines: ${functions.filter(([lines]) => lines > 60).length}; longest: ${functions
  .slice(0, 3)
  .map(([lines, name, path]) => `${name} ${lines} (${path})`)
  .join(", ")}
folders on a circle: ${onCircles(byFolder).join(", ") || "none"}; files on a circle: ${onCircles(byFile).join(", ") || "none"}`);
