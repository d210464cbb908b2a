import assert from "node:assert/strict";
import {
  accuracyAxis,
  accuracyTicks,
  tickAttributes,
} from "../../../lib/figures/frame";
import { probit } from "../../../lib/numerics";

const within = (low: number, high: number): [number, number] => [
  probit(low),
  probit(high),
];

describe("accuracyAxis", () => {
  it("holds all accuracies with some room", () => {
    const { range } = accuracyAxis([0.5, 0.9], "probit");
    assert.ok(range[0] < 0 && range[0] > -0.2);
    assert.ok(range[1] > probit(0.9) && range[1] < probit(0.9) + 0.2);
  });

  it("places accuracies as the scale says, and those beyond it on its edge", () => {
    const axis = accuracyAxis([0.2, 0.8], "logit");
    assert.equal(axis.position(0.5), 0);
    assert.equal(axis.position(0), axis.range[0]);
    assert.equal(axis.position(1), axis.range[1]);
    assert.equal(axis.transform(1), Infinity);
    assert.ok(Math.abs(axis.accuracy(axis.position(0.3)) - 0.3) < 1e-12);
  });

  it("gives a lone accuracy a range of its own", () => {
    const { range } = accuracyAxis([0.7], "probit");
    assert.ok(range[1] - range[0] > 0.1);
  });

  it("holds 0 and 1 on a linear scale", () => {
    const { range } = accuracyAxis([0, 1], "linear");
    assert.ok(range[0] < 0 && range[1] > 1);
  });

  it("refuses nothing but zeros and ones on an unbounded scale", () => {
    assert.throws(
      () => accuracyAxis([0, 1, 1], "probit"),
      /exactly 0 or 1.*probit.*linear/s,
    );
  });
});

describe("accuracyTicks", () => {
  it("are even where the range is narrow", () => {
    assert.deepEqual(
      accuracyTicks(within(0.61, 0.79), "probit"),
      [0.65, 0.7, 0.75],
    );
    assert.deepEqual(
      accuracyTicks(within(0.452, 0.478), "probit"),
      [0.455, 0.46, 0.465, 0.47, 0.475],
    );
  });

  it("spread from the middle where the range is wide", () => {
    const ticks = accuracyTicks(within(0.002, 0.998), "probit");
    assert.ok(
      ticks.includes(0.5) && ticks.includes(0.1) && ticks.includes(0.9),
    );
  });

  it("are at least three, in order, on the axis and not crowded, whatever the range", () => {
    for (const scale of ["probit", "logit", "linear"] as const) {
      for (let low = 0.001; low < 0.97; low += 0.013) {
        for (const high of [low + 0.02, low + 0.1, 0.999]) {
          if (high > 0.9995) continue;
          const axis = accuracyAxis([low, high], scale);
          const [from, to] = axis.range;
          const positions = accuracyTicks(axis.range, scale).map(
            axis.transform,
          );
          const about = `${scale} ${low}–${high}: ${positions}`;
          assert.ok(positions.length >= 3, about);
          assert.ok(positions.length <= 8, about);
          positions.forEach((at, i) => {
            assert.ok(at >= from - 1e-9 && at <= to + 1e-9, about);
            const gap = at - (positions[i - 1] ?? -Infinity);
            assert.ok(gap > (to - from) / 8, about);
          });
        }
      }
    }
  });

  it("are labelled in per cent without needless digits", () => {
    assert.deepEqual(tickAttributes(within(0.61, 0.79), "probit").ticktext, [
      "65%",
      "70%",
      "75%",
    ]);
    const fine = tickAttributes(within(0.9951, 0.9969), "probit");
    assert.ok((fine.ticktext as string[]).includes("99.6%"));
  });
});
