import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../lib/files";

/** What the fixture's programs give: tensors, or an error's message. */
type Found = Record<string, number[][] | string>;

async function run(...loadedBefore: string[]): Promise<Found> {
  const fixture = join(projectRoot(), "test/fixtures/plain-tfjs.mjs");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [fixture, ...loadedBefore],
    { cwd: projectRoot() },
  );
  return JSON.parse(stdout) as Found;
}

describe("plain tfjs code beside this library", () => {
  let [without, beside]: Found[] = [];

  before(async function () {
    this.timeout(300_000);
    const library = join(projectRoot(), "lib/tensorflow/tensorflow.ts");
    [without, beside] = await Promise.all([run(), run(library)]);
  });

  it("gives what it gives without it: values, gradients, gradients of gradients", () => {
    const worked = Object.values(without).filter(Array.isArray);
    assert.ok(worked.length >= 13, JSON.stringify(without));
    for (const [program, wanted] of Object.entries(without)) {
      const found = beside[program];
      if (typeof wanted === "string") continue; // tfjs itself fails
      assert.ok(typeof found !== "string", `${program}: ${String(found)}`);
      const scale = wanted.flat().reduce((a, b) => Math.max(a, Math.abs(b)), 0);
      wanted.forEach((values, tensor) =>
        values.forEach((value, i) =>
          assert.ok(
            Math.abs(found[tensor][i] - value) <= 1e-4 * scale,
            `${program}, tensor ${tensor}, value ${i}: ${found[tensor][i]}, without the library ${value}`,
          ),
        ),
      );
    }
  });

  it("trains a network with batch normalisation", () => {
    const name = "a network with batch normalisation, pooling and averages";
    assert.ok(Array.isArray(beside[name]), String(beside[name]));
  });
});
