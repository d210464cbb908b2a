import assert from "node:assert/strict";
import { inverseProbit, probit } from "../../../lib/numerics";
import { resultsTable } from "../../../lib/runs/store/results-table";
import {
  armRobustness,
  partLine,
} from "../../../lib/studies/complementary-interventions/analyse";
import {
  correctedOn,
  interferenceOf,
  overlapOf,
} from "../../../lib/studies/complementary-interventions/corrections";
import {
  interventionAccuracies,
  type InterventionAccuracy,
} from "../../../lib/studies/complementary-interventions/results";
import {
  complementClaims,
  complementRows,
  complementText,
  interferenceText,
} from "../../../lib/studies/complementary-interventions/text";
import { measuredRun } from "../measured-runs";

const splits = [0, 1].flatMap((tint) =>
  [0, 1].map(
    (turn) => `compose: spurious tint ${tint}, unseen rotation ${turn}`,
  ),
);

describe("interventionAccuracies", () => {
  const labels = { method: "full", intervention: "none", train: 4000 };
  const results = resultsTable([
    measuredRun({
      experiment: "train",
      seed: 1,
      labels: { part: "train", ...labels },
      moments: { 1: { reference: 0.6 }, 4: { reference: 0.8 } },
    }),
    measuredRun({
      experiment: "both",
      seed: 1,
      labels: { part: "evaluate", shift: "both", ...labels },
      moments: {
        4: Object.fromEntries(
          splits.map((split, i) => [split, [0.7, 0.5, 0.4, 0.2][i]]),
        ),
      },
    }),
    measuredRun({
      experiment: "drawings",
      seed: 1,
      labels: { part: "evaluate", shift: "tinted drawings", ...labels },
      moments: { 1: { "drawings: cat": 0.2, "drawings: dog": 0.4 } },
    }),
  ]);
  const rows = interventionAccuracies(results);

  it("names the parts by what was drawn, and adds all four", () => {
    const found = Object.fromEntries(
      rows
        .filter(({ epoch }) => epoch === 4)
        .map(({ part, shiftedAccuracy }) => [
          part,
          +shiftedAccuracy.toFixed(6),
        ]),
    );
    assert.deepEqual(found, {
      neither: 0.7,
      turned: 0.5,
      "bias broken": 0.4,
      "bias broken and turned": 0.2,
      "all four": 0.45,
    });
  });

  it("takes the mean over classes of drawings, and the reference accuracy of the same moment", () => {
    const [drawings] = rows.filter(({ part }) => part === "tinted drawings");
    assert.ok(Math.abs(drawings.shiftedAccuracy - 0.3) < 1e-9);
    assert.deepEqual(
      [drawings.referenceAccuracy, drawings.last, drawings.network],
      [0.6, false, "pre-trained"],
    );
    assert.ok(
      rows
        .filter(({ epoch }) => epoch === 4)
        .every(
          ({ last, referenceAccuracy }) => last && referenceAccuracy === 0.8,
        ),
    );
  });
});

/** Baselines on a line of slope one, ½ below on the probit scale; arms a number of points above it, a little apart by seed. */
function study(gains: { [arm: string]: number }): InterventionAccuracy[] {
  const on = (reference: number) => inverseProbit(probit(reference) - 0.5);
  const row = (
    fields: Partial<InterventionAccuracy>,
    reference: number,
    gain: number,
  ): InterventionAccuracy => ({
    part: "all four",
    network: "from scratch",
    intervention: "none",
    train: 4000,
    seed: 1,
    epoch: 1,
    last: true,
    referenceAccuracy: reference,
    shiftedAccuracy: on(reference) + gain,
    ...fields,
  });
  return [1, 2, 3]
    .flatMap((seed) => [
      ...[0.4, 0.5, 0.6].map((reference, epoch) =>
        row({ seed, epoch, last: epoch === 2 }, reference, 0),
      ),
      row(
        { seed, network: "pre-trained" },
        0.55,
        gains.pretrained + seed / 1000,
      ),
      row(
        { seed, intervention: "reweighted" },
        0.5,
        gains.reweighted + seed / 1000,
      ),
      row(
        { seed, network: "pre-trained", intervention: "reweighted" },
        0.5,
        gains.together + seed / 1000,
      ),
    ])
    .flatMap((each) =>
      (["all four", "bias broken", "turned"] as const).map((part) => ({
        ...each,
        part,
      })),
    );
}

const table = armRobustness(
  study({ pretrained: 0.1, reweighted: 0.06, together: 0.15 }),
);

describe("armRobustness", () => {
  it("measures each arm against networks from scratch without a remedy, on each part", () => {
    const found = table
      .filter(({ part }) => part === "turned")
      .map(({ arm, robustness }) => [arm, +robustness.mean.toFixed(4)]);
    assert.deepEqual(found, [
      ["reweighted", 0.062],
      ["pre-trained", 0.102],
      ["pre-trained and reweighted", 0.152],
    ]);
    assert.ok(
      table.every(
        ({ verdict, robustness }) =>
          verdict === "above zero" && robustness.isLine,
      ),
    );
  });

  it("leaves out arms of a single seed", () => {
    const one = study({ pretrained: 0.1, reweighted: 0, together: 0 }).filter(
      ({ seed }) => seed === 1,
    );
    assert.deepEqual(armRobustness(one), []);
  });

  it("takes baselines on another number of images only where every seed has them", () => {
    const rows = study({ pretrained: 0.1, reweighted: 0, together: 0 });
    const larger = rows
      .filter(
        ({ seed, epoch, intervention, network }) =>
          seed === 1 &&
          epoch === 0 &&
          intervention === "none" &&
          network === "from scratch",
      )
      .map((row) => ({
        ...row,
        train: 20000,
        last: false,
        shiftedAccuracy: 0.9,
      }));
    assert.deepEqual(armRobustness([...rows, ...larger]), armRobustness(rows));
  });

  it("has a line to draw where baselines lie on one", () => {
    const rows = study({ pretrained: 0.1, reweighted: 0, together: 0 });
    assert.ok(Math.abs(partLine(rows, "turned")!.slope - 1) < 1e-6);
    assert.equal(partLine(rows, "neither"), undefined);
  });
});

describe("what is said of complementary interventions", () => {
  const corrections = {
    seeds: [1],
    parts: [
      "turned",
      "turned",
      "turned",
      "bias broken",
      "bias broken",
      "bias broken",
    ],
    right: {
      neither: Uint8Array.of(0, 0, 1, 0, 0, 0),
      "pre-trained": Uint8Array.of(1, 1, 1, 0, 0, 1),
      reweighted: Uint8Array.of(0, 1, 1, 1, 0, 0),
      "pre-trained and reweighted": Uint8Array.of(1, 0, 1, 1, 1, 1),
    },
  };

  it("names all three arms with verdicts, and the overlap", () => {
    const text = complementText(table, overlapOf(corrections));
    assert.match(
      text,
      /pre-training brings \*\*10\.2 \[.*\]\*\* points \(above zero\)/,
    );
    assert.match(text, /both together \*\*15\.2 .*more than either alone/);
    assert.match(
      text,
      /Of 5 images that the baseline gets wrong, pre-training corrects 60 % and the intervention 40 %; \*\*20 % are corrected by both/,
    );
  });

  it("does not claim that both are more than one where they are not", () => {
    const same = armRobustness(
      study({ pretrained: 0.15, reweighted: 0.06, together: 0.15 }),
    );
    assert.match(complementText(same), /not told from the better one alone/);
    assert.match(
      complementClaims(same),
      /Together they have the most\*: does not hold/,
    );
    assert.match(
      complementClaims(table),
      /Together they have the most\*: holds/,
    );
  });

  it("says that there is too little where an arm is missing", () => {
    const few = table.filter(({ arm }) => arm !== "reweighted");
    assert.match(complementText(few), /Too few runs are stored/);
    assert.match(complementClaims(few), /Too few runs are stored/);
  });

  it("makes a row of each arm", () => {
    assert.deepEqual(
      complementRows(table).map((row) => [
        row.arm,
        row["turned"].split(" ")[0],
        row["neither"],
      ]),
      [
        ["reweighted", "6.2", "–"],
        ["pre-trained", "10.2", "–"],
        ["pre-trained and reweighted", "15.2", "–"],
      ],
    );
  });

  it("gives the flags of either remedy alone on what the baseline gets wrong, for the figure", () => {
    assert.deepEqual(correctedOn(corrections, "turned"), [
      { name: "pre-trained", corrected: Uint8Array.of(1, 1) },
      { name: "reweighted", corrected: Uint8Array.of(0, 1) },
    ]);
  });

  it("counts what both together lose and gain", () => {
    const [all, turned, biased] = interferenceOf(corrections);
    assert.deepEqual(all, {
      part: "all",
      wrong: 5,
      pretrained: 3,
      intervened: 2,
      together: 4,
      lost: 1,
      gained: 1,
    });
    assert.deepEqual(
      [turned.lost, turned.gained, biased.lost, biased.gained],
      [1, 0, 0, 1],
    );
    // Four are corrected by one or the other by itself, one of them lost.
    assert.match(
      interferenceText([all, turned, biased]),
      /lose \*\*25 %\*\*, most of all where \*turned\* \(50 %\); they gain 1 that neither corrects by itself, beside 1 lost/,
    );
  });
});
