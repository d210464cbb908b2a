import { basename, extname, join } from "node:path";
import { robustnessOfTableFigure, toCsv, toHtml } from "../../figures";
import { writeWhole } from "../../files";
import {
  asPercent,
  asPoints,
  robustnessOfTable,
  type RobustnessOfTableOptions,
  type TableGroup,
  type TableRobustness,
} from "../../robustness";
import { drawn } from "./drawn";
import { bullets, htmlPage, paragraphs } from "./page";

/**
 * Effective robustness of a user's table of models: a page, its data as JSON and CSV, the figure as PDF and SVG.
 *
 * @param path of a CSV file.
 * @param folder where all goes.
 * @returns what was found, and the files written, the page first.
 * @throws RangeError as `robustnessOfTable`; Error where the folder cannot be written.
 */
export async function askTable(
  path: string,
  options: RobustnessOfTableOptions,
  folder: string,
): Promise<{ answer: string; files: string[] }> {
  const found = robustnessOfTable(path, options);
  const into = (name: string) => join(folder, name);
  const answer = tableAnswer(found);
  writeWhole(into("report.json"), `${JSON.stringify(found, null, 2)}\n`);
  writeWhole(into("models.csv"), toCsv(modelRows(found)));
  const title = basename(path, extname(path));
  const { html, files } = await drawn(
    robustnessOfTableFigure(found),
    title.replace(/[^\w.-]/g, "-").replace(/^[.-]+/, "") || "figure",
    folder,
    { formats: ["pdf", "svg", "png"], shown: "png" },
  );
  const page = htmlPage(`Effective robustness of ${title}`, [
    { heading: "Answer", html: `${paragraphs([answer])}\n${html}` },
    { heading: "Is the baseline a line?", html: diagnosisHtml(found) },
    { heading: "Groups", html: toHtml(groupRows(found)) },
    {
      heading: "Models",
      html: toHtml(modelRows(found), { format: IN_PER_CENT }),
    },
    ...(found.dropped.length > 0
      ? [{ heading: "Rows left out", html: bullets(found.dropped) }]
      : []),
  ]);
  writeWhole(into("report.html"), page);
  const written = ["report.html", "report.json", "models.csv"].map(into);
  return { answer, files: [...written, ...files] };
}

/** What the table says, in two sentences. */
export function tableAnswer({
  all,
  groups,
  diagnosis,
}: TableRobustness): string {
  const { line, isLine } = diagnosis;
  const baseline = `The baselines ${isLine ? "are a line" : "are no line"} (R² ${line.rSquared.toFixed(3)})`;
  if (!all) return `${baseline}. There is no other model to measure.`;
  const said = ({ group, count, verdict, ...interval }: TableGroup) =>
    `${group}: ${asPoints(interval, 1)} points, ${verdict} (${count} ${count === 1 ? "model" : "models"})`;
  const named = isLine
    ? "effective robustness"
    : "the difference at matched reference accuracy, which takes the place of effective robustness,";
  const [most, least] = [groups[0], groups.at(-1)!];
  const each = (groups.length > 1 ? [all, most, least] : [all]).map(said);
  return `${baseline}, so ${named} is what counts: ${each.join("; ")}.`;
}

function diagnosisHtml({ diagnosis }: TableRobustness): string {
  const { line, reasons, warnings, isLine, referenceRange } = diagnosis;
  const range = referenceRange.map((end) => asPercent(end)).join(" to ");
  const fit = `Slope ${line.slope.toFixed(2)}, intercept ${line.intercept.toFixed(2)} on the ${line.scale} scale, R² ${line.rSquared.toFixed(3)}; baselines from ${range} reference accuracy.`;
  return `${paragraphs([`${isLine ? "Yes." : "No."} ${fit}`])}${bullets([...reasons, ...warnings])}`;
}

const groupRows = ({ groups }: TableRobustness) =>
  groups.map(({ group, count, verdict, ...interval }) => ({
    group,
    models: count,
    points: asPoints(interval, 1),
    verdict,
  }));

/** Every model, as fractions. */
const modelRows = ({ models }: TableRobustness) =>
  models.map((row) => ({
    model: row.model,
    group: row.group ?? "baseline",
    reference: row.reference,
    shifted: row.shifted,
    robustness: row.robustness?.mean ?? null,
    lower: row.robustness?.lower ?? null,
    upper: row.robustness?.upper ?? null,
    extrapolated: row.extrapolated ? "yes" : "no",
  }));

const IN_PER_CENT = Object.fromEntries(
  ["reference", "shifted", "robustness", "lower", "upper"].map((column) => [
    column,
    { unit: "%" as const },
  ]),
);
