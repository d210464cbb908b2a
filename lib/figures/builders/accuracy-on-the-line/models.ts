import { type AccuracyLine } from "../../../robustness";
import { type AccuracyAxis, type Mark } from "../../frame";
import { points } from "../../marks";
import { INK, label, shortLabel } from "../../theme";
import { hover, modelRow, robustnessOf } from "./model-text";
import { edgeSymbol } from "./off-scale";
import { LONGEST_NAME, sourceOf, strategyOf, type Styles } from "./styles";
import { type AccuracyPoint } from "./accuracy-on-the-line-data";

/** Axes and line that models are drawn against. */
export interface Ground {
  x: AccuracyAxis;
  y: AccuracyAxis;
  line?: AccuracyLine;
  /** Whether there is no line: measures are hollow then. */
  hollow: boolean;
  /** Whether pre-trained models of one kind are joined in their order. */
  joined?: boolean;
}

/** Models of one kind. */
interface Group {
  role: "baseline" | "pretrained";
  name: string;
  /** Legend entry that shows and hides it. */
  legendGroup: string;
  colour: string;
  symbol: string;
}

/** More points than this are drawn smaller and fainter. */
const MANY = 400;

/** Models trained from scratch: grey circles. */
export const baselineMark = (
  models: readonly AccuracyPoint[],
  name: string,
  ground: Ground,
): Mark[] =>
  groupMark(models, ground, {
    role: "baseline",
    name,
    legendGroup: name,
    colour: INK.baseline,
    symbol: "circle",
  });

/** Pre-trained models: a mark for each source with each strategy. */
export const pretrainedMarks = (
  models: readonly AccuracyPoint[],
  { sources, strategies }: Styles,
  ground: Ground,
): Mark[] =>
  sources.flatMap((source) =>
    strategies.flatMap((strategy) =>
      groupMark(
        models.filter(
          (model) =>
            sourceOf(model) === source.name &&
            strategyOf(model) === strategy.name,
        ),
        ground,
        {
          role: "pretrained",
          name: [source.name, strategy.name].filter(Boolean).join(", "),
          legendGroup: label(source.name),
          colour: source.colour,
          symbol: strategies.length > 1 ? strategy.symbol : source.symbol,
        },
      ),
    ),
  );

function groupMark(
  models: readonly AccuracyPoint[],
  { x, y, line, hollow, joined }: Ground,
  { role, name, legendGroup, colour, symbol }: Group,
): Mark[] {
  if (models.length === 0) return [];
  const many = models.length > MANY;
  const isBaseline = role === "baseline";
  const usual = hollow && !isBaseline ? `${symbol}-open` : symbol;
  const symbols = models.map((model) => edgeSymbol(model, x.scale) ?? usual);
  const robustness = models.map((model) => robustnessOf(model, line));
  const mark = points(
    {
      x: models.map((model) => x.position(model.reference)),
      y: models.map((model) => y.position(model.shifted)),
      xBounds: models.map((each) => boundsOn(x, each.referenceInterval)),
      yBounds: models.map((each) => boundsOn(y, each.shiftedInterval)),
      hover: models.map((model, i) => hover(model, name, robustness[i])),
    },
    {
      name: shortLabel(name, LONGEST_NAME),
      colour,
      symbol: symbols.every((each) => each === usual) ? usual : symbols,
      size: many ? 3.5 : isBaseline ? 5 : 6.5,
      opacity: many ? 0.5 : isBaseline ? 0.8 : 1,
      rim: !many,
      more: {
        legendgroup: legendGroup,
        legendrank: 1, // before the line
        showlegend: isBaseline,
        ...(joined && !isBaseline && joinedBy(colour)),
      },
    },
  );
  const rows = models.map((model, i) => modelRow(role, model, robustness[i]));
  return [{ ...mark, rows }];
}

const joinedBy = (colour: string) => ({
  mode: "lines+markers",
  line: { color: colour, width: 1.3 },
});

const boundsOn = (
  axis: AccuracyAxis,
  interval: readonly [number, number] | undefined,
): [number, number] | null =>
  interval ? [axis.position(interval[0]), axis.position(interval[1])] : null;
