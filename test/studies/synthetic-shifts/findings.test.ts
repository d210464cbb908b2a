import assert from "node:assert/strict";
import {
  ALL,
  type BiasRobustness,
  type StudiedRobustness,
} from "../../../lib/studies/synthetic-shifts/analyse";
import {
  answerText,
  commonGroupsText,
  ruleText,
  shiftText,
} from "../../../lib/studies/synthetic-shifts/answer";
import {
  biasText,
  hyperparameterText,
  pathText,
} from "../../../lib/studies/synthetic-shifts/findings";
import type { HyperparameterRobustness } from "../../../lib/studies/synthetic-shifts/hyperparameters";
import {
  livePoints,
  liveRuns,
} from "../../../lib/studies/synthetic-shifts/live";
import {
  closingRows,
  methodRows,
} from "../../../lib/studies/synthetic-shifts/tables";
import { syntheticShifts } from "../../../lib/studies/synthetic-shifts/declare";
import { meanInterval, verdictOf } from "../../../lib/robustness";
import { resultsTable } from "../../../lib/runs/store/results-table";

/** Robustness of two seeds, as the analysis gives it. */
const robustness = (replicates: number[], isLine = true) => ({
  ...meanInterval(replicates),
  measure: isLine
    ? ("effective robustness" as const)
    : ("matched difference" as const),
  replicates,
  rSquared: [0.95, 0.95],
  medianRSquared: isLine ? 0.95 : 0.5,
  isLine,
  extrapolated: 1,
  count: 2,
});
const measured = (replicates: number[], isLine?: boolean) => {
  const found = robustness(replicates, isLine);
  return { robustness: found, verdict: verdictOf(found) };
};

const studied = (
  shift: string,
  kind: StudiedRobustness["kind"],
  replicates: number[],
  rule: StudiedRobustness["rule"],
): StudiedRobustness => ({
  shift,
  kind,
  group: ALL,
  rule,
  ...measured(replicates),
});
const table = [
  studied("spurious tint", "in support", [0.001, 0.002], "agrees"),
  studied("negative", "out of support", [0.2, 0.201], "agrees"),
  studied("noise", "out of support", [-0.05, -0.051], "disagrees"),
];

describe("answerText", () => {
  it("says each kind's mean with interval and verdict, and the difference", () => {
    const text = answerText(table);
    assert.match(
      text,
      /in support \*\*0\.\d \[.*\]\*\* points of shifted accuracy \(about zero; 1 shift\)/,
    );
    assert.match(text, /out of support \*\*7\.5 \[/);
    assert.match(
      text,
      /rule of thumb holds in support and holds out of support; .* \*\*7\.4 \[.* points more than in support \(above zero\)\.$/,
    );
  });

  it("speaks of each half of the rule by itself", () => {
    const helped = studied(
      "spurious tint",
      "in support",
      [0.03, 0.031],
      "disagrees",
    );
    assert.match(
      answerText([helped, ...table.slice(1)]),
      /fails in support and holds out of support/,
    );
  });

  it("says what the difference is with natural shifts counted in", () => {
    const drawings = studied(
      "drawings-in-colour",
      "natural",
      [-0.15, -0.151],
      "disagrees",
    );
    assert.match(
      answerText([...table, drawings]),
      /\(above zero\), and \*\*−0\.2 \[.* \(about zero\) with the drawings counted as out of support\.$/,
    );
  });

  it("does not claim a difference that it cannot tell", () => {
    const unsure = [
      studied("spurious tint", "in support", [-0.1, 0.1], "undecided"),
      studied("negative", "out of support", [0.2, -0.1], "undecided"),
    ];
    assert.match(
      answerText(unsure),
      /is open in support and is open out of support; .* \(undecided\)\.$/,
    );
  });
});

describe("commonGroupsText", () => {
  const named = (group: string) => table.map((row) => ({ ...row, group }));

  it("gives the answer of networks that all shifts have, and of no others", () => {
    const text = commonGroupsText([
      ...table,
      ...named("lite0, full"),
      ...named("lite1, full").slice(1),
    ]);
    assert.match(
      text,
      /- \*\*lite0, full\*\*: in support 0\.\d .*; out of support minus in support 7\.4 \[/,
    );
    assert.doesNotMatch(text, /lite1|all pre-trained/);
  });

  it("says so where there are none", () => {
    assert.match(commonGroupsText(table), /^No network/);
  });
});

describe("ruleText", () => {
  it("counts the shifts of each kind that agree and names those that do not", () => {
    assert.equal(
      ruleText([
        ...table,
        studied("drawings-line-art", "natural", [-0.1, 0.1], "undecided"),
      ]),
      "Shift by shift it agrees in 1 of 1 in support and in 1 of 3 out of support (against it: noise; undecided: drawings-line-art).",
    );
  });
});

describe("shiftText", () => {
  it("says the measure, the interval and the verdict", () => {
    assert.match(
      shiftText(table, "noise"),
      /Under \*\*noise\*\* \(out of support\) .*−5\.\d \[.*effective robustness: below zero, against the paper's rule of thumb\./,
    );
  });

  it("refuses a shift that was not studied, with the nearest name", () => {
    assert.throws(() => shiftText(table, "nois"), /Did you mean "noise"/);
  });
});

describe("livePoints", () => {
  const row = (experiment: string, split: string, recomputed: number) => ({
    experiment,
    split,
    recomputed,
    seed: 1,
    epoch: 1,
    stored: 0.5,
    difference: 0,
    spread: null,
  });

  it("pairs what was computed again on the reference and on the shifted set", () => {
    const rows = liveRuns("small").flatMap((name, i) =>
      name.startsWith("train")
        ? [row(name, "validation", 0.1), row(name, "reference", 0.5 + i / 8)]
        : [row(name, "any", 0.25 + i / 8)],
    );
    assert.deepEqual(
      livePoints(rows).map(({ shift, reference, shifted }) => [
        shift,
        reference,
        shifted,
      ]),
      [
        ["vertical flip", 0.5, 0.375],
        ["spurious tint", 0.75, 0.625],
      ],
    );
  });

  it("refuses to pair what is not there", () => {
    assert.throws(() => livePoints([]), /is not among what was computed again/);
  });
});

describe("pathText", () => {
  const stage = (
    shift: string,
    name: Parameters<typeof pathText>[0][number]["stage"],
    replicates: number[],
  ) => ({ shift, stage: name, ...measured(replicates) });

  it("tells what each step did where fine-tuning ends without robustness", () => {
    const text = pathText([
      stage("negative", "at the end of fine-tuning", [0.2, 0.201]),
      stage("noise", "same network, from scratch", [-0.1, -0.101]),
      stage("noise", "pre-trained, frozen", [-0.04, -0.041]),
      stage("noise", "at the end of fine-tuning", [-0.09, -0.091]),
    ]);
    assert.match(text, /1 of 2 shifts out of support/);
    assert.match(
      text,
      /lowers it under: noise; frozen features are below zero already under: noise\./,
    );
    assert.match(text, /\*\*noise\*\*: −9\.\d .*\(below zero\) at the end/);
    assert.match(text, /from scratch: −10\.\d /);
    assert.match(text, /fine-tuning changes it by −5\.0 /);
    assert.doesNotMatch(text, /negative/);
  });

  it("says so where all are helped", () => {
    assert.match(
      pathText([stage("negative", "at the end of fine-tuning", [0.2, 0.201])]),
      /above zero under every shift/,
    );
  });

  it("claims nothing where nothing was fine-tuned", () => {
    assert.match(
      pathText([stage("negative", "pre-trained, frozen", [0.2, 0.201])]),
      /has not been fully fine-tuned/,
    );
  });
});

describe("biasText", () => {
  const bias = (
    strength: number,
    train: number,
    replicates: number[],
  ): BiasRobustness => ({
    strength,
    train,
    group: "efficientnet-lite0, full",
    ...measured(replicates),
  });

  it("sets few images beside many, at each strength", () => {
    const text = biasText([
      bias(0.5, 500, [0.05, 0.051]),
      bias(0.5, 4000, [0.001, 0.0011]),
    ]);
    assert.match(text, /helps against this bias in 1 of the 2 cases/);
    assert.match(
      text,
      /p = 0\.5\*\*: 5\.1 .* with 500 images \(above zero\), 0\.1 .* with 4,000 \(about zero\); more images change it by −4\.9 .*\(below zero\)/,
    );
    assert.match(
      text,
      /\. Beyond the reference accuracies of networks from scratch: 1 of 2 with 500 and 1 of 2 with 4,000\.$/,
    );
    assert.doesNotMatch(text, /no line/);
  });

  it("says where networks from scratch lie on no line", () => {
    const row = bias(0.9, 500, [0.2, 0.21]);
    const robust = { ...robustness([0.2, 0.21], false), extrapolated: 0 };
    assert.match(
      biasText([{ ...row, robustness: robust }]),
      /\(above zero\)\. Networks from scratch lie on no line \(median R² 0\.50\), so these are matched differences\.$/,
    );
  });
});

describe("hyperparameterText", () => {
  const varied = (
    value: number,
    isStudied: boolean,
    replicates: number[],
  ): HyperparameterRobustness => ({
    shift: "negative",
    name: "epochs",
    value,
    isStudied,
    referenceAccuracy: 0.6,
    ...measured(replicates),
  });

  it("names the values that change robustness, and by how much", () => {
    const text = hyperparameterText([
      varied(1, false, [0.1, 0.101]),
      varied(8, true, [0.05, 0.051]),
      varied(16, false, [0.05, 0.0511]),
    ]);
    assert.match(
      text,
      /negative\*\*: 1 of 2 other values change it: epochs 1 \(5\.0 .*points\)\./,
    );
    assert.doesNotMatch(text, /epochs 16/);
  });

  it("says so where nothing was varied", () => {
    assert.match(hyperparameterText([]), /has been varied yet/);
  });
});

describe("closingRows and methodRows", () => {
  it("hold a row a shift of the kinds asked for", () => {
    const rows = closingRows(table, ["out of support"]);
    assert.deepEqual(
      rows.map(({ shift, "rule of thumb": rule }) => [shift, rule]),
      [
        ["negative", "agrees"],
        ["noise", "disagrees"],
      ],
    );
  });

  it("mark what is measured without a line", () => {
    const [row] = methodRows([
      { ...table[1], robustness: robustness([0.1, 0.11], false) },
    ]);
    assert.match(String(row[ALL]), / \*$/);
  });
});

describe("liveRuns", () => {
  for (const profile of ["small", "full"] as const) {
    it(`are experiments that the ${profile} study declares, once its rates are chosen`, () => {
      const names = namesOf(profile);
      for (const name of liveRuns(profile)) assert.ok(names.has(name), name);
    });
  }

  function namesOf(profile: "small" | "full"): Set<string> {
    const seen = new Set<string>();
    let records: Parameters<typeof resultsTable>[0] = [];
    for (let before = -1; before < seen.size;) {
      before = seen.size;
      const declared = syntheticShifts.declare(profile, resultsTable(records));
      for (const { name } of declared) seen.add(name);
      records = declared.flatMap(({ name, seeds, labels }) =>
        seeds.map((seed) => ({
          run: `${name}, ${seed}`,
          experiment: name,
          labels,
          seed,
          provenance: {
            revision: null,
            versions: { node: "", tfjs: "", libtensorflow: "" },
            machine: "",
          },
          finished: "",
          seconds: 1,
          rows: [
            { epoch: 1, split: "validation", correct: 1, total: 2, seconds: 1 },
          ],
        })),
      );
    }
    return seen;
  }
});
