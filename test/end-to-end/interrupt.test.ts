import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../lib/files";
import { venvPython } from "./jupyter-server";

/** Cells that the test's other cells use. */
const prelude = `
import * as lab from "../lib";
import { readdirSync } from "node:fs";
const shape: [number, number, number, number] = [64, 8, 8, 3];
const set = {
  images: Uint8Array.from({ length: 64 * 192 }, (_, i) => (7 * i) % 256),
  labels: Uint8Array.from({ length: 64 }, (_, i) => i % 4),
  shape,
};
const network = () => lab.smallCnn({ imageShape: [8, 8, 3], classes: 4, widths: [4], depth: 1 });
const [trained, tuned, other] = [network(), network(), network()];
/** Whether something stays as it is while another network is trained. */
const stays = async (state: () => unknown) => {
  const before = JSON.stringify(state());
  await lab.trainNetwork(other, set, { epochs: 5, batchSize: 16 });
  return JSON.stringify(state()) === before;
};
const stopAt = (step: number) => (status: { step: number }) => {
  if (status.step === step) console.log("interrupt me");
};
const recipe = { epochs: 100_000, batchSize: 16 };
const simulate = (name: string, count: number, progress: (status: lab.SweepStatus) => unknown) =>
  lab.runExperiment(
    { name, run: { kind: "simulated", milliseconds: 100 }, seeds: Array.from({ length: count }, (_, i) => i) },
    {
      store: lab.openStore(folder + "/" + name, { committed: null }),
      engine: lab.workerPool({ workers: 1 }),
      progress,
    },
  );
const figure = lab.curves([1, 2, 3].map((x) => ({ series: "a", x, y: x })), { xLabel: "x", yLabel: "y" });
`;

describe("the notebook's stop button", function () {
  this.timeout(240_000);
  let folder: string;
  before(function () {
    if (!existsSync(venvPython)) {
      console.log("    skipped: there is no .venv yet (npm run setup)");
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "interrupt-"));
  });
  after(() => folder && rmSync(folder, { recursive: true }));

  it("ends a training, a fine-tuning, a sweep and an export: nothing changes afterwards", () => {
    const cells = [
      `const folder = ${JSON.stringify(folder)};${prelude}`,
      `await lab.trainNetwork(trained, set, recipe, { progress: stopAt(3) });`,
      `console.log(await stays(() => lab.getWeights(trained)));`,
      `await lab.fineTune(tuned, set, { strategy: "full", recipe, progress: stopAt(3) });`,
      `console.log(await stays(() => lab.getWeights(tuned)));`,
      `await simulate("many", 500, (status) => status.done === 1 && console.log("interrupt me"));`,
      `await simulate("few", 2, () => {});
console.log(await stays(() => readdirSync(folder + "/many", { recursive: true }).length));`,
      `console.log("interrupt me");
await lab.save(figure, "stopped");`,
      `await lab.save(figure, "next", { formats: ["svg"] }), undefined;`,
    ];
    const { stdout, stderr } = spawnSync(
      venvPython,
      [
        join(projectRoot(), "test", "fixtures", "interrupt_kernel.py"),
        join(projectRoot(), "notebooks"),
      ],
      {
        encoding: "utf8",
        input: JSON.stringify(cells),
        env: {
          ...process.env,
          JUPYTER_PREFER_ENV_PATH: "1",
          LAB_FIGURES_DIR: join(folder, "figures"),
        },
      },
    );
    assert.ok(stdout, stderr);
    const told = JSON.parse(stdout) as { status: string; text: string }[];
    const stopped = ({ status, text }: (typeof told)[number]) =>
      status === "error" && /interrupted/i.test(text);
    assert.deepEqual(
      told.map((cell) => (stopped(cell) ? "stopped" : cell.text.trim())),
      [
        "",
        ...["stopped", "true"], // the training
        ...["stopped", "true"], // the fine-tuning
        ...["stopped", "true"], // the sweep
        ...["stopped", ""], // the export
      ],
    );
    const figures = readdirSync(join(folder, "figures"));
    assert.ok(figures.includes("next.svg"));
    assert.ok(!figures.some((file) => /^stopped\./.test(file)), `${figures}`);
  });
});
