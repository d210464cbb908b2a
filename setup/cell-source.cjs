// What tslab overlooks in the source of a cell; loaded by its converter as setup/mend-tslab.mjs has it, with its own TypeScript.

/** @typedef {any} Node a node of a syntax tree */

/** @param {any} ts tslab's TypeScript */
module.exports = (ts) => {
  /**
   * Whether a cell's own code awaits, in whatever form: an expression or a loop.
   *
   * @param {Node} node the source file
   * @returns {boolean}
   */
  const awaitsAtTop = (node) =>
    ts.isAwaitExpression(node) ||
    (ts.isForOfStatement(node) && Boolean(node.awaitModifier)) ||
    Boolean(
      ts.forEachChild(
        node,
        (/** @type {Node} */ child) =>
          !ts.isFunctionLike(child) &&
          !ts.isPropertyDeclaration(child) &&
          !ts.isClassStaticBlockDeclaration(child) &&
          awaitsAtTop(child),
      ),
    );

  /**
   * A cell with blanks for the words `export` and `export default`: later cells know all that a cell declares anyway, and tslab takes what is
   * exported for declared twice.
   *
   * @param {string} source
   * @returns {string} of the same length, with the same lines
   */
  const withoutExports = (source) => {
    const { Latest } = ts.ScriptTarget;
    const file = ts.createSourceFile("cell.ts", source, Latest);
    const { ExportKeyword, DefaultKeyword } = ts.SyntaxKind;
    const spans = file.statements.flatMap((/** @type {Node} */ statement) => {
      const start = statement.getStart(file);
      if (ts.isExportAssignment(statement) && !statement.isExportEquals)
        return [[start, statement.expression.getStart(file)]];
      return (statement.modifiers ?? [])
        .filter((/** @type {Node} */ { kind }) =>
          [ExportKeyword, DefaultKeyword].includes(kind),
        )
        .map((/** @type {Node} */ word) => [word.getStart(file), word.end]);
    });
    return spans.reduce(
      (
        /** @type {string} */ text,
        /** @type {[number, number]} */ [from, to],
      ) =>
        text.slice(0, from) +
        text.slice(from, to).replace(/[^\n]/g, " ") +
        text.slice(to),
      source,
    );
  };

  return { awaitsAtTop, withoutExports };
};
