import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openStore } from "../../../lib/runs";
import { randomStream } from "../../../lib/numerics";
import { readResult } from "../../../lib/runs/store/read-result";
import { storedRecords } from "../../../lib/runs/store/results-index";
import { storedExamples } from "../../../lib/runs/store/stored-examples";
import { runFiles } from "../../../lib/runs/store/store";
import { simulatedRun } from "../runs";

/** `KILLS=1000` before mocha tries as many. */
const KILLS = Number(process.env.KILLS ?? 20);
const EXAMPLES = 20_000;

const run = simulatedRun();
const library = join(__dirname, "../../../lib/dist");

/** Writes the run's result over and over, and says how often it has. */
const writer = `
  const { writeResult } = require(${JSON.stringify(join(library, "runs/store/write-result.js"))});
  const store = { folder: process.argv[1], committed: null, warn() {} };
  const run = ${JSON.stringify(run)};
  for (let times = 1; ; times++) {
    const weights = Buffer.alloc(200_000, times);
    const correct = Array.from({ length: ${EXAMPLES} }, (_, i) => (i + times) % 2);
    writeResult(store, run, { rows: [], perExample: { correct }, artefacts: { weights } }, times);
    require("node:fs").writeSync(1, times + "\\n");
  }`;

describe("a result whose writer is killed", function () {
  this.timeout(20_000 + 2_000 * KILLS);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "half-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it(`is whole or not there, at each of ${KILLS} moments, and nothing else is left once the store is read`, async () => {
    assert.ok(existsSync(library), "npm run build makes lib/dist");
    const random = randomStream(1, "moments to kill a writer at");
    const warnings: string[] = [];
    const store = openStore(folder, {
      committed: null,
      warn: (message) => void warnings.push(message),
    });
    let [unfinished, absent] = [0, 0];
    for (let kill = 0; kill < KILLS; kill++) {
      rmSync(dirname(runFiles(store, run.id).result), {
        recursive: true,
        force: true,
      });
      const child = spawn(process.execPath, ["-e", writer, folder], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = once(child, "exit");
      // At any point of a later write: so many processor ticks after it has begun.
      const after = random.integer(3);
      for (let seen = 0; seen < after; seen++) await once(child.stdout, "data");
      if (after === 0) await once(child, "spawn");
      for (let turns = random.integer(40); turns > 0; turns--)
        await new Promise(setImmediate);
      child.kill("SIGKILL");
      await ended;
      const shard = dirname(runFiles(store, run.id).result);
      const left = existsSync(shard) ? readdirSync(shard) : [];
      unfinished += left.filter((name) => name.endsWith(".tmp")).length;
      const result = readResult(store, run.id);
      if (result) {
        const { correct } = storedExamples(store, run.id)!;
        assert.equal(correct.length, EXAMPLES);
        assert.equal(result.run, run.id);
      } else absent++;
      storedRecords(store);
      const litter = existsSync(shard)
        ? readdirSync(shard).filter((name) => /tmp|corrupt/.test(name))
        : [];
      assert.deepEqual(litter, []);
    }
    assert.deepEqual(warnings, []);
    console.log(
      `      ${KILLS} kills: ${KILLS - absent} whole, ${absent} not there yet, ${unfinished} times something unfinished beside, removed`,
    );
  });
});
