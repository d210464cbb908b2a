import { written } from "../files/written";
import { type Figure } from "./figure";
import { millimetres } from "./width";

/** What a plain Plotly object lacks: what is plotted becomes the CSV beside the figure. */
const REMEDY =
  'lay it out as one: { kind: "own", description: "…", rows: [{ x: 1, y: 2 }], aspect: 0.75, width: "column", ...plotly }, with lengths in pixels at its size on paper and layout.width and layout.height left out';

/**
 * Refuses what is no figure of ours, such as a plain Plotly object.
 *
 * @param door the function that was given it, for the message.
 * @throws RangeError naming what it is or lacks, and the remedy.
 */
export function requireFigure(
  figure: unknown,
  door: string,
): asserts figure is Figure {
  const found = figure as Partial<Figure> | null | undefined;
  if (typeof found !== "object" || found === null || !("data" in found))
    throw new RangeError(
      `${door} was given ${written(figure)}, which is no figure: builders such as accuracyOnTheLine and curves make one${figure instanceof Promise ? ", and a promise of one needs `await`" : ""}.`,
    );
  const wrong = Object.entries(isPart).find(
    ([part, holds]) => !holds(found[part as keyof Figure]),
  )?.[0] as keyof Figure | undefined;
  if (wrong) {
    const what =
      found[wrong] === undefined
        ? `has no ${wrong}`
        : `has the ${wrong} ${written(found[wrong])}`;
    throw new RangeError(
      `${door} was given a figure that ${what}. Builders such as accuracyOnTheLine and curves make whole figures; a plain Plotly object is none: ${REMEDY}.`,
    );
  }
  millimetres(found.width!);
}

const isObject = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown) => typeof value === "string";

const isPart: { [part in keyof Figure]?: (value: unknown) => boolean } = {
  data: Array.isArray,
  layout: isObject,
  kind: isText,
  description: isText,
  rows: Array.isArray,
  aspect: (value) => typeof value === "number" && value > 0 && value < 100,
  width: (value) => value !== undefined,
};
