import { optionChecker } from "../../files";
import { finite, seed as seedKind, whole } from "../../files/option-kinds";
import { combine, randomStream } from "../../numerics";
import {
  minimizeLogisticLoss,
  pretrainedInitialisation,
  sampleLogisticData,
  type Descent,
  type LabelledExamples,
} from "../../theory";

/** Where gradient descent starts; the names have their colours in the visual dictionary. */
export const starts = [
  "from zeros",
  "from good weights",
  "from bad weights",
] as const;
export type Start = (typeof starts)[number];

/** Sets of examples in the plane; "far" lies within the span, where the reference data have next to no density. */
export type PlaneSet = "reference" | "within" | "far" | "out";

/** Gradient descent from one start. */
export interface PlaneRun extends Descent {
  start: Start;
  /** Three weights. */
  initial: number[];
}

/** Figure 2 of Cohen-Wang et al.: reference data on a line of the plane, and models trained on them from several starts. */
export interface PlaneExperiment {
  /** Unit vectors along the line and across it, with a third component of 0. */
  along: number[];
  across: number[];
  /** The weights of the true log-odds, everywhere. */
  rule: number[];
  reference: LabelledExamples;
  runs: PlaneRun[];
  /** Examples of a set, the same ones for one count. */
  draw: (set: PlaneSet, count: number) => LabelledExamples;
}

export interface PlaneOptions {
  /** Default 1. */
  seed?: number;
  /** Of the line, in radians from the first axis. Default 0.3. */
  angle?: number;
  /** Of the reference set. Default 80. */
  examples?: number;
  /** Steps of gradient descent, of which all are kept. Default 3000. */
  iterations?: number;
}

/** How far along the line the centre of a set is from the reference data's, in their standard deviations. */
export const PLANE_CENTRES = { reference: 0, within: 1.2, far: 6, out: 0 };

const checkOptions = optionChecker<PlaneOptions>("planeExperiment", {
  seed: seedKind,
  angle: finite(),
  examples: whole(2),
  iterations: whole(1),
});

/**
 * Trains logistic regression on data that lie on a line of the plane, from zeros, from weights that know the true rule outside of the span
 * ("pre-trained") and from weights that have it the wrong way round there; inside, both hold random numbers. A third, constant input lets
 * boundaries not pass through the origin.
 */
export function planeExperiment(options: PlaneOptions = {}): PlaneExperiment {
  checkOptions(options);
  const { seed = 1, angle = 0.3, examples = 80, iterations = 3000 } = options;
  const stream = (label: string) => randomStream(seed, label);
  const along = [Math.cos(angle), Math.sin(angle), 0];
  const across = [-Math.sin(angle), Math.cos(angle), 0];
  const rule = [2.2, 3, -1.2];
  const basis = [along, [0, 0, 1]];
  const draw = (set: PlaneSet, count: number) => {
    const centre = along.map((value) => PLANE_CENTRES[set] * value);
    const spread = set === "out" ? [along, across] : [along];
    centre[2] = 1;
    return sampleLogisticData(spread, rule, count, stream(set), { centre });
  };
  const startFrom = (quality: number) => {
    const random = stream(`start ${quality}`);
    const outside = pretrainedInitialisation(basis, rule, quality, random);
    const within = combine(basis, random.normals(2), 3);
    return outside.map((value, j) => value + within[j]);
  };
  const reference = draw("reference", examples);
  const initials = [[0, 0, 0], startFrom(1), startFrom(-1)];
  const runs = starts.map((start, k) => ({
    start,
    initial: initials[k],
    ...minimizeLogisticLoss(reference.X, reference.y, {
      initial: initials[k],
      iterations,
      recordEvery: 1,
    }),
  }));
  return { along, across, rule, reference, runs, draw };
}
