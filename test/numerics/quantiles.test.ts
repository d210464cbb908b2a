import assert from "node:assert/strict";
import {
  inverseLogit,
  logit,
  softplus,
  inverseProbit,
  probit,
  studentTQuantile,
  studentTTwoSidedPValue,
} from "../../lib/numerics";
import { assertClose, CLOSED_FORM, referenceValues } from "../reference-values";

const { p, probit: z, logit: odds, t } = referenceValues.quantiles;

describe("probit", () => {
  it("agrees with SciPy down to 1e-12", () =>
    assertClose(p.map(probit), z, CLOSED_FORM, "probit"));

  it("is undone by inverseProbit far into the tail", () => {
    const tails = [1e-300, 1e-100, 1e-20, 1e-5, 0.3, 0.5];
    assertClose(tails.map(probit).map(inverseProbit), tails, 1e-10);
  });

  it("is odd about one half", () => {
    for (const probability of [0.25, 0.001953125, 2 ** -40])
      assert.equal(probit(1 - probability), -probit(probability));
    assert.equal(probit(0.5), 0);
  });

  it("is infinite at 0 and 1 and NaN outside", () => {
    assert.equal(probit(0), -Infinity);
    assert.equal(probit(1), Infinity);
    for (const outside of [-0.1, 1.1, NaN])
      assert.ok(Number.isNaN(probit(outside)), `probit(${outside})`);
  });

  it("inverts at the infinities", () => {
    assert.equal(inverseProbit(-Infinity), 0);
    assert.equal(inverseProbit(Infinity), 1);
    assert.ok(Number.isNaN(inverseProbit(NaN)));
  });
});

describe("logit", () => {
  it("agrees with SciPy", () =>
    assertClose(p.map(logit), odds, CLOSED_FORM, "logit"));

  it("is undone by inverseLogit", () => {
    const probabilities = [1e-300, 1e-12, 0.2, 0.5, 0.999];
    assertClose(
      probabilities.map(logit).map(inverseLogit),
      probabilities,
      1e-12,
    );
  });

  it("is infinite at 0 and 1 and NaN outside; its inverse does not overflow", () => {
    assert.equal(logit(0), -Infinity);
    assert.equal(logit(1), Infinity);
    assert.ok(Number.isNaN(logit(1.1)));
    assert.equal(inverseLogit(-1000), 0);
    assert.equal(inverseLogit(1000), 1);
  });
});

describe("softplus", () => {
  it("neither overflows nor loses small values", () => {
    assert.equal(softplus(0), Math.LN2);
    assert.equal(softplus(1000), 1000);
    assertClose([softplus(-40)], [Math.exp(-40)], 1e-12);
  });
});

describe("studentTQuantile", () => {
  for (const { df, ppf } of t)
    it(`agrees with SciPy at ${df} degrees of freedom`, () =>
      assertClose(
        p.map((probability) => studentTQuantile(probability, df)),
        ppf,
        CLOSED_FORM,
        "t",
      ));

  it("is infinite at 0 and 1 and NaN outside its domain", () => {
    assert.equal(studentTQuantile(0, 5), -Infinity);
    assert.equal(studentTQuantile(1, 5), Infinity);
    assert.ok(Number.isNaN(studentTQuantile(0.5, 0)));
    assert.ok(Number.isNaN(studentTQuantile(2, 5)));
  });

  it("belongs to the p-value", () => {
    for (const df of [1, 4.5, 76])
      assertClose(
        [studentTTwoSidedPValue(studentTQuantile(0.975, df), df)],
        [0.05],
        1e-9,
      );
    assert.equal(studentTTwoSidedPValue(0, 3), 1);
  });
});
