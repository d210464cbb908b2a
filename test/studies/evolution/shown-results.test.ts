import assert from "node:assert/strict";
import "../../../lib/experiments/kinds";
import { resultsTable } from "../../../lib/runs/store/results-table";
import { evolution } from "../../../lib/studies/evolution/declare";
import { evolutionOpenText } from "../../../lib/studies/evolution/shown-results";
import { measuredRun } from "../measured-runs";
import { roundsOf } from "../staged-runs";

describe("evolutionOpenText", () => {
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
