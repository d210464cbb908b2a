import { asPercent, asPoints, verdictOf } from "../../robustness";
import { distinct } from "../shared/distinct";
import { listed } from "../shared/listed";
import { robustnessDifference } from "../shared/robustness-difference";
import { followedShifts, isMain } from "./plan";
import type { FollowedAccuracy } from "./results";
import { isBaseline, trajectories, type Trajectory } from "./trajectories";

/**
 * What fine-tuning the features costs: robustness of Lite0 with its head alone trained against the same network fully fine-tuned, each at its end, seed by
 * seed; two sentences of Markdown. The two end at different reference accuracies, which are told.
 *
 * @param rows of `followedAccuracies`; seeds of which both are known are compared, by one measure for both.
 */
export function headOnlyText(rows: readonly FollowedAccuracy[]): string {
  const isHead = (each: FollowedAccuracy) =>
    isMain({ ...each, method: "full" }) && each.method === "last-blocks";
  const found = followedShifts.flatMap((shift) => {
    const here = rows.filter((row) => row.shift === shift);
    const known = here.filter(({ seed }) =>
      [isMain, isHead].every((of) =>
        here.some((row) => row.seed === seed && of(row)),
      ),
    );
    const both = trajectories(
      known.filter((row) => isBaseline(row) || isMain(row) || isHead(row)),
    );
    const [full] = both.filter(isMain);
    const head = both.find((each) => each !== full);
    return full && head ? [{ shift, ...changeOf(head, full) }] : [];
  });
  if (found.length === 0)
    return "Too few runs are stored to compare features as they come with fine-tuned ones: npm run sweep -- evolution.";
  const says = {
    "above zero": "more",
    "below zero": "less",
    "about zero": "as much, within two points,",
    undecided: "undecided",
  };
  const parts = found.map(
    ({ shift, change }) =>
      `${shift} ${says[verdictOf(change)]} (${asPoints(change, 1)} points)`,
  );
  const accuracies = (of: "head" | "full") =>
    listed(distinct(found.map((each) => asPercent(each[of]))));
  return `With the head alone trained, features stay as ImageNet made them; robustness at the end is then, against full fine-tuning: ${parts.join("; ")}. Reference accuracy there is ${accuracies("head")}, against ${accuracies("full")}.`;
}

/** Of trajectories with the same seeds. */
function changeOf(head: Trajectory, full: Trajectory) {
  const [ofHead, ofFull] = [head.moments.at(-1)!, full.moments.at(-1)!];
  return {
    change: robustnessDifference(ofHead, ofFull),
    head: ofHead.reference.mean,
    full: ofFull.reference.mean,
  };
}
