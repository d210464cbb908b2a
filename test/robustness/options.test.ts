import assert from "node:assert/strict";
import { table } from "arquero";
import {
  accuracyPairs,
  bootstrapExamples,
  bootstrapGroups,
  bootstrapModels,
  diagnoseLine,
  effectiveRobustness,
  fitAccuracyLine,
  groupRobustness,
  matchedDifference,
  meanInterval,
  modelRobustness,
  proportionInterval,
  replicatedRobustness,
  robustnessByGroup,
  verdictOf,
} from "../../lib/robustness";

const reference = [0.55, 0.6, 0.66, 0.7, 0.75, 0.8];
const shifted = [0.4, 0.46, 0.5, 0.57, 0.62, 0.69];
const baseline = { reference, shifted };
const group = { reference: [0.7, 0.72], shifted: [0.6, 0.65] };
const line = fitAccuracyLine(reference, shifted);
const models = table({
  model: ["a", "b", "c", "d", "e", "f"],
  reference,
  shifted,
});
const columns = { reference: "reference", shifted: "shifted" };

/** Every function of this folder that takes options, called with some. */
const functions: Record<string, (options: object) => unknown> = {
  fitAccuracyLine: (o) => fitAccuracyLine(reference, shifted, o),
  predict: (o) => line.predict(0.7, o),
  modelRobustness: (o) => modelRobustness(line, 0.7, 0.6, o),
  bootstrapModels: (o) => bootstrapModels(3, ([i]) => i, o),
  bootstrapGroups: (o) => bootstrapGroups([3], ([[i]]) => i, o),
  bootstrapExamples: (o) => bootstrapExamples([[1, 0, 1]], ([a]) => a, o),
  diagnoseLine: (o) => diagnoseLine(baseline, o),
  groupRobustness: (o) => groupRobustness(baseline, group, o),
  matchedDifference: (o) => matchedDifference(baseline, group, o),
  meanInterval: (o) => meanInterval([1, 2], o),
  proportionInterval: (o) => proportionInterval(1, 2, o),
  replicatedRobustness: (o) =>
    replicatedRobustness(
      [
        { baseline, group },
        { baseline, group },
      ],
      o,
    ),
  accuracyPairs: (o) => accuracyPairs(models, { ...columns, ...o }),
  robustnessByGroup: (o) =>
    robustnessByGroup(models, models, { ...columns, ...o }),
  verdictOf: (o) => verdictOf({ lower: 0, upper: 1 }, o),
};

describe("options of robustness", () => {
  for (const [name, call] of Object.entries(functions)) {
    it(`${name} runs without, and refuses a name that it does not know`, () => {
      call({});
      assert.throws(
        () => call({ levle: 0.9 }),
        /^RangeError: \w+ has no option "levle". Did you mean ".+"\? Known: /,
      );
    });
  }

  for (const [name, option, value, message] of [
    ["predict", "band", "predicton", 'Did you mean "prediction"'],
    ["modelRobustness", "band", "predicton", 'Did you mean "prediction"'],
    ["groupRobustness", "method", "dleta", 'Did you mean "delta"'],
    ["robustnessByGroup", "method", "dleta", 'Did you mean "delta"'],
    ["robustnessByGroup", "by", 3, "expected text"],
    ["proportionInterval", "method", "wislon", 'Did you mean "wilson"'],
    ["fitAccuracyLine", "scale", "probti", 'Did you mean "probit"'],
    ["diagnoseLine", "leastRSquared", 90, "did you mean 0.9?"],
    ["replicatedRobustness", "leastRSquared", 90, "did you mean 0.9?"],
    ["diagnoseLine", "significance", 2, "a significance level between"],
    ["diagnoseLine", "toleratedBias", -0.1, "a number from 0 to 1"],
    ["matchedDifference", "neighbours", "3", "a whole number"],
    ["bootstrapModels", "seed", "one", "a finite number as seed"],
    ["bootstrapExamples", "resamples", 1e300, "a whole number from 2"],
    ["verdictOf", "margin", "0.02", "a number, not text"],
  ] as const) {
    it(`${name} refuses ${option} ${value}`, () =>
      assert.throws(
        () => functions[name]({ [option]: value }),
        (error: Error) =>
          error instanceof RangeError &&
          error.message.includes(`option ${option} is `) &&
          error.message.includes(message),
      ));
  }

  for (const name of Object.keys(functions)) {
    if (["fitAccuracyLine", "accuracyPairs", "verdictOf"].includes(name))
      continue;
    it(`${name} refuses levels that are none`, () => {
      for (const level of [0, 1, 95, NaN, "0.95"])
        assert.throws(() => functions[name]({ level }), /level/);
    });
  }
});

describe("accuracies of exactly 0 and 1", () => {
  const sure = (accuracy: number) => ({
    reference: [0.7, accuracy],
    shifted: [0.6, 0.9],
    models: ["good", "sure"],
  });
  for (const accuracy of [0, 1]) {
    const infinite = new RegExp(
      `in row \\d.* is exactly ${accuracy}, whose probit is infinite`,
    );
    const refuses = (name: string, call: () => unknown) =>
      it(`${accuracy} on the reference: ${name} refuses it`, () =>
        assert.throws(call, infinite));
    refuses("predict", () => line.predict(accuracy));
    refuses("effectiveRobustness", () =>
      effectiveRobustness(line, [0.7, accuracy], [0.6, 0.9]),
    );
    refuses("modelRobustness", () => modelRobustness(line, accuracy, 0.9));
    for (const method of ["delta", "bootstrap"] as const)
      refuses(`groupRobustness by ${method}`, () =>
        groupRobustness(baseline, sure(accuracy), { method }),
      );
    for (const by of [undefined, "model"])
      refuses(`robustnessByGroup by ${by}`, () =>
        robustnessByGroup(
          models,
          table({ model: ["good", "sure"], ...sure(accuracy) }),
          { ...columns, by },
        ),
      );
    for (const leastRSquared of [0, 1])
      refuses(`replicatedRobustness at R² ≥ ${leastRSquared}`, () =>
        replicatedRobustness(
          [
            { baseline, group: sure(accuracy) },
            { baseline, group },
          ],
          { leastRSquared },
        ),
      );
    refuses("matchedDifference in the baseline's shifted ones", () =>
      matchedDifference(
        { reference: [0.5, 0.6, 0.7], shifted: [0.4, 0.5, accuracy] },
        group,
      ),
    );

    it(`${accuracy} under the shift is an accuracy like others`, () => {
      const [robustness] = effectiveRobustness(line, [0.7], [accuracy]);
      assert.ok(
        Math.abs(robustness + line.predict(0.7).mean - accuracy) < 1e-12,
      );
    });
  }
});

describe("many models", () => {
  it("are no more than fit on a stack", () => {
    const many = Float64Array.from(
      { length: 150_000 },
      (_, i) => 0.2 + (0.6 * i) / 150_000,
    );
    const found = fitAccuracyLine(many, many);
    assert.ok(Math.abs(found.slope - 1) < 1e-9);
    assert.deepEqual(found.referenceRange, [many[0], many[149_999]]);
    const all = { reference: many, shifted: many };
    assert.ok(Math.abs(groupRobustness(all, all).maximum) < 1e-9);
  });
});
