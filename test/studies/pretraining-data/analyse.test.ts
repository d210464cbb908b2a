import assert from "node:assert/strict";
import { meanInterval } from "../../../lib/robustness";
import { inverseLogit, logit } from "../../../lib/numerics";
import { resultsTable } from "../../../lib/runs/store/results-table";
import {
  sourceRobustness,
  trends,
} from "../../../lib/studies/pretraining-data/analyse";
import {
  replayChanges,
  replayText,
} from "../../../lib/studies/pretraining-data/replay";
import { properties } from "../../../lib/studies/pretraining-data/plan";
import {
  pretrainedSets,
  transferAccuracies,
} from "../../../lib/studies/pretraining-data/results";
import {
  pretrainedRows,
  trendRows,
  trendText,
} from "../../../lib/studies/pretraining-data/tables";
import { measuredRun } from "../measured-runs";

const onLine = (reference: number) =>
  inverseLogit(0.8 * logit(reference) - 0.4);
const size = properties[0].levels.map(({ data }) => data.name);

/** A network made up, at two moments: its robustness at either. */
const network = (
  source: string,
  seed: number,
  [early, late]: [number, number],
  shift = "unseen tint",
) =>
  measuredRun({
    experiment: `${source}, ${shift}`,
    seed,
    labels: {
      part: "train",
      source,
      replay: 0,
      reference: "untouched",
      train: 1000,
    },
    moments: {
      1: { reference: 0.4, [shift]: onLine(0.4) + early },
      4: { reference: 0.6, [shift]: onLine(0.6) + late },
    },
  });
const scratch = (seed: number, shift = "unseen tint") =>
  measuredRun({
    experiment: `none, ${shift}`,
    seed,
    labels: {
      part: "train",
      source: "none",
      replay: 0,
      reference: "untouched",
      train: 1000,
    },
    moments: Object.fromEntries(
      [0.3, 0.45, 0.55, 0.7].map((reference, i) => [
        i + 1,
        { reference, [shift]: onLine(reference) },
      ]),
    ),
  });
const seeds = [1, 2, 3];
/** Robustness by level of size, with scatter over seeds that leaves the change alone. */
const made = (levels: number[], scatter = [-0.01, 0, 0.01]) =>
  transferAccuracies(
    resultsTable(
      seeds.flatMap((seed) => [
        scratch(seed),
        ...levels.map((robustness, k) => {
          const value = robustness + scatter[seed - 1];
          return network(size[k], seed, [value, value / 2]);
        }),
      ]),
    ),
  );
const close = (value: number, expected: number) =>
  assert.ok(Math.abs(value - expected) < 1e-6, `${value}, not ${expected}`);

describe("robustness by pre-training data", () => {
  it("is the mean along the way, or that at the end, against each seed's own line", () => {
    const rows = made([0.04]);
    const [along] = sourceRobustness(rows);
    close(along.robustness.mean, 0.03);
    assert.deepEqual(along.seeds, seeds);
    const [end] = sourceRobustness(rows, "at the end");
    close(end.robustness.mean, 0.02);
    assert.equal(end.robustness.count, 3);
  });

  it("rises with a property where each seed's does, however much seeds differ from each other", () => {
    const [trend] = trends(sourceRobustness(made([0, 0.04, 0.08])));
    assert.deepEqual(
      [trend.property, trend.shift, trend.seeds, trend.verdict],
      ["size", "unseen tint", 3, "above zero"],
    );
    close(trend.change.mean, 0.06);
    close(trend.change.upper - trend.change.lower, 0);
    assert.match(trendText([trend]), /rises with size \(unseen tint, \+?6\.0/);
  });

  it("takes the straight line through all levels, not the ends alone", () => {
    const [trend] = trends(sourceRobustness(made([0.02, 0.08, 0.02])));
    close(trend.change.mean, 0);
    assert.equal(trend.verdict, "about zero");
    assert.match(
      trendText([trend]),
      /no property\. Of 1 trends, .* 0 are undecided and 1 less than two points either way; .* 0 differ from zero/,
    );
  });

  it("is told with how many outlast sharing the level among all, and how much robustness there is", () => {
    const [trend] = trends(sourceRobustness(made([0, 0.04, 0.08])));
    // Student's t of 2 degrees of freedom: shown alone at 4.303 standard errors, among two at 6.205.
    const deviation = (Math.sqrt(3) * 0.05) / (1.2 * 4.303);
    const changes = [0.05 - deviation, 0.05, 0.05 + deviation];
    const shown = {
      ...trend,
      seeds: 3,
      changes,
      change: meanInterval(changes),
    };
    assert.match(trendText([shown]), /\(Bonferroni\), 1 differ/);
    const text = trendText([shown, { ...shown, shift: "negative" }]);
    assert.match(text, /Of 2 trends, .*\(Bonferroni\), 0 differ/);
    assert.match(
      text,
      /above zero in 2 of 3 combinations of a set and a shift, and 6\.0 .* points at most\.$/,
    );
  });

  it("is not told where a level is missing, or there is one seed alone", () => {
    assert.deepEqual(trends(sourceRobustness(made([0, 0.04]))), []);
    const one = made([0, 0.04, 0.08]).filter(({ seed }) => seed === 1);
    assert.deepEqual(sourceRobustness(one), []);
    assert.match(
      trendText([]),
      /Too few runs .* npm run sweep -- pretraining-data/,
    );
  });

  it("is shown as a row a trend, with each level", () => {
    const [row] = trendRows(trends(sourceRobustness(made([0, 0.04, 0.08]))));
    assert.match(row.least, /^500: /);
    assert.match(row.most, /^8,000: /);
    assert.equal(row["robustness …"], "rises");
  });
});

describe("replay", () => {
  const [, common] = size;
  const replayed = (replay: number, end: number) =>
    seeds.map((seed) => {
      const made = network(common, seed, [0, end + 0.01 * seed]);
      return {
        ...made,
        run: `${made.run}, ${replay}`,
        labels: { ...made.labels, replay },
      };
    });
  const rows = transferAccuracies(
    resultsTable([...replayed(0, 0), ...replayed(1, 0.05)]),
  );

  it("is set against none at the end of fine-tuning, seed by seed", () => {
    const changes = replayChanges(rows);
    assert.deepEqual(
      changes.map(({ shift, replay, seeds, verdict }) => [
        shift,
        replay,
        seeds,
        verdict,
      ]),
      [["unseen tint", 1, 3, "above zero"]],
    );
    close(changes[0].shifted.mean, 0.05);
    close(changes[0].reference.mean, 0);
    assert.match(
      replayText(changes),
      /^Replay, tried on .* with 1 pre-training images for each of the task's, .* under unseen tint by 5\.0 .*\(above zero\) points, each tested at 95 %\.$/,
    );
  });

  it("says what is missing", () => {
    assert.deepEqual(
      replayChanges(rows.filter(({ replay }) => replay === 1)),
      [],
    );
    assert.match(replayText([]), /npm run sweep -- pretraining-data/);
  });
});

describe("sets that were pre-trained on", () => {
  it("are told with the accuracy on their own classes and the images that tie in difficulty", () => {
    const run = (seed: number, accuracy: number, tied: number) => ({
      ...measuredRun({
        experiment: "pretrain, hardest third",
        seed,
        labels: { part: "pretrain", source: "hardest third", replay: 0 },
        moments: { 5: { "pre-training": accuracy } },
      }),
      values: { tied },
    });
    const sets = pretrainedSets(
      resultsTable([run(1, 0.6, 100), run(2, 0.7, 100)]),
    );
    assert.equal(sets.length, 1);
    close(sets[0].accuracy, 0.65);
    assert.equal(sets[0].tied, 100);
    const [row] = pretrainedRows(sets);
    assert.equal(row["images tied in difficulty"], "100");
  });
});
