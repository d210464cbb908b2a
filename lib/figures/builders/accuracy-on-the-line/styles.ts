import { gather, type Mark } from "../../frame";
import { key } from "../../marks";
import {
  coloursOf,
  distinct,
  INK,
  label,
  markersOf,
  shortLabel,
} from "../../theme";
import {
  type AccuracyOnTheLineOptions,
  type AccuracyPoint,
} from "./accuracy-on-the-line-data";

/** Characters of a name in the legend. */
export const LONGEST_NAME = 34;

export const sourceOf = (model: AccuracyPoint) => model.source ?? "Pre-trained";
export const strategyOf = (model: AccuracyPoint) => model.strategy ?? "";

/** Colours of sources and markers of strategies, in order. */
export interface Styles {
  sources: readonly { name: string; colour: string; symbol: string }[];
  strategies: readonly { name: string; symbol: string }[];
}

/** Each source's colour and each strategy's marker; where strategies have no names, sources have markers of their own. */
export function stylesOf(
  pretrained: readonly AccuracyPoint[],
  options: AccuracyOnTheLineOptions,
): Styles {
  const sources = distinct(options.sources, pretrained.map(sourceOf));
  const strategies = distinct(options.strategies, pretrained.map(strategyOf));
  const colours = coloursOf(sources);
  const markers = markersOf(strategies);
  const named = strategies.some(Boolean);
  const ofSources = markersOf(sources.map((_, i) => `source ${i}`));
  const several = strategies.length > 1;
  return {
    sources: sources.map((name, s) => ({
      name,
      colour: colours[s]!,
      symbol: several ? "circle" : named ? markers[0]! : ofSources[s]!,
    })),
    strategies: strategies.map((name, t) => ({ name, symbol: markers[t]! })),
  };
}

/** Legend entries that stand for all models of a source (by colour) and for all of a strategy (by marker). */
export function legendKeys(
  pretrained: readonly AccuracyPoint[],
  { sources, strategies }: Styles,
): Mark {
  const isShown = (of: typeof sourceOf, name: string) =>
    pretrained.some((model) => of(model) === name);
  const keys = [
    ...sources
      .filter(({ name }) => isShown(sourceOf, name))
      .map(({ name, colour, symbol }) =>
        key(shortLabel(name, LONGEST_NAME), colour, symbol, {
          legendgroup: label(name),
        }),
      ),
    ...strategies
      .filter(({ name }) => strategies.length > 1 && isShown(strategyOf, name))
      .map(({ name, symbol }) =>
        key(
          shortLabel(name || "(none)", LONGEST_NAME),
          INK.text,
          `${symbol}-open`,
        ),
      ),
  ];
  return { traces: gather(keys, "traces") };
}
