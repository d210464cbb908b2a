import { distinct } from "../shared/distinct";
import { listed } from "../shared/listed";
import { baselineOf, pretrainedOf, studiedSize } from "./analyse";
import { studiedShifts } from "./plan";
import type { ShiftAccuracy } from "./results";

const counted = (count: number) => count.toLocaleString("en");

/**
 * Which networks the study tests, and under which shifts not, as Markdown: the size of the reference sets, the number of seeds, sizes of the
 * baseline's sets, pre-trained networks and how they are adapted.
 *
 * @param rows of `shiftAccuracies`.
 */
export function networksText(rows: readonly ShiftAccuracy[]): string {
  const ours = rows.filter(({ shift }) => studiedShifts.includes(shift));
  const shifts = studiedShifts.filter((name) =>
    ours.some(({ shift }) => shift === name),
  );
  const seeds = distinct(ours.map(({ seed }) => seed)).length;
  const lackingOf = (
    tested: readonly ShiftAccuracy[],
    nameOf: (row: ShiftAccuracy) => string,
  ) =>
    distinct(tested.map(nameOf)).map((name): [string, string] => {
      const mine = tested.filter((row) => nameOf(row) === name);
      const lacking = shifts.filter(
        (shift) => !mine.some((row) => row.shift === shift),
      );
      return [name, listed(lacking)];
    });
  const text = (groups: [string, string][]) =>
    distinct(groups.map(([, lacking]) => lacking))
      .map((lacking) => {
        const names = groups.filter(([, each]) => each === lacking);
        const where = lacking ? `not under ${lacking}` : "under every shift";
        return `${listed(names.map(([name]) => name))} (${where})`;
      })
      .join("; ");
  const scratch = lackingOf(baselineOf(ours), ({ train }) => counted(train));
  const adapted = lackingOf(
    pretrainedOf(ours),
    ({ model, method }) => `${model}, ${method}`,
  );
  return `Pre-trained, on ${counted(studiedSize(rows))} reference images: ${text(adapted)}. From scratch, numbers of reference images: ${text(scratch)}. Each with ${seeds} seeds.`;
}
