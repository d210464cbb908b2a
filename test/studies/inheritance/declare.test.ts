import assert from "node:assert/strict";
import "../../../lib/experiments/kinds";
import type { Run } from "../../../lib/runs";
import { inheritance } from "../../../lib/studies/inheritance/declare";
import {
  inheritanceMethods,
  relatedSets,
} from "../../../lib/studies/inheritance/plan";
import { syntheticShifts } from "../../../lib/studies/synthetic-shifts/declare";
import { roundsOf } from "../staged-runs";

type Labels = { [name: string]: unknown };
const part = (runs: readonly Run[], name: string) =>
  runs.filter(({ labels = {} }) => labels.part === name);

describe("the study of robustness inheritance", () => {
  const rounds = roundsOf(inheritance, "full", (labels: Labels) =>
    labels.rate === 0.03 || labels.rate === 0.001 ? 0.8 : 0.5,
  );
  const all = rounds.at(-1)!;
  const seeds = 3;

  it("asks for rates first, then a stage at a time", () => {
    assert.ok(rounds[0].every(({ labels = {} }) => labels.part === "rate"));
    assert.equal(rounds.length, 7);
  });

  it("adapts each network to each set in each way, and tests it before", () => {
    const adapted = part(all, "adapted");
    const sets = Object.keys(relatedSets);
    for (const base of ["CIFAR-10", "renditions", "ImageNet Lite0"])
      for (const method of inheritanceMethods)
        for (const to of sets)
          assert.equal(
            adapted.filter(
              ({ labels = {} }) =>
                labels.base === base &&
                labels.method === method &&
                labels.to === to,
            ).length,
            seeds,
            `${base} ${method} ${to}`,
          );
    assert.equal(part(all, "before").length, 5 * seeds);
    assert.equal(part(all, "distance").length, (sets.length + 1) * seeds);
  });

  it("shares the base networks with the study of synthetic shifts, run for run", () => {
    const theirs = new Set(
      roundsOf(syntheticShifts, "full", (labels: Labels) =>
        labels.rate === 0.03 || labels.rate === 0.001 ? 0.8 : 0.5,
      )
        .at(-1)!
        .map(({ id }) => id),
    );
    const shared = [...part(all, "train"), ...part(all, "rate")].filter(
      ({ labels = {} }) => labels.base !== "renditions",
    );
    assert.ok(shared.length > 4 * seeds);
    for (const { id, experiment } of shared)
      assert.ok(theirs.has(id), experiment);
  });

  it("averages weights that other runs hand on, and trains nothing for it", () => {
    const ids = new Set(all.map(({ id }) => id));
    const specs = part(all, "adapted").map(({ spec }) => spec);
    for (const spec of specs.filter(({ kind }) => kind === "adapted-average"))
      assert.ok((spec.parts as unknown[]).length > 0);
    assert.equal(ids.size, all.length);
    assert.equal(
      specs.filter(({ kind }) => kind === "adapted-average").length,
      (5 + 3) * 8 * seeds,
    );
  });

  it("is small in the small profile", () => {
    const small = roundsOf(inheritance, "small").at(-1)!;
    assert.ok(small.length < 60, `${small.length}`);
    assert.ok(part(small, "adapted").length > 0);
  });
});
