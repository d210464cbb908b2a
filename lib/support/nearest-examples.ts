import { optionChecker } from "../files";
import { flag, text } from "../files/option-kinds";
import { requireLabelledImages, type LabelledImages } from "../images";
import { viewImages } from "./support-views";

/** The nearest neighbour of each example of one set in another. */
export interface NearestExamples {
  /** Its number in the other set; −1 where there is none of the class. */
  indices: number[];
  /** In grey values (0–255); Infinity where there is none. */
  distances: number[];
}

const checkOptions = optionChecker<{
  view?: string;
  withinClass?: boolean;
}>("nearestExamples", { view: text, withinClass: flag });

/**
 * For each example of a set, the nearest one among `others`. The distance is the
 * largest difference of any of the view's numbers.
 *
 * @param options.view one of {@link supportViews}. Default "layout": the images at 7×7 pixels, in grey.
 * @param options.withinClass whether neighbours must be of the same class. Default true.
 * @throws Error as `requireLabelledImages`.
 * @throws RangeError for a view that there is not, or channels other than 1 or 3.
 */
export function nearestExamples(
  set: LabelledImages,
  others: LabelledImages,
  options: { view?: string; withinClass?: boolean } = {},
): NearestExamples {
  checkOptions(options);
  const { view = "layout", withinClass = true } = options;
  requireLabelledImages(set, "The set");
  requireLabelledImages(others, "The set of others");
  const rows = viewImages(set, view);
  const otherRows = viewImages(others, view);
  const ofClass = new Map<number, number[]>();
  others.labels.forEach((label, i) => {
    const key = withinClass ? label : 0;
    const numbers = ofClass.get(key) ?? [];
    numbers.push(i);
    ofClass.set(key, numbers);
  });
  const indices: number[] = [];
  const distances: number[] = [];
  rows.forEach((row, i) => {
    let [nearest, index] = [Infinity, -1];
    for (const j of ofClass.get(withinClass ? set.labels[i] : 0) ?? []) {
      const other = otherRows[j];
      let distance = 0;
      for (let k = 0; k < row.length && distance < nearest; k++) {
        distance = Math.max(distance, Math.abs(row[k] - other[k]));
      }
      if (distance < nearest) [nearest, index] = [distance, j];
    }
    indices.push(index);
    distances.push(nearest);
  });
  return { indices, distances };
}
