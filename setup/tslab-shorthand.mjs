import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// tslab keeps a notebook's variables as properties of `exports`, and rewrites each use of one in a later cell. It
// overlooks shorthand properties: after `const seed = 1` in one cell, `{ seed }` in the next is "seed is not defined".
const visitor = `if (!ts.isIdentifier(node)) {
                return ts.visitEachChild(node, wrapPrevIdentifier, nullTransformationContext);`;
const withShorthand = `if (ts.isShorthandPropertyAssignment(node)) {
                const symbol = checker.getShorthandAssignmentValueSymbol(node);
                const earlier = symbol?.declarations?.some((declaration) => declaration.getSourceFile() === declsFile);
                return earlier
                    ? ts.factory.createPropertyAssignment(node.name, ts.factory.createPropertyAccessExpression(ts.factory.createIdentifier("exports"), node.name))
                    : node;
            }
            ${visitor}`;

/**
 * Mends the source of tslab's converter.
 *
 * @param {string} source of tslab/dist/converter.js
 * @throws {Error} where it is not the source this was written for
 */
export function mendShorthand(source) {
  if (!source.includes(visitor)) {
    throw new Error(
      "tslab's converter has changed: see whether setup/tslab-shorthand.mjs is still needed.",
    );
  }
  return source.replace(visitor, () => withShorthand);
}

/** Has tslab loaded with its converter mended, in this process; nothing on disk is changed. */
export function mendTslab() {
  const require = createRequire(import.meta.url);
  const { Module } = /** @type {any} */ (require("node:module"));
  const converter = require.resolve("tslab/dist/converter.js");
  const load = Module._extensions[".js"];
  Module._extensions[".js"] = (
    /** @type {NodeModule & { _compile(source: string, file: string): void }} */ module,
    /** @type {string} */ file,
  ) =>
    file === converter
      ? module._compile(mendShorthand(readFileSync(file, "utf8")), file)
      : load(module, file);
}
