import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { notebooksIn } from "../../setup/notebooks.mjs";

describe("the notebooks of a folder", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "notebooks-"))));
  after(() => rmSync(folder, { recursive: true }));

  it("are all named, and what cannot be read says why", () => {
    const cell = { cell_type: "code", source: "lab.parameters({ seed: 1 })" };
    const contents = {
      "0-whole": JSON.stringify({ cells: [cell] }),
      "1-empty": "",
      "2-conflict": '<<<<<<< HEAD\n{"cells": []}',
      "3-list": "[]",
      "4-nothing": "null",
      "5-cell": '{"cells": [null]}',
    };
    for (const [name, text] of Object.entries(contents))
      writeFileSync(join(folder, `${name}.ipynb`), text);
    mkdirSync(join(folder, "6-folder.ipynb"));
    const [whole, ...broken] = notebooksIn(folder);
    assert.deepEqual(whole.parameters, ["seed"]);
    assert.equal(whole.problem, undefined);
    assert.deepEqual(
      broken.map(({ name }) => name[0]),
      ["1", "2", "3", "4", "5", "6"],
    );
    for (const { problem } of broken)
      assert.match(problem ?? "", /^It is no notebook: ./);
  });
});
