import { asPercent, asPoints } from "../../robustness";
import { type Evolution } from "./analyse";
import type { Trajectory } from "./trajectories";

type Row = { [column: string]: string };

const ways: { [method: string]: string } = {
  full: "fine-tuned",
  "last-blocks": "head only",
};

/** What a followed network is called: "Lite0, fine-tuned, rate 0.01". */
export const followedName = ({
  model,
  method,
  rate,
}: Pick<Trajectory, "model" | "method" | "rate">): string => {
  if (method === "from-scratch") return `from scratch, rate ${rate}`;
  const name = model.replace("efficientnet-l", "L");
  return `${name}, ${ways[method] ?? method}, rate ${rate}`;
};

/** Where robustness peaks and what is left at the end, as texts, a row a shift and network; a star where the baseline is no line, a dagger where extrapolated. */
export const evolutionRows = (evolutions: readonly Evolution[]): Row[] =>
  evolutions.map(
    ({ trajectory, peak, end, gain, fate, vanishesAtConvergence }) => {
      const { moments, shift } = trajectory;
      const star = moments[0].robustness.isLine ? "" : " *";
      const told = ({ robustness, isExtrapolated }: Evolution["peak"]) =>
        asPoints(robustness, 1) + star + (isExtrapolated ? " †" : "");
      return {
        shift,
        network: followedName(trajectory),
        "peak at epoch": peak.epoch.toFixed(1),
        "reference at the peak": asPercent(peak.reference),
        "peak (points)": told(peak),
        "end (points)": told(end),
        "last gain (points)": asPoints(gain, 1),
        fate,
        "vanishes at convergence": vanishesAtConvergence,
        extrapolated: `${moments.filter(({ isExtrapolated }) => isExtrapolated).length} of ${moments.length} moments`,
      };
    },
  );

/** A moment as a point of a curve. */
export interface EvolutionPoint {
  /** The network. */
  series: string;
  /** Epochs, or reference accuracy in per cent. */
  x: number;
  /** Robustness with its interval over seeds, fractions. */
  y: number;
  lower: number;
  upper: number;
  /** Whether its reference accuracy lies beyond the baseline's, so that robustness is extrapolated. */
  hollow: boolean;
}

/**
 * Robustness along training as curves with bands, of trajectories under one shift.
 *
 * @param options.by what runs along the horizontal axis. Default "epoch".
 */
export const evolutionPoints = (
  trajectories: readonly Trajectory[],
  { by = "epoch" }: { by?: "epoch" | "reference accuracy" } = {},
): EvolutionPoint[] =>
  trajectories.flatMap((trajectory) =>
    trajectory.moments.map(
      ({ epoch, reference, robustness, isExtrapolated }) => ({
        series: followedName(trajectory),
        x: by === "epoch" ? epoch : 100 * reference.mean,
        y: robustness.mean,
        lower: robustness.lower,
        upper: robustness.upper,
        hollow: isExtrapolated,
      }),
    ),
  );
