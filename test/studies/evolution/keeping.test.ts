import assert from "node:assert/strict";
import { resultsTable } from "../../../lib/runs/store/results-table";
import { keepingChanges } from "../../../lib/studies/evolution/keeping-changes";
import { waysToKeep } from "../../../lib/studies/evolution/keeping";
import {
  keepingRows,
  keepingText,
} from "../../../lib/studies/evolution/keeping-text";
import {
  evolutionPanel,
  keepingPanel,
} from "../../../lib/studies/evolution/panels";
import { trajectories } from "../../../lib/studies/evolution/trajectories";
import { followedAccuracies } from "../../../lib/studies/evolution/results";
import {
  baselineNetworks,
  fineTuned,
  recordsOf,
  type MadeUp,
} from "./followed-networks";

/** Its accuracy peaks before the end, as does robustness; each seed is a little off. */
const moments = [
  { epoch: 0.5, reference: 0.5, robustness: 0.1, heldOut: 0.5 },
  { epoch: 1, reference: 0.69, robustness: 0.08, heldOut: 0.69 },
  { epoch: 4, reference: 0.7, robustness: 0.02, heldOut: 0.7 },
];
const seeds = [1, 2, 3];
const averaged = (share: number, reference: number, robustness: number) =>
  seeds.map((seed): MadeUp => {
    const method = { 0: "linear-probe", 1: "lp-ft" }[share] ?? "wise-ft";
    const setting = method === "wise-ft" ? `share ${share}` : "";
    return {
      method,
      setting,
      seed,
      moments: [{ epoch: 4, reference, robustness: robustness + 0.001 * seed }],
    };
  });
const networks = [
  ...baselineNetworks(seeds),
  ...fineTuned(moments),
  ...averaged(0, 0.6, 0.08),
  ...averaged(0.5, 0.7, 0.1),
  ...averaged(1, 0.7, 0.04),
];
const results = resultsTable(networks.flatMap((each) => recordsOf(each)));
const rows = followedAccuracies(results);
const close = (value: number, expected: number) =>
  assert.ok(Math.abs(value - expected) < 1e-6, `${value}, not ${expected}`);

describe("waysToKeep", () => {
  const kept = waysToKeep(rows);

  it("gives each moment of fine-tuning and each share of averages, with both ends", () => {
    assert.deepEqual(
      kept.map(({ shift, way, at, seeds }) => [shift, way, at, seeds.length]),
      [
        ["unseen tint", "stopped early", 0.5, 3],
        ["unseen tint", "stopped early", 1, 3],
        ["unseen tint", "stopped early", 4, 3],
        ["unseen tint", "averaged weights", 0, 3],
        ["unseen tint", "averaged weights", 0.5, 3],
        ["unseen tint", "averaged weights", 1, 3],
      ],
    );
    close(kept[0].reference.mean, 0.5);
    close(kept[4].robustness.mean, 0.102);
  });

  it("takes seeds' moments by their order, where their epochs differ by a little", () => {
    const others = networks.map((each) =>
      each.seed === 2 && each.setting === "learning rate 0.01"
        ? {
            ...each,
            moments: each.moments.map((m) => ({ ...m, epoch: m.epoch * 1.01 })),
          }
        : each,
    );
    const found = waysToKeep(
      followedAccuracies(
        resultsTable(others.flatMap((each) => recordsOf(each))),
      ),
    ).filter(({ way }) => way === "stopped early");
    assert.deepEqual(
      found.map(({ seeds }) => seeds),
      [seeds, seeds, seeds],
    );
    close(found[1].at, (1 + 1.01 + 1) / 3);
  });
});

describe("keepingChanges", () => {
  const changes = keepingChanges(results);

  it("stops where held-out accuracy comes within two points of the end, and averages half way", () => {
    assert.deepEqual(
      changes.map(({ way, at, end, verdict }) => [way, at, end, verdict]),
      [
        ["stopped early", 1, 4, "above zero"],
        ["averaged weights", 0.5, 1, "above zero"],
      ],
    );
    const [early, average] = changes;
    close(early.reference.mean, -0.01);
    close(early.robustness.mean, 0.06);
    close(average.shifted.mean, 0.06);
    close(average.reference.mean, 0);
  });

  it("says nothing where nothing is stored", () => {
    assert.deepEqual(keepingChanges(resultsTable([])), []);
    assert.match(keepingText([]), /npm run sweep -- evolution/);
  });

  it("is told way by way, in a sentence and as a row", () => {
    assert.match(
      keepingText(changes),
      /^Stopping early raises shifted accuracy under unseen tint \(.* points\)\. Reference accuracy changes by −1\.0 points\. Averaging weights half way raises shifted accuracy under unseen tint/,
    );
    const [early] = changes;
    const costly = {
      ...early,
      reference: { mean: -0.5, lower: -0.9, upper: -0.1 },
    };
    assert.match(
      keepingText([early, costly]),
      /Reference accuracy changes by −50\.0 to −1\.0 points\.$/,
    );
    assert.deepEqual(
      keepingRows(changes).map(({ way }) => way),
      ["stopped after 1.0 of 4.0 epochs", "weights averaged half way"],
    );
  });
});

describe("panels of the study of evolution", () => {
  it("draw means over seeds, moment by moment, beside the networks from scratch and their line on the logit scale", () => {
    const { baselines, pretrained, line } = evolutionPanel(
      rows,
      trajectories(rows),
      "unseen tint",
    );
    assert.equal(baselines.length, 6 * seeds.length);
    assert.equal(line!.scale, "logit");
    close(line!.slope, 0.9);
    assert.deepEqual(
      pretrained.map(({ reference }) => Math.round(100 * reference)),
      [50, 69, 70],
    );
    assert.deepEqual(
      [
        ...new Set(
          pretrained.map(({ source, strategy }) => `${source}, ${strategy}`),
        ),
      ],
      ["Lite0, fine-tuned, rate 0.01, full"],
    );
  });

  it("draw a curve a way to keep robustness, and nothing of other shifts", () => {
    const kept = waysToKeep(rows);
    const { pretrained } = keepingPanel(rows, kept, "unseen tint");
    assert.equal(pretrained.length, 6);
    assert.equal(
      pretrained.filter(({ source }) => source === "stopped early").length,
      3,
    );
    const none = keepingPanel(rows, kept, "negative");
    assert.deepEqual(none, { baselines: [], pretrained: [] });
  });
});
