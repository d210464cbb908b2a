import assert from "node:assert/strict";
import "../../../lib/experiments/kinds";
import { resultsTable } from "../../../lib/runs/store/results-table";
import { evolution } from "../../../lib/studies/evolution/declare";
import { evolutionLiveRuns } from "../../../lib/studies/evolution/live-evolution";
import { evolutionOpenText } from "../../../lib/studies/evolution/shown-results";
import { measuredRun } from "../measured-runs";
import { roundsOf } from "../staged-runs";

const all = roundsOf(evolution, "full")
  .at(-1)!
  .map(({ experiment, spec, labels = {} }) =>
    measuredRun({
      experiment,
      seed: Number(spec.seed),
      labels,
      moments: { 1: { reference: 0.5 } },
    }),
  );

describe("evolutionLiveRuns", () => {
  it("are experiments of the study, and none where one lacks the seed", () => {
    const live = evolutionLiveRuns(resultsTable(all), 1);
    assert.equal(live.length, 3);
    const known = new Set(all.map(({ experiment }) => experiment));
    assert.ok(live.every((name) => known.has(name)));
    const one = all.filter(
      ({ experiment, seed }) => experiment !== live[2] || seed !== 1,
    );
    assert.deepEqual(evolutionLiveRuns(resultsTable(one), 1), []);
    assert.equal(evolutionLiveRuns(resultsTable(one), 2).length, 3);
  });
});

describe("evolutionOpenText", () => {
  it("says nothing where all is there", () => {
    assert.equal(evolutionOpenText("full", resultsTable(all)), undefined);
  });

  it("names what lacks a seed, and what lacks all", () => {
    const open = (without: (experiment: string, seed: number) => boolean) =>
      evolutionOpenText(
        "full",
        resultsTable(
          all.filter(({ experiment, seed }) => !without(experiment, seed)),
        ),
      )!.split("\n\n")[1];
    assert.equal(
      open(
        (experiment, seed) =>
          seed === 5 && experiment.startsWith("train, untouched, followed eff"),
      ),
      "- train, untouched, followed efficientnet-lite0, full, learning rate 0.01",
    );
    assert.equal(
      open((experiment) =>
        experiment.startsWith("train, spurious tint, averaged"),
      ),
      [0.25, 0.5, 0.75]
        .map((share) => `- train, spurious tint, averaged, share ${share}`)
        .join("\n"),
    );
    assert.match(
      evolutionOpenText("full", resultsTable([]))!,
      /npm run sweep -- evolution.*\n\n- train, untouched, followed residual-cnn/,
    );
  });
});
