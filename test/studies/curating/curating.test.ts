import assert from "node:assert/strict";
import "../../../lib/experiments/kinds";
import { resultsTable } from "../../../lib/runs/store/results-table";
import {
  curationCosts,
  mainRows,
  worstDifference,
} from "../../../lib/studies/curating/analyse";
import { curating } from "../../../lib/studies/curating/declare";
import { plans } from "../../../lib/studies/curating/plan";
import {
  curatedNetworks,
  curationAccuracies,
} from "../../../lib/studies/curating/results";
import { curatingRows, groupRows } from "../../../lib/studies/curating/tables";
import {
  costOfCuration,
  curatingClaims,
  curatingText,
  diversityText,
} from "../../../lib/studies/curating/text";
import { measuredRun } from "../measured-runs";
import { roundsOf } from "../staged-runs";

describe("the study of curating", () => {
  // The second rate of three is the best for large sets, the first for small ones.
  const rounds = roundsOf(curating, "full", ({ rate, large }) =>
    rate === (large ? 1e-2 : 3e-3) || rate === 1e-3 ? 0.9 : 0.5,
  );
  const all = rounds.at(-1)!;

  it("first tries learning rates, with a seed that no result comes from", () => {
    assert.ok(rounds[0].length > 0);
    for (const { labels, spec } of rounds[0]) {
      assert.equal(labels!.part, "rate");
      assert.ok(!plans.full.seeds.includes(Number(spec.seed)));
    }
  });

  it("takes the best rate of large sets for large ones, and of small sets for small ones", () => {
    const rates = all
      .filter(
        ({ labels }) =>
          labels!.part === "train" && labels!.method === "from-scratch",
      )
      .map(({ labels, spec }) => [
        labels!.large,
        (spec.recipe as { learningRate: number }).learningRate,
      ]);
    assert.deepEqual(
      new Set(rates.map((each) => JSON.stringify(each))),
      new Set(["[true,0.01]", "[false,0.003]"]),
    );
  });

  it("curates eight to 512 images, in pairs of one kind", () => {
    const sizes = all.filter(
      ({ labels }) =>
        labels!.set === "curated" &&
        labels!.cue === "ground" &&
        labels!.part === "train",
    );
    assert.deepEqual(
      [...new Set(sizes.map(({ labels }) => Number(labels!.images)))].sort(
        (a, b) => a - b,
      ),
      [8, 16, 32, 64, 128, 256, 512],
    );
    for (const { spec } of sizes) {
      const { pairs, cue } = spec.set as { pairs: boolean; cue: string };
      assert.deepEqual([pairs, cue], [true, "first"]);
    }
  });

  it("asks for the main sets before others, and for three strengths of either cue", () => {
    const first = rounds[1].filter(({ labels }) => labels!.part === "train");
    assert.deepEqual(
      [...new Set(first.map(({ labels }) => labels!.set))],
      ["biased", "balanced", "curated"],
    );
    const strengths = new Set(
      all
        .filter(
          ({ labels }) => labels!.set === "biased" && labels!.part === "train",
        )
        .map(({ labels }) => `${labels!.cue} ${labels!.strength}`),
    );
    assert.equal(strengths.size, 6);
  });
});

/** Networks of three seeds whose worst group is as given, the others 0.9. */
const networksOf = (
  method: string,
  set: string,
  images: number,
  worsts: number[],
  strength: number | null = null,
) =>
  worsts.map((worst, k) =>
    measuredRun({
      experiment: `${method} ${set} ${images}`,
      seed: k + 1,
      labels: { part: "train", method, cue: "ground", set, images, strength },
      moments: {
        1: {
          validation: 0.5,
          "bird, sea": 0.9,
          "bird, land": worst,
          "cat, sea": 0.9,
          "cat, land": 0.9,
        },
      },
    }),
  );
const networks = curatedNetworks(
  resultsTable([
    ...networksOf("full", "biased", 1000, [0.4, 0.41, 0.42], 0.95),
    ...networksOf("full", "curated", 64, [0.6, 0.61, 0.62]),
    ...networksOf("full", "curated", 32, [0.5, 0.5, 0.5]),
    ...networksOf("full", "curated", 16, [0.3, 0.3, 0.3]),
    ...networksOf("full", "curated", 8, [0.45, 0.45, 0.45]),
    ...networksOf("full", "curated, both kinds", 64, [0.62, 0.61, 0.6]),
    ...networksOf("full", "balanced", 1000, [0.8, 0.8, 0.81]),
    ...networksOf("from-scratch", "biased", 1000, [0.1, 0.12, 0.11], 0.95),
    ...networksOf("from-scratch", "curated", 64, [0.45, 0.42, 0.44]),
  ]),
);
const table = curationAccuracies(networks);

describe("curationAccuracies", () => {
  it("averages the worst group and the mean over groups over seeds", () => {
    const [row] = mainRows(table, "ground").filter(
      ({ arm, set }) => arm === "fine-tuned" && set === "curated",
    );
    assert.ok(Math.abs(row.worst.mean - 0.61) < 1e-9);
    assert.ok(Math.abs(row.average.mean - (2.7 + 0.61) / 4) < 1e-9);
    assert.deepEqual([row.images, row.seeds], [64, [1, 2, 3]]);
  });

  it("bounds what is said of few seeds by 0 and 1", () => {
    const wide = curationAccuracies(
      curatedNetworks(
        resultsTable(networksOf("full", "curated", 64, [0.1, 0.9])),
      ),
    );
    assert.deepEqual([wide[0].worst.lower, wide[0].worst.upper], [0, 1]);
  });

  it("has no bounds of a single seed", () => {
    const [one] = curationAccuracies(
      curatedNetworks(resultsTable(networksOf("full", "curated", 64, [0.6]))),
    );
    assert.deepEqual([one.worst.lower, one.worst.upper], [-Infinity, Infinity]);
    assert.equal(worstDifference(one, one), undefined);
  });
});

describe("what is said of curation", () => {
  it("answers by differences over the seeds that both have", () => {
    const text = curatingText(table);
    assert.match(
      text,
      /gets \*\*61 \[.*\] %\*\* of its worst group right; on 1,000 biased ones \*\*41 /,
    );
    assert.match(text, /difference: 20 \[20, 20\] points, above zero/);
    assert.match(text, /From scratch it is \*\*44 .* against \*\*11 /);
  });

  it("counts the cost by the smallest size from which on all do as well", () => {
    // 8 images do as well by luck; 16 do not.
    const [tuned] = curationCosts(table, "ground").filter(
      ({ arm }) => arm === "fine-tuned",
    );
    assert.equal(tuned.images, 32);
    assert.match(
      costOfCuration(table),
      /\*fine-tuned\*: \*\*32\*\* curated images do as well as 1,000 biased ones \(41 /,
    );
  });

  it("judges each claim by its interval", () => {
    const claims = curatingClaims(table);
    assert.match(
      claims,
      /64 curated images than with 1,000 biased ones\* \(ground\): holds/,
    );
    assert.match(
      claims,
      /no better than those 64\* \(ground\): does not hold; 19 /,
    );
    assert.match(diversityText(table), /64 images: 0 \[.*\] points/);
  });

  it("gives each group its accuracy, over seeds", () => {
    const [biased] = groupRows(networks, mainRows(table, "ground"));
    assert.deepEqual(Object.keys(biased).slice(2), [
      "bird, sea",
      "bird, land",
      "cat, sea",
      "cat, land",
    ]);
    assert.match(biased["bird, land"], /^41 \[/);
    assert.equal(biased["cat, sea"], "90 [90, 90]");
  });

  it("says that there is too little", () => {
    assert.match(curatingText([]), /Too few runs are stored/);
    assert.match(
      costOfCuration(table.filter(({ set }) => set !== "curated")),
      /no curated set tried/,
    );
    assert.equal(curatingRows(table).length, 5);
  });
});
