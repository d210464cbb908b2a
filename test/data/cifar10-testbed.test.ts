import assert from "node:assert/strict";
import {
  loadCifar10Testbed,
  loadCifar10TestbedPredictions,
  type Cifar10TestbedModel,
} from "../../lib/data";
import { accuracyPairs, fitAccuracyLine } from "../../lib/robustness";
import { assertClose, CLOSED_FORM } from "../reference-values";

const testbed = loadCifar10Testbed();
const rows = testbed.objects() as Cifar10TestbedModel[];

describe("loadCifar10Testbed", () => {
  it("has 30 models by names of their own, and accuracies from their counts", () => {
    assert.equal(new Set(rows.map(({ model }) => model)).size, 30);
    for (const row of rows) {
      assert.equal(row.reference_total, 10_000);
      assert.equal(row.v4, row.v4_correct / 2021);
      assert.equal(row.v6, row.v6_correct / 2000);
    }
  });

  // By scipy.stats.linregress (SciPy 1.17.1) on scipy.special.logit of the counts.
  for (const { shifted, expected } of [
    {
      shifted: "v4",
      expected: [
        0.8385353089130568, -0.49660369312819386, 0.9806008671578599,
        0.022288834572139087,
      ],
    },
    {
      shifted: "v6",
      expected: [
        0.839330484034484, -0.47151229792713667, 0.981648899347585,
        0.021687372938523238,
      ],
    },
  ])
    it(`lies on SciPy's line on the logit scale for CIFAR-10.1 ${shifted}`, () => {
      const pairs = accuracyPairs(testbed, { reference: "reference", shifted });
      const line = fitAccuracyLine(pairs.reference, pairs.shifted, {
        scale: "logit",
        models: pairs.models,
      });
      assertClose(
        [line.slope, line.intercept, line.rSquared, line.slopeStandardError],
        expected,
        CLOSED_FORM,
      );
    });
});

describe("loadCifar10TestbedPredictions", () => {
  for (const set of ["reference", "v6"] as const)
    it(`gives the accuracies of the table for ${set}`, () => {
      const { models, labels, predictions } =
        loadCifar10TestbedPredictions(set);
      const counted = new Map(
        models.map((model, m) => [
          model,
          predictions[m].filter((value, i) => value === labels[i]).length,
        ]),
      );
      for (const row of rows)
        assert.equal(counted.get(row.model), row[`${set}_correct`], row.model);
    });

  it("says for which sets there are none", () =>
    assert.throws(
      () => loadCifar10TestbedPredictions("v4" as "v6"),
      /no predictions for "v4"; choose "reference" or "v6"/,
    ));
});
