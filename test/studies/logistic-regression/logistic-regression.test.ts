import assert from "node:assert/strict";
import { decisionBoundary } from "../../../lib/figures";
import { dot } from "../../../lib/numerics";
import {
  consequenceRows,
  decompositionRows,
  descentCurves,
  farText,
  largeSteps,
  leavingTheSpan,
  lemmaChecks,
  lemmasText,
  otherUpdates,
  planeAccuracies,
  planeExperiment,
  planeScene,
  planeSteps,
  planeText,
  separableData,
  starts,
  tiltedCurves,
  tiltedText,
  tiltedWorlds,
} from "../../../lib/studies";

const experiment = planeExperiment();

describe("logistic regression in the plane", () => {
  it("has its reference data on a line, and its starts where they are said to be", () => {
    const { reference, across, along, rule, runs } = experiment;
    for (const x of reference.X) assert.ok(Math.abs(dot(x, across)) < 1e-12);
    const [zeros, good, bad] = runs.map(({ initial }) => initial);
    assert.deepEqual(zeros, [0, 0, 0]);
    assert.ok(Math.abs(dot(good, across) - dot(rule, across)) < 1e-12);
    assert.ok(Math.abs(dot(bad, across) + dot(rule, across)) < 1e-12);
    assert.notEqual(dot(good, along), 0);
    assert.deepEqual(
      runs.map(({ start }) => start),
      [...starts],
    );
  });

  it("has one accuracy within the span and several out of it", () => {
    const within = planeAccuracies(experiment, "within");
    const out = planeAccuracies(experiment, "out");
    assert.equal(within.alike, within.count);
    assert.ok(out.alike < out.count);
    const [zeros, good, bad] = out.accuracies.map(({ mean }) => mean);
    assert.ok(bad < zeros && zeros < good);
    const text = planeText(experiment);
    assert.match(text, /the data decide\. Under a shift out of the span/);
    assert.ok(text.split(/\s+/).length <= 55, text);
    assert.equal(text.match(/\.(\s|$)/g)!.length, 2);
  });

  it("says so where a start makes a difference within the span", () => {
    const hardly = planeExperiment({ iterations: 1 });
    assert.match(planeText(hardly), /NOT the same/);
  });

  it("proves the four consequences in order", () => {
    const rows = consequenceRows(experiment);
    assert.deepEqual(
      rows.map(({ consequence }) => consequence.slice(0, 3)),
      ["(a)", "(b)", "(c)", "(d)"],
    );
    assert.match(rows[2]["what proves it"], /alike on 20,000 of 20,000/);
    const [zeros] = decompositionRows(experiment);
    assert.equal(zeros["its part, outside"], "(0.000, 0.000, 0.000)");
    assert.equal(zeros["gradient descent"], zeros["predicted limit"]);
  });

  it("tells the span from the density", () => {
    assert.match(
      farText(experiment),
      /6 standard deviations .* is 70,000,000 at .* 20,000 of 20,000 .* decides nothing\.$/,
    );
  });

  it("can be drawn, at every step", () => {
    const scene = planeScene(experiment, experiment.draw("out", 10));
    assert.equal(scene.boundaries.length, 3);
    const steps = planeSteps(experiment);
    assert.equal(steps[0].label, "0");
    assert.equal(steps.at(-1)!.label, "3000");
    const figure = decisionBoundary({ ...scene, steps });
    assert.equal(figure.frames?.length, steps.length);
  });

  it("refuses options that are none", () => {
    assert.throws(
      () => planeExperiment({ examples: 0 }),
      /option examples is 0, expected a whole number from 2/,
    );
    assert.throws(
      () => planeExperiment({ angel: 1 } as unknown as { angle: number }),
      /angle/,
    );
  });
});

describe("the lemmas behind the theorem", () => {
  const checks = lemmaChecks(experiment);

  it("hold on its data", () => {
    assert.deepEqual(
      checks.filter(({ holds }) => !holds),
      [],
    );
    assert.match(lemmasText(checks), /^All 6 hold/);
  });

  it("are seen not to hold where they do not", () => {
    const runs = experiment.runs.map((run) => ({
      ...run,
      weights: run.weights.map((value) => value + 1e-3),
      trajectory: run.trajectory.map((step) => ({
        ...step,
        weights: step.weights.map((value) => value + step.iteration * 1e-6),
      })),
    }));
    const moved = lemmaChecks({ ...experiment, runs });
    assert.deepEqual(
      moved.map(({ holds }) => holds),
      [true, false, true, false, true, false],
    );
    assert.match(lemmasText(moved), /^NOT all hold: 2\. So the part/);
  });

  it("bound the loss that is drawn", () => {
    const points = descentCurves(experiment);
    for (const { series, x, y } of points.filter(
      (point) => point.series !== "bound",
    )) {
      const bound = points.find(
        (point) => point.series === "bound" && point.x === x,
      );
      assert.ok(y > 0 && y < bound!.y, `${series} at ${x}`);
    }
  });
});

describe("the conditions of the theorem, broken", () => {
  it("separable data let the weights within grow, and those outside stand", () => {
    const { points, text } = separableData(experiment);
    const of = (series: string) =>
      points.filter((point) => point.series === series).map(({ y }) => y);
    const within = of("within the span");
    within.slice(1).forEach((y, i) => assert.ok(y > within[i]));
    const outside = of("outside the span");
    assert.ok(Math.max(...outside) - Math.min(...outside) < 1e-9);
    assert.match(text, /^From step 100 to step 100,000 the part within grows/);
  });

  it("steps of 1/L never raise the loss, larger ones do", () => {
    const { text } = largeSteps(experiment);
    assert.match(text, /rises in 0 at η = 1\/L, in [1-9]\d* at η = 8\/L/);
  });

  it("gradient descent leaves all of the part outside, others less", () => {
    const { text, points } = otherUpdates(experiment);
    assert.match(text, /gradient descent leaves 100 %/);
    const last = (name: string) =>
      points.filter(({ series }) => series === name).at(-1)!.y;
    assert.ok(last("sign of the gradient") < 0.9);
    // Weight decay shrinks it by the same factor in each step.
    assert.ok(
      Math.abs(last("weight decay 0.01") - (1 - 0.01 * 4) ** 300) < 1e-4,
    );
  });

  it("noise across the line is forgotten after steps that go with 1/(ηs²)", function () {
    this.timeout(60_000);
    const { halves, text, points } = leavingTheSpan(experiment);
    assert.deepEqual(
      halves.map(({ s }) => s),
      [0.03, 0.1, 0.3],
    );
    // The sentence is about the curves: half is left between two of their points.
    for (const { s, steps } of halves) {
      const curve = points.filter(({ series }) => series === `s = ${s}`);
      const before = curve.filter(({ x }) => x < steps).at(-1)!;
      const after = curve.find(({ x }) => x >= steps)!;
      assert.ok(before.y > 0.5 && after.y <= 0.5, `s = ${s}`);
    }
    assert.match(
      text,
      /and never for s = 0\. .* so it goes with 1\/\(ηs²\)\.$/,
    );
  });
});

describe("worlds of many dimensions", () => {
  const rows = tiltedWorlds({ worlds: 3, dimension: 40, rank: 6 });
  const at = (quality: number, angle: number) =>
    rows.find((row) => row.quality === quality && row.angle === angle)!.mean;

  it("hide the start without a shift, and show it out of the span", () => {
    const means = [-0.5, 0, 0.5, 1].map((quality) => at(quality, 0));
    assert.equal(Math.max(...means), Math.min(...means));
    assert.ok(at(-0.5, 90) < at(0, 90) && at(0, 90) < at(1, 90));
    assert.match(
      tiltedText(rows),
      /^Without a shift the starts differ by 0\.0/,
    );
    assert.equal(tiltedCurves(rows)[0].series, "q = −0.5");
  });

  it("need room for what is never shown", () => {
    assert.throws(
      () => tiltedWorlds({ worlds: 2, dimension: 10, rank: 6 }),
      /rank 1 to 4/,
    );
  });
});
