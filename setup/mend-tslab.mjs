import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// tslab keeps a notebook's variables as properties of `exports`, and rewrites each use of one in a later cell. It
// overlooks shorthand properties: after `const seed = 1` in one cell, `{ seed }` in the next is "seed is not defined".
// And it takes a property for a variable where a pattern renames it: `const { seed: s } = f()` fails when the type of
// what f gives back was declared in an earlier cell.
const visitor = `if (!ts.isIdentifier(node)) {
                return ts.visitEachChild(node, wrapPrevIdentifier, nullTransformationContext);`;
const mendedVisitor = `if (ts.isBindingElement(node) && node.propertyName && ts.isIdentifier(node.propertyName)) {
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

const require = createRequire(import.meta.url);
const cellSource = `require(${JSON.stringify(require.resolve("./cell-source.cjs"))})(ts)`;

/** What stands in tslab's converter, and what is to. */
const mends = [
  [visitor, mendedVisitor],
  // It refuses `export const` as declared twice.
  [
    "function convert(prevDecl, src) {",
    `function convert(prevDecl, src) {
        src = ${cellSource}.withoutExports(src);`,
  ],
  // It knows that a cell awaits by TypeScript's complaint, which there is none of for `for await` and `await f?.()`.
  [
    "hasToplevelAwait: diag.hasToplevelAwait,",
    `hasToplevelAwait: ${cellSource}.awaitsAtTop(srcFile),`,
  ],
];

/**
 * Mends the source of tslab's converter.
 *
 * @param {string} source of tslab/dist/converter.js
 * @throws {Error} where it is not the source this was written for
 */
export function mendConverter(source) {
  return mends.reduce((text, [stands, mended]) => {
    if (!text.includes(stands))
      throw new Error(
        "tslab's converter has changed: see whether setup/mend-tslab.mjs is still needed.",
      );
    return text.replace(stands, () => mended);
  }, source);
}

/** Has tslab loaded with its converter mended, in this process; nothing on disk is changed. */
export function mendTslab() {
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
