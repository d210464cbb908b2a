import assert from "node:assert/strict";
import { from } from "arquero";
import { rateByValidation } from "../../../lib/studies/shared/rate-by-validation";

describe("rateByValidation", () => {
  const row = (rate: number, accuracy: number, fields: object = {}) => ({
    part: "rate",
    split: "validation",
    model: "a",
    rate,
    accuracy,
    ...fields,
  });
  const results = from([
    row(0.1, 0.8),
    row(0.03, 0.8),
    row(0.01, 0.7),
    row(0.3, 0.9, { split: "flip" }),
    row(0.3, 0.9, { model: "b" }),
    row(0.3, 0.9, { part: "line" }),
  ]);

  it("takes the best on held-out images of these trials alone, the smaller of equals", () => {
    assert.equal(rateByValidation(results, { model: "a" }), 0.03);
    assert.equal(rateByValidation(results, { model: "b" }), 0.3);
  });

  it("is undefined where there are no trials yet", () => {
    assert.equal(rateByValidation(results, { model: "c" }), undefined);
    assert.equal(rateByValidation(from([{ split: "x" }]), {}), undefined);
  });
});
