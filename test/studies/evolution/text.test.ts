import assert from "node:assert/strict";
import {
  evolutionOf,
  headlineEvolutions,
} from "../../../lib/studies/evolution/analyse";
import {
  evolutionPoints,
  evolutionRows,
} from "../../../lib/studies/evolution/tables";
import { evolutionText, fateText } from "../../../lib/studies/evolution/text";
import { trajectories } from "../../../lib/studies/evolution/trajectories";
import { fineTuned, rowsOf, type MadeUp } from "./followed-networks";

const vanishing: MadeUp["moments"] = [
  { epoch: 0.1, reference: 0.15, robustness: 0.01 },
  { epoch: 1, reference: 0.5, robustness: 0.1 },
  { epoch: 4, reference: 0.7, robustness: 0 },
  { epoch: 6, reference: 0.7, robustness: 0 },
];
const control = [1, 2, 3].map((seed): MadeUp => ({
  model: "residual-cnn",
  source: "none",
  method: "from-scratch",
  setting: "learning rate 0.01",
  seed,
  moments: [
    { epoch: 1, reference: 0.3 },
    { epoch: 12, reference: 0.5 },
  ],
}));
const followed = trajectories(rowsOf([...fineTuned(vanishing), ...control]));
const evolutions = followed.map(evolutionOf);
const [pretrained] = evolutions.filter(
  ({ trajectory }) => trajectory.source === "imagenet",
);

describe("what the study of evolution says", () => {
  it("counts where the claim holds, with peak and end, and what networks from scratch have", () => {
    assert.equal(
      evolutionText(evolutions),
      "“Effective robustness vanishes at convergence” **holds under 1 of 1 shift** for Lite0, fine-tuned, rate 0.01: unseen tint (10.0 points at the peak, 0.0 at the end). " +
        "Networks from scratch should have none: trained at another rate than the line's 0.1, they are about zero at 2 of 2 moments, above at 0, below at 0 and undecided at 0.",
    );
  });

  it("says why the rest is undecided: training may not be at its end, or intervals are wide", () => {
    const undecided = {
      ...pretrained,
      vanishesAtConvergence: "undecided",
    } as const;
    assert.match(
      evolutionText([undecided, { ...undecided, fate: "undecided" }]),
      /\*\*holds under 0 of 2 shifts\*\* for Lite0, fine-tuned, rate 0\.01\. It is undecided under \*\*2\*\*: reference accuracy may still rise under unseen tint \(10\.0 points at the peak, 0\.0 at the end\), and intervals at the peak or the end are too wide under unseen tint\.$/,
    );
  });

  it("says where it fails, and what is extrapolated", () => {
    const failing = {
      ...pretrained,
      peak: { ...pretrained.peak, isExtrapolated: true },
      vanishesAtConvergence: "fails",
    } as const;
    assert.match(
      evolutionText([failing]),
      /It fails under \*\*1\*\*: unseen tint \(10\.0 points, extrapolated, at the peak/,
    );
    assert.match(evolutionRows([failing])[0]["peak (points)"], /\] †$/);
    assert.doesNotMatch(evolutionRows([failing])[0]["end (points)"], /†/);
  });

  it("rests its answer on fully fine-tuned Lite0 at the largest rate and on networks from scratch", () => {
    const of = (change: object) => ({
      ...pretrained,
      trajectory: { ...pretrained.trajectory, ...change },
    });
    const others = [
      of({ method: "last-blocks" }),
      of({ rate: 0.001 }),
      of({ model: "efficientnet-lite1" }),
    ];
    assert.deepEqual(
      headlineEvolutions([...others, ...evolutions]),
      evolutions,
    );
  });

  it("names networks where there are several", () => {
    const head = { ...pretrained.trajectory, method: "last-blocks" };
    const both = [pretrained, { ...pretrained, trajectory: head }];
    assert.match(
      evolutionText(both),
      /under 2 of 2 trajectories\*\* for Lite0, fine-tuned, rate 0\.01 and Lite0, head only, rate 0\.01: Lite0, fine-tuned, rate 0\.01, unseen tint .*; Lite0, head only/,
    );
  });

  it("tells of one network, and no more of convergence than there was", () => {
    assert.match(
      fateText(pretrained),
      /^Under \*\*unseen tint\*\* robustness of Lite0, fine-tuned, rate 0\.01 peaks at \*\*10\.0 \[9\.5, 10\.5\]\*\* points after 1\.0 epochs \(reference accuracy 50\.0 %\) and ends at \*\*0\.0 \[−0\.5, 0\.5\]\*\*: it vanishes\.$/,
    );
    const rising = evolutionOf(
      trajectories(rowsOf(fineTuned(vanishing.slice(0, 3))))[0],
    );
    assert.match(fateText(rising), /rose by 20\.0 .* may not be the end of it/);
  });

  it("says what is missing where no pre-trained network was followed", () => {
    assert.match(evolutionText([]), /Too few runs .* npm run sweep/);
  });

  it("gives a row a network, with the moments that were extrapolated", () => {
    const [row] = evolutionRows([pretrained]);
    assert.equal(row.network, "Lite0, fine-tuned, rate 0.01");
    assert.equal(row["vanishes at convergence"], "holds");
    assert.equal(row.extrapolated, "1 of 4 moments");
  });

  it("gives curves by epoch and by reference accuracy, hollow where extrapolated", () => {
    const ofOne = [pretrained.trajectory];
    const byEpoch = evolutionPoints(ofOne);
    assert.deepEqual(
      byEpoch.map(({ x }) => +x.toFixed(9)),
      [0.1, 1, 4, 6],
    );
    assert.deepEqual(
      byEpoch.map(({ hollow }) => hollow),
      [true, false, false, false],
    );
    for (const { lower, y, upper } of byEpoch)
      assert.ok(lower < y && y < upper);
    const byReference = evolutionPoints(ofOne, { by: "reference accuracy" });
    assert.deepEqual(
      byReference.map(({ x }) => +x.toFixed(9)),
      [15, 50, 70, 70],
    );
  });
});
