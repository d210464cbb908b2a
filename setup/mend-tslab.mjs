import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// tslab keeps a notebook's variables as properties of `exports`, and rewrites each use of one in a later cell. It
// overlooks shorthand properties: after `const seed = 1` in one cell, `{ seed }` in the next is "seed is not defined".
// And it takes a property for a variable where a pattern renames it: `const { seed: s } = f()` fails when the type of
// what f gives back was declared in an earlier cell.
const visitor = `if (!ts.isIdentifier(node)) {
                return ts.visitEachChild(node, wrapPrevIdentifier, nullTransformationContext);`;
const mended = `if (ts.isBindingElement(node) && node.propertyName && ts.isIdentifier(node.propertyName)) {
                const { dotDotDotToken, propertyName, name, initializer } = node;
                const visit = (child) => child && ts.visitNode(child, wrapPrevIdentifier);
                return ts.factory.updateBindingElement(node, dotDotDotToken, propertyName, visit(name), visit(initializer));
            }
            if (ts.isShorthandPropertyAssignment(node)) {
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
export function mendConverter(source) {
  if (!source.includes(visitor)) {
    throw new Error(
      "tslab's converter has changed: see whether setup/mend-tslab.mjs is still needed.",
    );
  }
  return source.replace(visitor, () => mended);
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
      ? module._compile(mendConverter(readFileSync(file, "utf8")), file)
      : load(module, file);
}
