import assert from "node:assert/strict";
import { openCell } from "../../setup/kernel-cells.mjs";

describe("the outputs of a cell", () => {
  /** A cell and what it has published. */
  function opened() {
    const messages: [type: string, content: unknown][] = [];
    const cell = openCell((type, content) => messages.push([type, content]));
    return { cell, messages };
  }
  const stream = (name: string, text: string) => ["stream", { name, text }];

  it("gather what is printed at once, and keep all of it", () => {
    const { cell, messages } = opened();
    for (let i = 0; i < 5000; i++) cell.write("stdout", `${i}\n`);
    cell.flush();
    assert.ok(messages.length < 50, `${messages.length} messages`);
    const text = messages.map(([, each]) => (each as { text: string }).text);
    assert.equal(text.join("").split("\n").length, 5001);
  });

  it("come in the order in which they were made", () => {
    const { cell, messages } = opened();
    cell.write("stdout", "a");
    cell.write("stdout", "b");
    cell.write("stderr", "c");
    cell.display({ data: { "text/plain": "d" } }, false);
    cell.display({ data: { "text/plain": "e" } }, true);
    cell.write("stdout", "f");
    cell.fail("why", new RangeError("g"));
    assert.deepEqual(messages.slice(0, -1), [
      stream("stdout", "a"),
      stream("stdout", "b"),
      stream("stderr", "c"),
      ["display_data", { data: { "text/plain": "d" } }],
      ["update_display_data", { data: { "text/plain": "e" } }],
      stream("stdout", "f"),
    ]);
    const [type, { ename, evalue }] = messages.at(-1) as [string, typeof told];
    const told = cell.failure()!;
    assert.deepEqual([type, ename, evalue], ["error", told.ename, told.evalue]);
    assert.deepEqual([ename, evalue], ["RangeError", "g"]);
  });

  it("keep characters whose bytes come apart", () => {
    const { cell, messages } = opened();
    const bytes = Buffer.from("→");
    cell.write("stdout", bytes.subarray(0, 1));
    cell.write("stdout", bytes.subarray(1));
    cell.flush();
    assert.deepEqual(messages, [stream("stdout", "→")]);
  });

  it("tell of a failure that is no error", () => {
    const { cell } = opened();
    cell.fail("why", "text");
    assert.deepEqual(cell.failure(), {
      ename: "Error",
      evalue: "text",
      traceback: ["why\n'text'"],
    });
  });
});
