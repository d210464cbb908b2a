import type { ShiftSpec } from "../../shifts";
import { preparations } from "../../experiments/task-sets";
import type { Experiment } from "../../runs/experiment";
import type { Study } from "../../runs/study";

/**
 * Strengths that each out-of-support shift is tried at, in order of preference:
 * the paper's own where it has one, then the strongest. The
 * flip and the negative are all or nothing: weakened to a share of the images
 * they would make a line of reference accuracies alone.
 */
export const candidateStrengths: { [shift: string]: ShiftSpec[] } = {
  "unseen tint": [0.25, 0.5, 0.15].map((opacity) => ({
    name: "unseen tint",
    opacity,
  })),
  "vertical flip": [{ name: "vertical flip", strength: 1 }],
  "unseen rotation": [0.25, 0.12, 0.06].map((strength) => ({
    name: "unseen rotation",
    strength,
  })),
  blur: [0.75, 0.5, 0.25].map((strength) => ({ name: "blur", strength })),
  noise: [0.4, 0.2, 0.1].map((strength) => ({ name: "noise", strength })),
  "inverted contrast": [{ name: "inverted contrast", strength: 1 }],
};

/** The shifts in support, as the paper has them where it has them. */
export const inSupportShifts: { [shift: string]: ShiftSpec } = {
  "spurious tint": { name: "spurious tint", strength: 0.5 },
  "label shift": { name: "label shift", strength: 0.2 },
  "spurious patch": { name: "spurious patch", strength: 0.5 },
  "minority subgroup": { name: "minority subgroup", strength: 0.1 },
};

/** Random changes to training images: none, or mild ones like the paper's crops and flips. */
export const augmentations = {
  none: { flip: false, shift: 0 },
  "flip and shift": { flip: true, shift: 2 },
};

/** Moments of a run from scratch that make up a baseline, in epochs. */
export const baselineMoments = [0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 6, 7];

const sizes = {
  small: { train: 1000, validation: 300, test: 500, epochs: 2 },
  full: { train: 4000, validation: 1000, test: 2000, epochs: 8 },
};

/** Name of a shift's split where it is tried at several strengths. */
export const candidateSplit = (spec: ShiftSpec): string =>
  `${spec.name} ${String(spec.opacity ?? spec.strength)}`;

/**
 * On which reference sets, and at which strengths, is a baseline a line? From
 * scratch alone, with seeds that no other study uses: what the study of
 * synthetic shifts works with is chosen here, before any pre-trained network is
 * evaluated.
 */
export const referenceSets: Study = {
  name: "reference-sets",
  description:
    "On which reference sets, and at which strengths of a shift, is a baseline a line?",
  declare: (profile) => {
    const { epochs, ...task } = sizes[profile];
    const experiments: Experiment[] = [];
    for (const preparation of preparations) {
      for (const [augmentation, change] of Object.entries(augmentations)) {
        const common = {
          kind: "training",
          ...task,
          preparation,
          recipe: { epochs, learningRate: 3e-2, augmentation: change },
          checkpoints: baselineMoments.filter((moment) => moment < epochs),
        };
        const trial = (
          reference: ShiftSpec | null,
          shifted: { [split: string]: ShiftSpec },
        ): Experiment => {
          const name = reference?.name ?? "untouched";
          return {
            name: `${preparation}, ${augmentation}, ${name}`,
            run: { ...common, reference, shifted },
            seeds: profile === "full" ? [101, 102] : [101],
            labels: { preparation, augmentation, reference: name },
          };
        };
        const candidates = Object.values(candidateStrengths).flat();
        experiments.push(
          trial(
            null,
            Object.fromEntries(
              candidates.map((spec) => [candidateSplit(spec), spec]),
            ),
          ),
          ...Object.entries(inSupportShifts).map(([name, spec]) =>
            trial(spec, { [name]: spec }),
          ),
        );
      }
    }
    return experiments;
  },
};
