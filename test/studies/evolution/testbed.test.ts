import assert from "node:assert/strict";
import "../../../lib/experiments/kinds";
import { loadCifar10TestbedPredictions } from "../../../lib/data";
import { writeResult } from "../../../lib/runs/store/write-result";
import type { Run } from "../../../lib/runs";
import {
  testbedPanel,
  testbedText,
} from "../../../lib/studies/evolution/testbed";
import {
  dominanceAlong,
  dominanceOfRuns,
  dominanceOverTestbed,
} from "../../../lib/studies/evolution/testbed-dominance";
import { withStore } from "../../runs/temporary-store";

const near = (found: number, expected: number) =>
  assert.ok(
    Math.abs(found - expected) < 1e-9,
    `${found}, expected ${expected}`,
  );

describe("the published testbed as a measuring stick", () => {
  const panel = testbedPanel();

  it("has SciPy's line on the logit scale, and 30 models with intervals about their accuracies", () => {
    // By scipy.stats.linregress (SciPy 1.17.1) on scipy.special.logit of the counts.
    near(panel.line.slope, 0.839330484034484);
    near(panel.line.intercept, -0.47151229792713667);
    near(testbedPanel("v4").line.slope, 0.8385353089130568);
    assert.equal(panel.baselines.length, 30);
    for (const {
      reference,
      referenceInterval,
      shifted,
      shiftedInterval,
    } of panel.baselines) {
      assert.ok(referenceInterval[0] < reference);
      assert.ok(reference < referenceInterval[1]);
      assert.ok(shiftedInterval[0] < shifted && shifted < shiftedInterval[1]);
      // CIFAR-10.1 has a fifth of the images.
      assert.ok(
        shiftedInterval[1] - shiftedInterval[0] >
          referenceInterval[1] - referenceInterval[0],
      );
    }
  });

  it("says how far it reaches, and what lies beyond", () => {
    assert.match(
      testbedText(panel),
      /^30 published networks .* slope 0\.84, R² = 0\.982, from 82\.0 to 97\.1 % on CIFAR-10\.$/,
    );
    assert.match(
      testbedText(panel, [0.2, 0.6, 0.95, 0.99]),
      /Of 4 reference accuracies of ours 3 lie outside that range/,
    );
  });
});

describe("dominance over the published testbed", () => {
  const { labels, predictions } = loadCifar10TestbedPredictions("reference");

  it("is that of what all 30 get wrong for one who knows everything, and none for one of them", () => {
    // By NumPy 29 images that no model gets right but perhaps the best one, which gets one of them.
    const all = dominanceOverTestbed(labels);
    assert.deepEqual(
      [all.unsolved, all.shared, all.correct, all.verdict],
      [28, 28, 10_000, "as chance"],
    );
    assert.equal(dominanceOverTestbed(predictions[7]).shared, 0);
  });

  it("refuses other images than the whole test set", () => {
    assert.throws(
      () => dominanceOverTestbed(labels.subarray(0, 3000)),
      /each of CIFAR-10's 10000 test images, got 3000: evaluate on/,
    );
  });

  it(
    "follows a network's stored answers in the order of time",
    withStore((store) => {
      const run = {
        id: "aa",
        experiment: "answers, followed",
        labels: {
          part: "answers",
          model: "efficientnet-lite0",
          method: "full",
          rate: 0.01,
        },
        spec: { kind: "evaluate", seed: 3 },
      } as unknown as Run;
      const other = { ...run, id: "bb", labels: { part: "evaluate" } } as Run;
      writeResult(
        store,
        run,
        {
          rows: [],
          perExample: {
            "predictions 6": [...labels],
            "predictions 0.5": [...predictions[7]],
          },
        },
        1,
      );
      const found = dominanceOfRuns([run, other], store);
      assert.deepEqual(
        found.map(({ seed, epoch, rate, dominance }) => [
          seed,
          epoch,
          rate,
          dominance.shared,
        ]),
        [
          [3, 0.5, 0.01, 0],
          [3, 6, 0.01, 28],
        ],
      );
      assert.equal(found[1].accuracy, 1);
      assert.deepEqual(dominanceAlong({ store }), []);
    }),
  );
});
