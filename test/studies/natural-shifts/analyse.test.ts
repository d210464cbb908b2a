import assert from "node:assert/strict";
import {
  knownParts,
  metImages,
  partDifferences,
  partsOf,
  scoreMixtures,
  shiftShares,
  splitShift,
  type StudiedRobustness,
} from "../../../lib/studies";
import { densityRatios } from "../../../lib/support";
import {
  answeringModels,
  madeResults,
  MIXTURE,
  mixtureDomain,
} from "./made-results";

describe("metImages", () => {
  it("makes a mixture with its truth, and a natural shift without", () => {
    const { truth, labels } = metImages(mixtureDomain(0).spec);
    assert.equal(labels.length, 160);
    assert.equal(truth!.filter((ratio) => ratio === Infinity).length, 80);
    const natural = metImages({ shift: { set: "drawings-line-art" } });
    assert.equal(natural.truth, undefined);
  });

  it("refuses a made shift and digits", () => {
    assert.throws(
      () => metImages({ shift: { shift: { name: "noise" } } }),
      /no shifted images to be made of .*noise/,
    );
    assert.throws(() => metImages({ shift: "uci-digits" }), /uci-digits/);
  });
});

describe("splitShift", () => {
  it("splits by the ratios of the shift and method asked for", () => {
    const results = madeResults(8, 0);
    const [{ scores, isShifted }] = results.domains;
    const found = splitShift(results, MIXTURE, { calibration: "monotone" });
    const ratios = densityRatios(scores, isShifted, {
      calibration: "monotone",
    });
    assert.deepEqual(found.shiftedRatios, ratios.slice(400));
    assert.equal(found.split.outOfSupport.length, 80);
  });

  it("names a shift that there is not, with the nearest", () =>
    assert.throws(
      () => splitShift(madeResults(8, 0), "50 % drawing, mixture 1"),
      /No domains are told apart for "50 % drawing, mixture 1" by "linear".*"50 % drawings, mixture 1"/,
    ));
});

describe("partsOf and knownParts", () => {
  const results = madeResults(8, 0.25);

  it("find the gain out of support, and none in support", () => {
    const [inside, outside] = knownParts(results, MIXTURE, { resamples: 50 });
    assert.deepEqual(
      [inside.part, inside.by, inside.members.length],
      ["in support", "known answer", 80],
    );
    assert.ok(outside.robustness!.mean > 0.12, `${outside.robustness!.mean}`);
    assert.ok(Math.abs(inside.robustness!.mean) < 0.12);
    assert.equal(outside.robustness!.replicates.length, 3);
    // Scores that tell the parts without a mistake give the same parts.
    const split = partsOf(results, MIXTURE, { resamples: 50 });
    assert.deepEqual(
      split.map(({ robustness }) => robustness!.mean),
      [inside.robustness!.mean, outside.robustness!.mean],
    );
    assert.deepEqual(
      split.map(({ by }) => by),
      ["linear", "linear"],
    );
  });

  it("measure nothing on a part of fewer than 20 images, nor by one repetition", () => {
    const [inside, outside] = partsOf(madeResults(-1, 0), MIXTURE);
    assert.ok(outside.members.length < 20);
    assert.equal(outside.robustness, undefined);
    assert.equal(outside.verdict, undefined);
    assert.ok(inside.robustness);
    const models = answeringModels(0).filter(({ seed }) => seed === 1);
    const one = knownParts({ ...results, models }, MIXTURE);
    assert.ok(one.every(({ robustness }) => robustness === undefined));
  });

  it("know no answer of a natural shift", () => {
    const shift = { set: "drawings-line-art" };
    const domain = mixtureDomain(8, {
      shift: "drawings-line-art",
      spec: { shift, reference: 400, shifted: null, seed: 1 },
    });
    assert.throws(
      () => knownParts({ ...results, domains: [domain] }, "drawings-line-art"),
      /"drawings-line-art" has no known answer/,
    );
  });
});

describe("partDifferences", () => {
  const parts = knownParts(madeResults(8, 0.25), MIXTURE, { resamples: 50 });

  it("pairs repetitions, and adds the errors of the parts' images up", () => {
    const [inside, outside] = parts.map(({ robustness }) => robustness!);
    const [difference, ...others] = partDifferences(parts);
    assert.deepEqual(others, []);
    assert.equal(difference.shift, MIXTURE);
    assert.ok(Math.abs(difference.mean - (outside.mean - inside.mean)) < 1e-12);
    const same = partDifferences([
      parts[0],
      {
        ...parts[1],
        robustness: {
          ...outside,
          replicates: inside.replicates.map((each) => each + 0.1),
        },
      },
    ])[0];
    // Equal in all repetitions: only the images' errors are left, with many degrees of freedom.
    assert.ok(Math.abs(same.mean - 0.1) < 1e-12);
    const error = Math.hypot(inside.examplesError, outside.examplesError);
    const t = (same.upper - same.mean) / error;
    assert.ok(t > 1.96 && t < 2, `${t}`);
  });

  it("leaves out a shift that lacks a part", () =>
    assert.deepEqual(partDifferences(parts.slice(1)), []));
});

describe("scoreMixtures", () => {
  it("counts the mixtures of one kind together", () => {
    const [score, ...others] = scoreMixtures([
      mixtureDomain(8),
      mixtureDomain(-1, { shift: "50 % drawings, mixture 2", mixtureSeed: 2 }),
    ]);
    assert.deepEqual(others, []);
    assert.equal(score.mixtures, 2);
    // All of the one mixture, none of the other.
    assert.equal(score.recall.mean, 0.5);
    assert.equal(score.precision!.mean, 1);
    assert.ok(score.recall.lower > 0.4 && score.recall.upper < 0.6);
  });

  it("tells methods, calibrations and ε apart", () => {
    const scores = scoreMixtures(
      [mixtureDomain(3), mixtureDomain(3, { method: "cnn" })],
      { epsilons: [0.01, 0.5], calibrations: ["scale", "monotone"] },
    );
    assert.equal(scores.length, 8);
    const [strict, lax] = scores;
    assert.ok(lax.recall.mean > strict.recall.mean);
    assert.ok(
      scores.every(({ logError, logBias }) => logError >= Math.abs(logBias)),
    );
  });

  it("has no precision where nothing was put out of support", () => {
    const [score] = scoreMixtures([mixtureDomain(-1)]);
    assert.equal(score.recall.mean, 0);
    assert.equal(score.precision, undefined);
  });
});

describe("shiftShares", () => {
  it("sets a mixture's measured share beside what pre-training brings on all of it", () => {
    const [row, ...others] = shiftShares(madeResults(8, 0.25), []);
    assert.deepEqual(others, []);
    assert.equal(row.kind, "mixture");
    assert.equal(row.share.mean, 0.5);
    // Of a half that is new it is 0.31 bits; one scalar finds less.
    assert.ok(row.divergence > 0.1 && row.divergence < 0.31);
    assert.ok(row.robustness.mean > 0.02 && row.robustness.mean < 0.25);
  });

  it("takes the robustness of other shifts from the table, and leaves out what it lacks", () => {
    const { fresh, share, mixtureSeed, ...domain } = mixtureDomain(8);
    void [fresh, share, mixtureSeed];
    const results = {
      ...madeResults(8, 0),
      domains: [
        { ...domain, shift: "noise" },
        { ...domain, shift: "blur" },
        { ...domain, shift: "noise", method: "cnn" as const },
      ],
    };
    const robustness = { mean: -0.1, lower: -0.2, upper: 0, isLine: false };
    const table = [
      {
        shift: "noise",
        group: "all pre-trained",
        kind: "out of support",
        robustness,
      },
      {
        shift: "noise",
        group: "one of them",
        kind: "out of support",
        robustness,
      },
    ] as StudiedRobustness[];
    const rows = shiftShares(results, table);
    assert.equal(rows.length, 1);
    assert.deepEqual(
      [rows[0].shift, rows[0].kind, rows[0].robustness.mean, rows[0].isLine],
      ["noise", "out of support", -0.1, false],
    );
  });
});
