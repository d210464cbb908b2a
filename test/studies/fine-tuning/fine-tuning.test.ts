import assert from "node:assert/strict";
import "../../../lib/experiments/kinds";
import { runKind, type Run } from "../../../lib/runs";
import { resultsTable } from "../../../lib/runs/store/results-table";
import { namedRuns } from "../../../lib/runs/study";
import {
  accuracyByImages,
  featuresLeft,
  fineTuningText,
  rateTrials,
  ratesText,
} from "../../../lib/studies/fine-tuning/analyse";
import { fineTuning } from "../../../lib/studies/fine-tuning/declare";
import { syntheticShifts } from "../../../lib/studies/synthetic-shifts/declare";
import { measuredRun } from "../measured-runs";

const runsOf = (
  study: typeof fineTuning,
  results: Parameters<typeof study.declare>[1],
) => [...namedRuns(study.declare("full", results)).values()].flat();

const trialsDone = () =>
  resultsTable(
    runsOf(fineTuning, resultsTable([]))
      .filter(({ labels }) => labels!.part === "rate")
      .map(({ id, experiment, labels, spec }) => ({
        ...measuredRun({
          experiment,
          labels,
          moments: { 1: { validation: 0.5 + Number(labels!.rate) } },
        }),
        run: id,
        seed: Number(spec.seed),
      })),
  );

describe("the study of fine-tuning", () => {
  const all = runsOf(fineTuning, trialsDone());
  const part = (name: string) =>
    all.filter(({ labels }) => labels!.part === name);

  it("shares its full-sized networks with the study of synthetic shifts, run by run", () => {
    const others = new Map(
      runsOf(syntheticShifts, trialsDone()).map((run) => [run.id, run]),
    );
    const shared = all.filter(({ id }) => others.has(id));
    const names = new Set(shared.map(({ labels }) => labels!.part));
    assert.deepEqual([...names].sort(), ["rate", "train"]);
    assert.ok(shared.length > 20);
  });

  it("asks for fewer images of the same arms, and keeps no weights of them", () => {
    const few = part("train").filter(({ spec }) => spec.keepWeights === false);
    const sizes = new Set(few.map(({ labels }) => labels!.train));
    assert.deepEqual([...sizes], [500, 1000]);
    const methods = new Set(few.map(({ spec }) => spec.method));
    assert.deepEqual([...methods].sort(), [
      "from-scratch",
      "full",
      "linear-probe",
    ]);
  });

  it("probes features of networks that are trained anyway, and drawn ones of none", () => {
    const trained = new Set(part("train").map(({ id }) => id));
    for (const { spec, labels } of part("probe")) {
      const needed = runKind("probe").needs!(spec);
      assert.equal(needed.length, labels!.weights === "drawn" ? 0 : 1);
      const ids = all
        .filter((run: Run) =>
          needed.some(
            (each) => JSON.stringify(each) === JSON.stringify(run.spec),
          ),
        )
        .map(({ id }) => id);
      for (const id of ids) assert.ok(trained.has(id));
      assert.equal(ids.length, needed.length);
    }
  });

  it("declares trials alone until all of them are done", () => {
    const first = runsOf(fineTuning, resultsTable([]));
    assert.ok(first.every(({ labels }) => labels!.part !== "probe"));
  });
});

const lite = { model: "efficientnet-lite0", source: "imagenet" };
const residual = {
  model: "residual-cnn",
  source: "none",
  method: "from-scratch",
};
const trained = (
  labels: { [name: string]: string | number },
  seed: number,
  accuracies: number[],
) =>
  measuredRun({
    experiment: JSON.stringify(labels),
    seed,
    labels: { part: "train", reference: "untouched", rate: 0.1, ...labels },
    moments: Object.fromEntries(
      accuracies.map((reference, i) => [i + 1, { reference }]),
    ),
  });
const probe = (
  weights: string,
  method: string,
  seed: number,
  accuracies: number[],
) =>
  measuredRun({
    experiment: `${weights}, ${method}`,
    seed,
    labels: { part: "probe", weights, method, ...lite },
    moments: Object.fromEntries(
      accuracies.map((clothes, i) => [
        method === "full" ? i + 1 : 0,
        { clothes },
      ]),
    ),
  });

const results = resultsTable(
  [1, 2].flatMap((seed) => [
    trained({ ...residual, train: 4000 }, seed, [0.4, 0.64 + 0.01 * seed]),
    trained({ ...residual, train: 20000 }, seed, [0.77]),
    trained({ ...lite, method: "full", train: 4000 }, seed, [0.6, 0.79]),
    trained({ ...lite, method: "linear-probe", train: 4000 }, seed, [0.67]),
    probe("drawn", "linear-probe", seed, [0.5]),
    probe("trained", "linear-probe", seed, [0.9]),
    probe("trained", "full", seed, [0.8, 0.7]),
  ]),
);

describe("what the study of fine-tuning says", () => {
  it("gives accuracy at the end of training, mean over seeds, whichever tables hold a run", () => {
    const rows = accuracyByImages(results, results);
    assert.deepEqual(
      rows.map(({ arm, images, seeds, epochs, mean }) => [
        arm,
        images,
        seeds,
        epochs,
        +mean.toFixed(6),
      ]),
      [
        ["Lite0, fine-tuned", 4000, 2, 2, 0.79],
        ["Lite0, linear probe", 4000, 2, 1, 0.67],
        ["residual CNN, from scratch", 4000, 2, 2, 0.655],
        ["residual CNN, from scratch", 20000, 2, 1, 0.77],
      ],
    );
  });

  it("gives the share of ImageNet's lead that is left", () => {
    const left = featuresLeft(results);
    assert.deepEqual(
      left.map(({ features, epoch, left }) => [
        features,
        epoch,
        left && +left.mean.toFixed(6),
      ]),
      [
        ["drawn at random", 0, undefined],
        ["of ImageNet", 0, 1],
        ["fine-tuned", 1, 0.75],
        ["fine-tuned", 2, 0.5],
      ],
    );
    assert.deepEqual(featuresLeft(resultsTable([])), []);
  });

  it("says both in words, and what is missing", () => {
    const text = fineTuningText(
      accuracyByImages(results),
      featuresLeft(results),
    );
    assert.match(
      text,
      /scratch reaches \*\*65\.5 %.*features \*\*67\.0 %.*fine-tuned \*\*79\.0 %.*5 times as many come to \*\*77\.0 %\*\*, 2\.0 points less than that\. Of .*leaves \*\*50 \[50, 50\] %/,
    );
    assert.match(fineTuningText([], []), /Too few runs/);
  });

  it("tells a best learning rate inside the range from one at its end", () => {
    const trial = (rate: number, validation: number) =>
      measuredRun({
        experiment: `rate ${rate}`,
        labels: { part: "rate", rate, ...residual },
        moments: { 1: { validation } },
      });
    const trials = (values: number[]) =>
      rateTrials(resultsTable(values.map((value, i) => trial(i, value))));
    assert.match(
      ratesText(trials([0.5, 0.7, 0.6])),
      /: 1, inside .*10\.0 points better/,
    );
    assert.match(ratesText(trials([0.5, 0.6, 0.7])), /: 2, at an end/);
  });
});
