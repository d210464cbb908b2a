import assert from "node:assert/strict";
import { dot, inverseLogit, randomStream } from "../../lib/numerics";
import {
  linearAccuracy,
  pretrainedInitialisation,
  randomSubspace,
  sampleLogisticData,
  tiltSubspace,
  minimizeLogisticLoss,
} from "../../lib/theory";

const d = 12;
const random = (label = "logistic data test") => randomStream(1, label);
const truth = Array.from(randomStream(2).normals(d));

describe("randomSubspace", () => {
  it("is orthonormal, and orthogonal to what it should be", () => {
    const stream = random();
    const basis = randomSubspace(d, 4, stream);
    const outside = randomSubspace(d, 8, stream, basis);
    const all = [...basis, ...outside];
    all.forEach((a, i) =>
      all.forEach((b, j) =>
        assert.ok(Math.abs(dot(a, b) - (i === j ? 1 : 0)) < 1e-12),
      ),
    );
  });

  it("refuses more dimensions than there are", () =>
    assert.throws(
      () => randomSubspace(3, 3, random(), [[1, 0, 0]]),
      /3 dimensions orthogonal to 1 can have rank 1 to 2, got 3/,
    ));
});

describe("sampleLogisticData", () => {
  const basis = randomSubspace(d, 3, random());

  it("stays in the subspace", () => {
    const { X } = sampleLogisticData(basis, truth, 20, random());
    for (const x of X) {
      const coordinates = basis.map((b) => dot(b, x));
      assert.ok(Math.abs(dot(x, x) - dot(coordinates, coordinates)) < 1e-12);
    }
  });

  it("labels with the logistic rule", () => {
    const { X, y } = sampleLogisticData(basis, truth, 20_000, random());
    const expected = X.reduce((sum, x) => sum + inverseLogit(dot(x, truth)), 0);
    const positive = y.filter((label) => label === 1).length;
    assert.ok(Math.abs(positive - expected) < 4 * Math.sqrt(20_000 / 4));
    const right = linearAccuracy(truth, X, y);
    assert.ok(right > 0.6 && right < 1);
  });

  it("shifts its centre", () => {
    const centre = truth.map(() => 5);
    const { X } = sampleLogisticData(basis, truth, 500, random(), { centre });
    const average = X.reduce((sum, x) => sum + x[0], 0) / 500;
    assert.ok(Math.abs(average - 5) < 0.2);
  });
});

describe("tiltSubspace", () => {
  const stream = random();
  const basis = randomSubspace(d, 3, stream);
  const outside = randomSubspace(d, 3, stream, basis);

  it("turns by the angle asked for and stays orthonormal", () => {
    for (const angle of [0, 0.7, Math.PI / 2]) {
      const tilted = tiltSubspace(basis, outside, angle);
      tilted.forEach((a, i) => {
        assert.ok(Math.abs(dot(a, basis[i]) - Math.cos(angle)) < 1e-12);
        tilted.forEach((b, j) =>
          assert.ok(Math.abs(dot(a, b) - (i === j ? 1 : 0)) < 1e-12),
        );
      });
    }
  });

  it("needs room outside", () =>
    assert.throws(() => tiltSubspace(basis, outside.slice(1), 1), /got 2/));
});

describe("pretrainedInitialisation", () => {
  const basis = randomSubspace(d, 4, random());
  const perfect = pretrainedInitialisation(basis, truth, 1, random("noise"));

  it("has the cosine asked for with the truth outside W_ref, and its length", () => {
    for (const quality of [-0.5, 0, 0.6, 1]) {
      const w = pretrainedInitialisation(
        basis,
        truth,
        quality,
        random("noise"),
      );
      const cosine =
        dot(w, perfect) / Math.sqrt(dot(w, w) * dot(perfect, perfect));
      assert.ok(Math.abs(cosine - quality) < 1e-12);
      assert.ok(Math.abs(dot(w, w) / dot(perfect, perfect) - 1) < 1e-12);
      for (const b of basis) assert.ok(Math.abs(dot(w, b)) < 1e-12);
    }
  });

  it("decides out of W_ref and nothing within it (Figure 2)", () => {
    const stream = random("figure 2");
    const outside = randomSubspace(d, 4, stream, basis);
    const rule = truth.map((value) => 3 * value);
    const reference = sampleLogisticData(basis, rule, 400, stream);
    const within = sampleLogisticData(basis, rule, 2000, stream, {
      centre: basis[0].map((value) => 2 * value),
    });
    const out = sampleLogisticData(
      tiltSubspace(basis, outside, 1.4),
      rule,
      2000,
      stream,
    );
    const trained = [0, 1].map(
      (quality) =>
        minimizeLogisticLoss(reference.X, reference.y, {
          initial: pretrainedInitialisation(
            basis,
            rule,
            quality,
            random("noise"),
          ),
          iterations: 20_000,
        }).weights,
    );
    const [scratch, good] = trained.map((w) => ({
      within: linearAccuracy(w, within.X, within.y),
      out: linearAccuracy(w, out.X, out.y),
    }));
    assert.equal(scratch.within, good.within);
    assert.ok(good.out > scratch.out + 0.15);
  });

  it("refuses a quality that is no cosine", () =>
    assert.throws(
      () => pretrainedInitialisation(basis, truth, 90, random()),
      /\[−1, 1\], got 90/,
    ));
});

describe("linearAccuracy", () => {
  it("counts right examples, and those on the boundary half", () =>
    assert.equal(
      linearAccuracy(
        [1, 0],
        [
          [1, 5],
          [-2, 1],
          [0, 3],
          [4, 0],
        ],
        [1, 1, 1, 1],
      ),
      0.625,
    ));

  it("refuses no examples and lengths that differ", () => {
    assert.throws(() => linearAccuracy([1], [], []), /X is empty/);
    assert.throws(() => linearAccuracy([1], [[1]], [1, 1]), /and 2 labels/);
  });
});
