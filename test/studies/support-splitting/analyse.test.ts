import assert from "node:assert/strict";
import {
  digitParts,
  type DigitModel,
  type DomainScores,
} from "../../../lib/studies";
import { randomStream } from "../../../lib/numerics";

const REFERENCE = 300;
const SHIFTED = 90;

/** Scores of examples of which the first `novel` shifted ones are easy to tell. */
function domain(novel: number, more: Partial<DomainScores> = {}): DomainScores {
  const random = randomStream(1, "scores");
  const count = REFERENCE + SHIFTED;
  const isShifted = Uint8Array.from({ length: count }, (_, i) =>
    i < REFERENCE ? 0 : 1,
  );
  const scores = Array.from(isShifted, (_, i) =>
    i >= REFERENCE && i < REFERENCE + novel
      ? 6 + random.normal()
      : random.normal() - 1,
  );
  return {
    shift: "uci-digits",
    method: "cnn",
    seed: 1,
    classifier: { method: "cnn" },
    scores,
    examples: {
      images: new Uint8Array(count),
      labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
      shape: [count, 1, 1, 1],
      isShifted,
      groups: new Int32Array(count),
    },
    ...more,
  };
}

/** Two repetitions of models whose flags on the shifted set rise with their reference accuracy; pre-trained ones are better on the first `novel` examples. */
function models(novel: number): DigitModel[] {
  const random = randomStream(2, "flags");
  const flags = (count: number, rate: (i: number) => number) =>
    Array.from({ length: count }, (_, i) =>
      random.uniform() < rate(i) ? 1 : 0,
    );
  return Array.from({ length: 28 }, (_, m) => {
    const source = m % 14 < 10 ? "scratch" : "letters";
    const rate = 0.5 + 0.03 * (m % 10);
    const gain = source === "letters" ? 0.25 : 0;
    return {
      name: `${source} ${m}`,
      source,
      strategy: "full",
      train: 100,
      seed: m < 14 ? 1 : 2,
      epoch: 1,
      correct: {
        "mnist-easier-half": flags(500, () => rate),
        "mnist-harder-half": flags(500, () => rate),
        "uci-digits": flags(
          SHIFTED,
          (i) => rate - 0.1 + (i < novel ? gain : 0),
        ),
      },
    };
  });
}

describe("digitParts", () => {
  it("finds the gain on what is new alone, by the CNN's first seed", () => {
    const others = [domain(40, { method: "linear" }), domain(40, { seed: 2 })];
    const parts = digitParts(models(40), [domain(40), ...others], {
      resamples: 20,
    });
    assert.deepEqual(
      parts.map(({ part, source }) => [part, source]),
      [
        ["in support", "letters"],
        ["out of support", "letters"],
      ],
    );
    assert.ok(Math.abs(parts[1].images - 40) < 4, `${parts[1].images}`);
    assert.equal(parts[0].images + parts[1].images, SHIFTED);
    const [inside, outside] = parts.map(({ robustness }) => robustness.mean);
    assert.ok(outside > 0.1 && outside - inside > 0.1, `${inside}, ${outside}`);
    assert.equal(parts[0].robustness.replicates.length, 2);
  });

  it("leaves a part of fewer than 20 examples out", () => {
    const parts = digitParts(models(12), [domain(12)], { resamples: 5 });
    assert.deepEqual(
      parts.map(({ part }) => part),
      ["in support"],
    );
  });

  it("names a shift that there is not", () =>
    assert.throws(
      () => digitParts(models(0), [domain(40, { shift: "uci-digit" })]),
      /no natural shift "uci-digit"\. Did you mean "uci-digits"\?/,
    ));
});
