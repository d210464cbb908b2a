import assert from "node:assert/strict";
import { inherited, rowOf } from "../../../lib/studies/inheritance/analyse";
import {
  lossCorrelation,
  lossPredictions,
} from "../../../lib/studies/inheritance/prediction";
import { inheritancePlans } from "../../../lib/studies/inheritance/plan";
import { lossPoints } from "../../../lib/studies/inheritance/predictors";
import { kendall, rankings } from "../../../lib/studies/inheritance/rankings";
import {
  inheritanceBySet,
  inheritanceTable,
  lossPredictionRows,
} from "../../../lib/studies/inheritance/tables";
import {
  absoluteText,
  inheritanceOpenText,
  inheritanceText,
} from "../../../lib/studies/inheritance/text";
import {
  distanceText,
  lossPredictionText,
} from "../../../lib/studies/inheritance/loss-text";
import { rankingText } from "../../../lib/studies/inheritance/methods-text";
import { richerPretraining } from "../../../lib/studies/inheritance/richness";
import { distances, madeUpRows, sets } from "./made-up-rows";

const close = (a: number, b: number) =>
  assert.ok(Math.abs(a - b) < 1e-6, `${a} ${b}`);
const meanDistance = distances.reduce((a, b) => a + b) / distances.length;

describe("what is inherited", () => {
  const rows = madeUpRows();
  const table = inherited(rows);

  it("is mRI with its interval over repetitions, and the loss on the base data", () => {
    assert.equal(table.length, 4);
    const full = rowOf(table, "CIFAR-10", "full")!;
    close(full.mean.mean, -0.01 * meanDistance);
    close(full.loss.mean, 0.01 * meanDistance);
    close(full.gain.mean, 0.4);
    assert.ok(full.mean.lower < full.mean.mean);
    assert.deepEqual(full.sets, sets);
    close(full.once[1].bySet[2], -0.04);
    close(
      rowOf(table, "CIFAR-10", "wise-ft")!.mean.mean,
      -0.005 * meanDistance,
    );
  });

  it("goes from poor pre-training to rich, and by name, in whatever order it was computed", () => {
    const [plain, rich] = rows.before;
    const other = { ...plain, base: "renditions", richness: 1 };
    const larger = { ...rich, base: "ImageNet Lite2" };
    const of = (base: string) =>
      rows.adapted
        .filter((each) => each.base === "CIFAR-10" && each.seed === plain.seed)
        .map((each) => ({ ...each, base }));
    const found = inherited({
      ...rows,
      before: [larger, other, ...rows.before],
      adapted: [...rows.adapted, ...of("renditions"), ...of("ImageNet Lite2")],
    });
    assert.deepEqual(Object.keys(inheritanceTable(found)[0]).slice(1), [
      "CIFAR-10",
      "renditions",
      "ImageNet Lite0",
      "ImageNet Lite2",
    ]);
  });

  it("leaves out what is not adapted to every set", () => {
    const part = {
      ...rows,
      adapted: rows.adapted.filter(
        ({ base, method, seed, to }) =>
          !(base === "CIFAR-10" && method === "full" && to === "far") &&
          !(method === "wise-ft" && seed > 1 && to === "near"),
      ),
    };
    const found = inherited(part);
    assert.equal(rowOf(found, "CIFAR-10", "full"), undefined);
    const wise = rowOf(found, "CIFAR-10", "wise-ft")!;
    assert.equal(wise.once.length, 1);
    assert.equal(wise.mean.lower, -Infinity);
    assert.match(inheritanceText(found), /ImageNet Lite0/);
  });

  it("tells of each network, and whether richer pre-training loses more", () => {
    const [richer] = richerPretraining(table);
    close(richer.difference.mean, -0.01 * meanDistance);
    const text = inheritanceText(table);
    assert.match(text, /−4\.4 \[.*\]\*\* \(CIFAR-10\)/);
    assert.match(text, /Richer pre-training \*\*loses more\*\*/);
    assert.match(
      absoluteText(table),
      /CIFAR-10 from 50 % to 46 % .* In points from CIFAR-10: ImageNet Lite0 10\.0 \[.*\] before and 5\.6 \[.*\] after/,
    );
  });

  it("names what the plan asks and is not computed for each seed", () => {
    const open = inheritanceOpenText("full", table)!;
    assert.match(open, /^- CIFAR-10: linear probe$/m);
    assert.match(open, /^- ImageNet Lite2: full, linear probe, WiSE-FT$/m);
    const asked = inheritancePlans.full.stages.flatMap(({ bases, methods }) =>
      bases.flatMap(({ name }) =>
        methods.map((method) => ({ ...table[0], base: name, method })),
      ),
    );
    assert.equal(inheritanceOpenText("full", asked), undefined);
  });

  it("ranks methods, and says how stable that is", () => {
    const [first] = rankings(table);
    assert.deepEqual(first.methods, ["wise-ft", "full"]);
    close(first.agreement, 1);
    assert.equal(first.sameBest, 3);
    assert.match(rankingText(rankings(table)), /WiSE-FT > full; .* 1\.00/);
    close(kendall([1, 2, 3], [3, 2, 1]), -1);
    close(kendall([1, 2, 3], [1, 3, 2]), 1 / 3);
  });

  it("is a table of texts, with a dash where nothing is computed", () => {
    assert.deepEqual(
      inheritanceTable(table).map(({ method }) => method),
      ["full", "WiSE-FT"],
    );
    const part = table.filter(
      ({ base, method }) => base === "CIFAR-10" || method === "full",
    );
    assert.equal(
      (inheritanceTable(part)[1] as { [c: string]: string })["ImageNet Lite0"],
      "–",
    );
    const bySet = inheritanceBySet(table) as { [column: string]: string }[];
    assert.deepEqual(
      bySet.map((row) => row["adapted to"]),
      sets,
    );
    assert.deepEqual(Object.keys(bySet[0]).slice(1), [
      "CIFAR-10",
      "ImageNet Lite0",
    ]);
    assert.match(bySet[0]["CIFAR-10"], /^−1\.0 \[/);
    assert.deepEqual(inheritanceBySet([]), []);
  });
});

describe("what foretells the loss on the base data", () => {
  const rows = madeUpRows();
  const points = lossPoints(rows, inherited(rows));

  it("is measured of each network and set", () => {
    assert.equal(points.length, 2 * sets.length);
    close(points[2].loss, 0.04);
    assert.equal(points[2].by.transport, 4);
    // Within one network the distance says it all; of both together slopes differ.
    close(lossCorrelation(points, "transport", "CIFAR-10").mean, 1);
    const all = lossCorrelation(points, "transport").mean;
    assert.ok(all > 0.9 && all < 1, `${all}`);
  });

  it("is compared on sets left out: the distance that made the losses wins, and a constant is worth nothing", () => {
    const one = points.filter(({ base }) => base === "CIFAR-10");
    const found = lossPredictions(one);
    const of = (key: string) =>
      found.find(({ predictor }) => predictor === key)!;
    close(of("transport").error.mean, 0);
    assert.ok(of("means").error.mean > 0.01);
    close(of("outside").error.mean, of("none").error.mean);
    assert.ok(of("transport").gain.upper < 0);
    assert.equal(of("none").correlation, undefined);
    assert.match(
      lossPredictionText(found),
      /\*\*data-set distance\*\*, by 0\.0 .* better than the mean/,
    );
    assert.equal(
      lossPredictionRows(found)[0]["foretold by"],
      "data-set distance",
    );
    assert.match(
      distanceText(points),
      /The farther a set, the more is lost: r = \*\*0\.9/,
    );
  });

  it("says so where too little is computed", () => {
    const none = madeUpRows({ seeds: [] });
    assert.match(inheritanceText(inherited(none)), /Too few runs/);
    assert.match(lossPredictionText(lossPredictions([])), /Too few distances/);
    assert.match(distanceText([]), /Too few distances/);
    assert.match(rankingText([]), /Too few methods/);
    const single = inherited(madeUpRows({ seeds: [1] }));
    assert.match(inheritanceText(single), /not computed yet/);
    assert.match(rankingText(rankings(single)), /one repetition alone/);
  });
});
