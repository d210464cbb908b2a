import {
  placedDrawings,
  type PlacedTask,
} from "../../experiments/placed-drawings";
import type { LabelledImages } from "../../images";
import { balanced, biased, curated, STRENGTH, task, type Cue } from "./plan";

const SHOWN = 8;

/**
 * Images of the three sets as `imageGrid` takes them: a row each.
 *
 * @param seed of the drawings, photographs and places.
 */
export function curatingSamples(
  seed: number,
  cue: Cue = "ground",
): (LabelledImages & { label: string; captions: string[] })[] {
  const asked = { ...task, cue, seed } as unknown as PlacedTask;
  const rows = [
    {
      label: `Biased: in ${100 * STRENGTH} % birds over water, cats over land`,
      made: biased(SHOWN, STRENGTH),
    },
    {
      label: "Curated: pairs that differ in the drawing alone, one kind",
      made: curated(SHOWN),
    },
    { label: "Balanced: either drawing on either kind", made: balanced(SHOWN) },
  ];
  return rows.map(({ label, made }) => {
    const set = placedDrawings(asked, "train", made.set);
    return {
      ...set,
      label,
      captions: Array.from(set.labels, (k) => set.classNames![k]),
    };
  });
}
