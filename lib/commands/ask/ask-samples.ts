import "../../experiments/kinds";
import { basename, join } from "node:path";
import { imageGrid, toCsv, toHtml } from "../../figures";
import { writeWhole } from "../../files";
import { asPercent } from "../../robustness";
import { askShift, type RatedImage, type ShiftReport } from "../../studies";
import { drawn } from "./drawn";
import { bullets, htmlPage, paragraphs } from "./page";
import { readSample, type Sample } from "./read-sample";

/**
 * Asks a shift by two samples of images: a page with pictures, and the data behind it as JSON and CSV.
 *
 * @param reference, shifted folders of images or .npz files, as `readSample` takes them.
 * @param folder where all goes.
 * @param tell told what is being done.
 * @returns the recommendation, and the files written, the page first.
 * @throws Error or RangeError as `readSample` and `askShift`.
 */
export async function askSamples(
  reference: string,
  shifted: string,
  folder: string,
  tell: (step: string) => void = () => {},
): Promise<{ answer: string; files: string[] }> {
  tell("reading images");
  const [before, after] = [readSample(reference), readSample(shifted)];
  const report = await askShift({
    reference: before.images,
    shifted: after.images,
    isLabelled: before.isLabelled && after.isLabelled,
    onStep: tell,
  });
  tell("writing the report");
  const into = (name: string) => join(folder, name);
  writeWhole(into("report.json"), `${JSON.stringify(report, null, 2)}\n`);
  writeWhole(into("images.csv"), toCsv(imageRows(report, after)));
  const pictures = await drawn(
    picturesOf(report, before, after),
    "pictures",
    folder,
    {
      formats: ["png"],
      shown: "png",
    },
  );
  const names = [reference, shifted].map((path) => basename(path));
  const page = htmlPage(`From ${names[0]} to ${names[1]}`, [
    {
      heading: "Answer",
      html: paragraphs([remedyText(report), ...report.recommendation.clauses]),
    },
    { heading: "Images", html: pictures.html },
    { heading: "Measured", html: toHtml(measuredRows(report)) },
    ...labelSection(report),
    ...attributeSections(report),
    { heading: "What this cannot know", html: bullets(report.cannotKnow) },
  ]);
  writeWhole(into("report.html"), page);
  const written = ["report.html", "report.json", "images.csv"].map(into);
  const { clauses } = report.recommendation;
  return {
    answer: [remedyText(report), ...clauses].join("\n"),
    files: [...written, ...pictures.files],
  };
}

/** The remedy in a sentence. */
export const remedyText = ({
  recommendation: { kind, remedy },
}: Pick<ShiftReport, "recommendation">): string =>
  kind === "no shift"
    ? "No shift is found; nothing to remedy."
    : `The shift is ${kind === "mixed" ? "partly out of support" : kind}. To try: ${remedy === "both" ? "pre-training, and undoing the bias" : remedy}.`;

/** The shifted images that were looked at at either end, as a table. */
const imageRows = (
  { mostInSupport, leastInSupport }: ShiftReport,
  { names }: Sample,
) =>
  [
    ...mostInSupport.map((each) => ({ end: "most in support", ...each })),
    ...leastInSupport.map((each) => ({ end: "least in support", ...each })),
  ].map(({ end, index, ratio }) => ({
    end,
    image: names[index],
    index,
    ratio: Number.isFinite(ratio) ? ratio : "Infinity",
  }));

function picturesOf(
  report: ShiftReport,
  { images: reference }: Sample,
  { images: shifted }: Sample,
) {
  const row = (label: string, rated: readonly RatedImage[]) => ({
    label,
    images: shifted.images,
    shape: shifted.shape,
    indices: rated.slice(0, COLUMNS).map(({ index }) => index),
    captions: rated.slice(0, COLUMNS).map(({ ratio }) => ratioText(ratio)),
  });
  const step = Math.max(1, Math.floor(reference.shape[0] / COLUMNS));
  return imageGrid(
    [
      {
        label: "Reference sample",
        images: reference.images,
        shape: reference.shape,
        indices: Array.from({ length: COLUMNS }, (_, i) => i * step),
      },
      row(
        "Shifted, most in support (density ratio below)",
        report.mostInSupport,
      ),
      row("Shifted, least in support", report.leastInSupport),
    ],
    { columns: COLUMNS, width: "page" },
  );
}

const COLUMNS = 8;

/** A density ratio in a few characters. */
const ratioText = (ratio: number): string =>
  ratio === Infinity
    ? "∞"
    : ratio >= 1000
      ? ratio.toExponential(0)
      : ratio.toPrecision(2);

const measuredRows = ({
  auc,
  share,
  divergence,
  epsilon,
  counts,
  given,
}: ShiftReport) => [
  {
    measure: "images looked at (of those given), reference",
    value: `${counts.reference} (${given.reference})`,
  },
  {
    measure: "images looked at (of those given), shifted",
    value: `${counts.shifted} (${given.shifted})`,
  },
  {
    measure: "area under the ROC curve of the domain classifier",
    value: [auc.mean, auc.lower, auc.upper]
      .map((each) => each.toFixed(3))
      .join(" / "),
  },
  {
    measure: `share out of support, ε = ${epsilon}`,
    value: asPercent(share),
  },
  {
    measure: "Jensen–Shannon divergence",
    value: `${divergence.toFixed(2)} bits`,
  },
];

const labelSection = ({ labelShift }: ShiftReport) =>
  labelShift
    ? [
        {
          heading: "Classes",
          html: toHtml(
            labelShift.frequencies.map((row) => ({ ...row })),
            { format: SHARES },
          ),
        },
      ]
    : [];

const attributeSections = ({ attributes }: ShiftReport) =>
  attributes.map(({ attribute, frequencies, outOfSupport }) => ({
    heading: `Attribute: ${attribute}`,
    html: toHtml(
      frequencies.map((row, i) => ({
        ...row,
        "out of support": outOfSupport[i],
      })),
      { format: { ...SHARES, "out of support": { unit: "%" } } },
    ),
  }));

const SHARES = {
  reference: { unit: "%" as const },
  shifted: { unit: "%" as const },
};
