import { type PlotlyObject } from "../plotly-object";
import { anywhere, besideLine, type Candidate } from "./candidates";
import { type Plot, type Point, toPixels } from "./plot";
import { overlap, type Rectangle } from "./rectangle";

/** Something drawn that words keep off. */
export interface Obstacle {
  /** Places, or the corners of a line where they are joined. */
  points: readonly Point[];
  joined: boolean;
  /** How bad it is to stand on it: what shows data weighs more than what explains them. */
  weight: number;
}

/** Weights of obstacles: words stand on none where they can, else on the lightest. */
export const WEIGHT = { data: 1000, diagonal: 100, line: 15 };

/** Words with no place of their own. */
export interface FloatingWord {
  /** Says which annotation of the layout it is. */
  name: string;
  /** Text and style. */
  annotation: PlotlyObject;
  /** About how large it is, in pixels. */
  size: { width: number; height: number };
  /** Ends of the line that it belongs to, beside which it stands; without them it stands in a corner, or where there is room. */
  beside?: readonly [Point, Point];
}

/** Pixels between samples of a line, and of free space around words. */
const STEP = 3;
const MARGIN = 4;
/** How bad it is to stand on words. */
const ON_WORDS = 1e6;

/**
 * Give words their places: each where it covers least of what is drawn and of the words placed before it; of equally good places the one
 * preferred, a corner for a box. Words that belong to a line which does not cross the plot are left out; a box that would cover data
 * wherever it stood goes above the frame.
 *
 * @returns annotations, in order, and the height in pixels that they take above the frame.
 */
export function placeWords(
  words: readonly FloatingWord[],
  obstacles: readonly Obstacle[],
  plot: Plot,
): { annotations: PlotlyObject[]; above: number } {
  const drawn = obstacles.map(({ points, joined, weight }) => {
    const at = points.map((point) => toPixels(point, plot));
    return { weight, at: joined ? sampled(at, plot) : at };
  });
  const taken: Rectangle[] = [];
  let above = 0;
  const annotations = words.flatMap(({ name, annotation, size, beside }) => {
    const candidates = beside
      ? besideLine(beside, size, plot)
      : anywhere(size, plot);
    const best = cheapest(candidates, ({ rectangle }) =>
      drawn.reduce(
        (sum, { weight, at }) => sum + weight * countWithin(at, rectangle),
        ON_WORDS * taken.filter((each) => overlap(each, rectangle)).length,
      ),
    );
    if (!best) return [];
    const word = { ...annotation, name, showarrow: false };
    if (!beside && best.cost >= WEIGHT.data) {
      above += size.height;
      return [{ ...word, ...ABOVE }];
    }
    taken.push(best.rectangle);
    return [{ ...word, ...best.attributes }];
  });
  return { annotations, above };
}

/** A box above the frame needs no border. */
const ABOVE = {
  xref: "paper",
  yref: "paper",
  x: 0.5,
  y: 1,
  xanchor: "center",
  yanchor: "bottom",
  align: "center",
  borderwidth: 0,
};

/** The candidate that costs least, the first of equals, and what it costs. */
function cheapest(
  candidates: readonly Candidate[],
  costOf: (candidate: Candidate) => number,
): (Candidate & { cost: number }) | undefined {
  let best: (Candidate & { cost: number }) | undefined;
  for (const candidate of candidates) {
    const cost = costOf(candidate);
    if (best && cost >= best.cost) continue;
    best = { ...candidate, cost };
    if (cost === 0) break;
  }
  return best;
}

/** Points along a line, close enough that no words fit between them. */
function sampled(corners: readonly Point[], plot: Plot): Point[] {
  const most = 2 * Math.hypot(plot.width, plot.height);
  return corners.slice(1).flatMap((to, i) => {
    const from = corners[i]!;
    const length = Math.min(most, Math.hypot(to[0] - from[0], to[1] - from[1]));
    const steps = Math.max(1, Math.ceil(length / STEP));
    return Array.from({ length: steps + 1 }, (_, k): Point => [
      from[0] + ((to[0] - from[0]) * k) / steps,
      from[1] + ((to[1] - from[1]) * k) / steps,
    ]);
  });
}

const countWithin = (points: readonly Point[], box: Rectangle): number =>
  points.filter(
    ([x, y]) =>
      x > box.left - MARGIN &&
      x < box.right + MARGIN &&
      y > box.bottom - MARGIN &&
      y < box.top + MARGIN,
  ).length;
