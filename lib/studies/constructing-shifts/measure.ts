import type { LabelledImages } from "../../images";
import { checkedShift, spuriousTint, type ShiftKind } from "../../shifts";
import {
  measureShift,
  measureSupport,
  type SupportMeasurement,
} from "../../support";
import type { CatalogueEntry } from "./catalogue";
import { listed } from "../shared/listed";

/** What the view that sees most of a shift sees. */
export interface SupportRow {
  shift: string;
  declared: ShiftKind;
  largestRatio: number;
  view: string;
  /** Share of shifted images that this view finds farther from the reference set than 99 % of the reference set's own, with its interval. */
  share: number;
  lower: number;
  upper: number;
  measured: SupportMeasurement["verdict"];
}

/**
 * Measured support of each shift, by no network.
 *
 * @param base images that the shifts are made from; a natural one is compared with them as they are.
 */
export const measureCatalogue = (
  entries: readonly CatalogueEntry[],
  base: LabelledImages,
  seed: number,
): SupportRow[] =>
  entries.map(({ name, kind, largestRatio, shift, set }) => {
    const { verdict, views } = shift
      ? measureShift(checkedShift(shift), base, { seed })
      : measureSupport(base, set!, { seed });
    const { threshold, ...most } = views[0];
    void threshold;
    return {
      shift: name,
      declared: kind,
      largestRatio,
      ...most,
      measured: verdict,
    };
  });

/** What rows of {@link measureCatalogue} come to, in two sentences. */
export function supportText(rows: readonly SupportRow[]): string {
  const of = (kind: ShiftKind) =>
    rows.filter(({ declared }) => declared === kind);
  const seen = (members: SupportRow[], verdict: string) =>
    members.filter(({ measured }) => measured === verdict);
  const [inside, outside] = [of("in-support"), of("out-of-support")];
  const missed = outside.filter(
    ({ measured }) => measured !== "out-of-support",
  );
  return (
    `A shift is in support if every shifted image could also be a reference image, only at another rate; how it is made decides that, and measurement agrees for ` +
    `**${seen(inside, "in-support").length} of ${inside.length}** shifts in support and **${seen(outside, "out-of-support").length} of ${outside.length}** out of support. ` +
    (missed.length === 0
      ? "None is missed."
      : `Too little looks new, to views as simple as lightness, contrast, grain and colour, under ${listed(missed.map(({ shift }) => shift))}.`)
  );
}

/** A spurious tint of one strength: what is measured, and the verdict at several ε. */
export interface TintSupport {
  p: number;
  /** 1/(1 − p): how much more frequent a wrong tint is in the shifted set. */
  ratio: number;
  share: number;
  lower: number;
  upper: number;
  /** By ε. */
  verdicts: { [epsilon: string]: SupportMeasurement["verdict"] };
}

/** The spurious tint from weak to certain. */
export const measureTints = (
  strengths: readonly number[],
  base: LabelledImages,
  { epsilons, seed }: { epsilons: readonly number[]; seed: number },
): TintSupport[] =>
  strengths.map((p) => {
    const shift = spuriousTint({ strength: p, seed });
    const measured = epsilons.map((epsilon) =>
      measureShift(shift, base, { epsilon, seed }),
    );
    const { share, lower, upper } = measured[0].views.find(
      ({ view }) => view === "colour",
    )!;
    const verdicts = Object.fromEntries(
      epsilons.map((epsilon, i) => [String(epsilon), measured[i].verdict]),
    );
    return { p, ratio: 1 / (1 - p), share, lower, upper, verdicts };
  });
