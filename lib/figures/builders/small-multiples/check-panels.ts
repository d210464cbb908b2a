import { type PlotlyObject } from "../../figure";
import { requireFields, requireText } from "../../../files/arguments";
import { requireFigure } from "../../require-figure";
import { requireSome } from "../../frame";
import { legendEntryOf } from "./shared-legend";
import { type Panel } from "./small-multiples-data";

/** Refuse panels that can't stand beside each other under one legend. */
export function checkPanels(panels: readonly Panel[]): void {
  requireSome(panels, "The list of panels");
  for (const panel of panels) {
    requireFields("A panel", panel, "title", "figure");
    requireText("The title of a panel", panel.title);
    requireFigure(panel.figure, `Panel "${panel.title}"`);
  }
  checkKinds(panels);
  checkStyles(panels);
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
