import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import "../../../lib/experiments/kinds";
import { projectRoot } from "../../../lib/files";
import { openStore } from "../../../lib/runs";
import {
  exampleColumns,
  perExample,
} from "../../../lib/studies/natural-shifts/per-example";
import { readNaturalShifts } from "../../../lib/studies/natural-shifts/results";

describe("perExample", function () {
  this.timeout(60_000);
  const rows = [...perExample(readNaturalShifts("full", openStore()))];

  it("has each network's answers once an image, whose share that is right is its accuracy", () => {
    const [first] = rows;
    const ours = rows.filter(
      ({ shift, network }) =>
        shift === first.shift && network === first.network,
    );
    assert.equal(new Set(ours.map(({ image }) => image)).size, ours.length);
    for (const { predicted, class: label, correct } of rows)
      assert.equal(correct, predicted === label ? 1 : 0);
    for (const { density_ratio, out_of_support } of rows)
      // Written with four digits, a ratio just below the limit may round up to it.
      if (Math.abs(density_ratio - 10) > 0.01)
        assert.equal(out_of_support, density_ratio >= 10 ? 1 : 0);
  });

  it("is the table that is committed, described column by column on the data card", () => {
    const read = (...path: string[]) =>
      readFileSync(join(projectRoot(), ...path));
    const table = gunzipSync(
      read("data/results/per-example.csv.gz"),
    ).toString();
    const [header, ...lines] = table.trim().split("\r\n");
    const remedy = "renew it: npx tsx lib/commands/per-example.ts";
    assert.equal(header, Object.keys(exampleColumns).join(","), remedy);
    assert.equal(lines.length, rows.length, remedy);
    const card = read("docs/data-card.md").toString();
    for (const column of Object.keys(exampleColumns))
      assert.ok(card.includes(`\`${column}\``), `docs/data-card.md: ${column}`);
  });
});
