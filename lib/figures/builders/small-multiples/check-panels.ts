import { type PlotlyObject } from "../../figure";
import { requireFields, requireText } from "../../../files/arguments";
import { requireFigure } from "../../require-figure";
import { requireSome } from "../../frame";
import { legendEntryOf } from "./shared-legend";
import { type Panel, type SmallMultiplesOptions } from "./small-multiples-data";

/** Refuse panels that can't stand beside each other under one legend. */
export function checkPanels(
  panels: readonly Panel[],
  { shareX = true, shareY = true }: SmallMultiplesOptions,
): void {
  requireSome(panels, "The list of panels");
  for (const panel of panels) {
    requireFields("A panel", panel, "title", "figure");
    requireText("The title of a panel", panel.title);
    requireFigure(panel.figure, `Panel "${panel.title}"`);
  }
  checkKinds(panels);
  checkStyles(panels);
  checkColours(panels);
  if (shareX) checkNames(panels, "x");
  if (shareY) checkNames(panels, "y");
}

/** Refuse panels that give one value different colours: there is but one colour bar. */
function checkColours(panels: readonly Panel[]): void {
  const axes = panels.map(({ figure }) => figure.layout.coloraxis);
  const [first, ...others] = axes.map(colourKey);
  const odd = others.findIndex((key) => key !== first) + 1;
  if (odd === 0) return;
  throw new RangeError(
    `Panel "${panels[odd]!.title}" has colours ${ends(axes[odd])}, the first one ${ends(axes[0])}: give the figures of all panels one range and scale.`,
  );
}

const colourKey = (axis: unknown) => {
  const { cmin, cmax, colorscale } = (axis ?? {}) as PlotlyObject;
  return JSON.stringify([cmin, cmax, colorscale]);
};

const ends = (axis: unknown) => {
  if (!axis) return "of none";
  const { cmin, cmax } = axis as { cmin: number; cmax: number };
  return `from ${cmin} to ${cmax}`;
};

/** Refuse panels that have different names at one place of an axis that is labelled once. */
function checkNames(panels: readonly Panel[], which: "x" | "y"): void {
  const names = new Map<number, string>();
  for (const { title, figure } of panels) {
    if (figure.accuracyScales?.[which]) continue; // their ticks are laid anew
    const axis = figure.layout[`${which}axis`] as {
      tickvals?: readonly number[];
      ticktext?: readonly string[];
    };
    axis.ticktext?.forEach((name, i) => {
      const at = axis.tickvals![i]!;
      const first = names.get(at) ?? name;
      if (first !== name)
        throw new RangeError(
          `Panel "${title}" has "${name}" where one before it has "${first}": give both the same names in one order, or {share${which.toUpperCase()}: false}.`,
        );
      names.set(at, name);
    });
  }
}

/** Refuse panels that draw one name in different ways: there is but one legend. */
function checkStyles(panels: readonly Panel[]): void {
  const styles = new Map<string, string>();
  for (const { title, figure } of panels) {
    for (const trace of figure.data) {
      if (trace.showlegend === false) continue;
      const { line, marker } = trace as { [part: string]: PlotlyObject };
      // A marker may have a colour a point.
      const color = line?.color ?? marker?.color;
      const style = String(color).replace(/,[\d.]+\)$/, ")"); // of any opacity
      const entry = legendEntryOf(trace);
      if ((styles.get(entry) ?? style) !== style) {
        throw new RangeError(
          `"${trace.name}" is drawn differently in panel "${title}" than before. Name all series, sources and strategies in the options of each panel's figure, in one order, so that each keeps its colour.`,
        );
      }
      styles.set(entry, style);
    }
  }
}

function checkKinds(panels: readonly Panel[]): void {
  const { kind } = panels[0]!.figure;
  for (const { title, figure } of panels) {
    if (figure.kind !== kind) {
      throw new RangeError(
        `Panel "${title}" is of kind "${figure.kind}", the first one "${kind}": small multiples compare figures of one kind.`,
      );
    }
    if (figure.layout.yaxis2 || figure.layout.images || figure.frames) {
      throw new RangeError(
        `Panel "${title}" can't be a small multiple: ${figure.kind} has images, frames or axes of its own.`,
      );
    }
  }
}
