import { asPoints } from "../../robustness";
import { distinct } from "../shared/distinct";
import { listed } from "../shared/listed";
import type { KeepingChange } from "./keeping-changes";

/** What it changes to stop early and to average, as texts, a row a shift and way; of robustness, too, since less reference accuracy lets one expect less. */
export const keepingRows = (
  changes: readonly KeepingChange[],
): { [column: string]: string }[] =>
  changes.map(({ shift, way, at, end, reference, shifted, ...found }) => ({
    shift,
    way:
      way === "stopped early"
        ? `stopped after ${at.toFixed(1)} of ${end.toFixed(1)} epochs`
        : "weights averaged half way",
    "reference (points)": asPoints(reference, 1),
    "shifted (points)": asPoints(shifted, 1),
    "robustness (points)": asPoints(found.robustness, 1),
    "shifted accuracy": keepingWords[found.verdict],
  }));

const keepingWords: { [verdict in KeepingChange["verdict"]]: string } = {
  "above zero": "rises",
  "below zero": "falls",
  "about zero": "about the same",
  undecided: "undecided",
};

/** Where stopping early and averaging raise shifted accuracy and where they lower it, in two sentences a way of Markdown: the second tells what it costs on the reference set. */
export function keepingText(changes: readonly KeepingChange[]): string {
  if (changes.length === 0)
    return "Too few runs are stored to say what keeps robustness: npm run sweep -- evolution.";
  const names = {
    "stopped early": "Stopping early",
    "averaged weights": "Averaging weights half way",
  };
  return distinct(changes.map(({ way }) => way))
    .map((way) => {
      const ours = changes.filter((each) => each.way === way);
      const those = (verdict: KeepingChange["verdict"], says: string) => {
        const found = ours.filter((each) => each.verdict === verdict);
        const places = found.map(
          ({ shift, shifted }) => `${shift} (${asPoints(shifted, 1)} points)`,
        );
        return found.length > 0 ? [`${says} under ${listed(places)}`] : [];
      };
      const parts = [
        ...those("above zero", "raises shifted accuracy"),
        ...those("below zero", "lowers shifted accuracy"),
        ...those("about zero", "leaves shifted accuracy about the same"),
        ...those("undecided", "has an undecided effect"),
      ];
      return `${names[way]} ${parts.join("; ")}. ${referenceText(ours)}`;
    })
    .join(" ");
}

function referenceText(changes: readonly KeepingChange[]): string {
  const means = changes.map(({ reference }) => reference.mean);
  const [least, most] = [Math.min(...means), Math.max(...means)].map((change) =>
    asPoints(change, 1),
  );
  return `Reference accuracy changes by ${least === most ? least : `${least} to ${most}`} points.`;
}
