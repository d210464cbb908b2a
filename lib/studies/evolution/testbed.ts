import { loadCifar10Testbed, type Cifar10TestbedModel } from "../../data";
import {
  fitAccuracyLine,
  proportionInterval,
  type AccuracyLine,
} from "../../robustness";
import type { MeasuredAccuracies } from "../shared/accuracy-points";

/** The published testbed as `accuracyOnTheLine` takes it. */
export interface TestbedPanel {
  baselines: MeasuredAccuracies[];
  /** On the logit scale. */
  line: AccuracyLine;
}

/**
 * The measuring stick of Andreassen et al.: 30 published networks trained on CIFAR-10 alone, their accuracy on its test set against that on CIFAR-10.1.
 *
 * @param version of CIFAR-10.1. Default "v6", of 2,000 images with balanced classes.
 * @example
 * accuracyOnTheLine(testbedPanel(), { referenceLabel: "CIFAR-10", shiftedLabel: "CIFAR-10.1" });
 */
export function testbedPanel(version: "v4" | "v6" = "v6"): TestbedPanel {
  const models = loadCifar10Testbed().objects() as Cifar10TestbedModel[];
  const wilson = (correct: number, total: number) =>
    proportionInterval(correct, total, { method: "wilson" });
  const baselines = models.map((row) => ({
    name: row.model,
    reference: row.reference,
    shifted: row[version],
    referenceInterval: wilson(row.reference_correct, row.reference_total),
    shiftedInterval: wilson(row[`${version}_correct`], row[`${version}_total`]),
  }));
  const line = fitAccuracyLine(
    baselines.map(({ reference }) => reference),
    baselines.map(({ shifted }) => shifted),
    { scale: "logit", models: baselines.map(({ name }) => name) },
  );
  return { baselines, line };
}

/**
 * What the measuring stick is, and how far it reaches, in two sentences of Markdown.
 *
 * @param references reference accuracies of the networks to be measured by it, fractions. Default none.
 */
export function testbedText(
  { baselines, line }: TestbedPanel,
  references: readonly number[] = [],
): string {
  const [weakest, strongest] = line.referenceRange;
  const beyond = references.filter(
    (each) => each < weakest || each > strongest,
  ).length;
  const stick = `${baselines.length} published networks lie on a line of the logit scale: slope ${line.slope.toFixed(2)}, R² = ${line.rSquared.toFixed(3)}, from ${percent(weakest)} to ${percent(strongest)} % on CIFAR-10.`;
  if (references.length === 0) return stick;
  return `${stick} Of ${references.length} reference accuracies of ours ${beyond} lie outside that range, where this line is extrapolated; each shift of ours has lines of its own.`;
}

const percent = (fraction: number) => (100 * fraction).toFixed(1);
