import { INK, PALETTE, SUPPORT } from "./colours";
import { cycle, SYMBOLS } from "./cycles";

/** A name without case, spaces and signs, so that "LP-FT", "lp-ft" and "Lp ft" are one. */
const key = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");

const byName = (entries: { [value: string]: readonly string[] }) =>
  new Map(
    Object.entries(entries).flatMap(([value, names]) =>
      names.map((name) => [key(name), value] as const),
    ),
  );

const [lite0, lite1, lite2, broad, plain, letters, lettersPlain] =
  PALETTE as unknown as readonly [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];

/**
 * What has its own colour in every figure: from scratch, the two kinds of shift, the pre-training sources of the studies, and the
 * initialisations of the theory, which no figure shows together with those.
 */
const COLOURS = byName({
  [INK.baseline]: ["from scratch", "scratch", "none", "from zeros"],
  [SUPPORT.in]: ["in support", "in", "within the span"],
  [SUPPORT.out]: ["out of support", "out", "outside the span"],
  [lite0]: ["imagenet", "lite0", "imagenet lite0", "efficientnet-lite0"],
  [lite1]: ["lite1", "imagenet lite1", "efficientnet-lite1"],
  [lite2]: ["lite2", "imagenet lite2", "efficientnet-lite2"],
  [broad]: ["broad", "own broad", "from bad weights"],
  [plain]: ["plain", "own plain", "from good weights"],
  [letters]: ["letters"],
  [lettersPlain]: ["letters-plain"],
});

/** What has its own marker in every figure: the ways to adapt a network. The circle is the baselines'. */
const METHODS = byName({
  circle: ["from scratch", "scratch"],
  square: ["full", "FT", "fine-tuning"],
  diamond: ["lp-ft"],
  "triangle-up": ["linear probe", "LP"],
  cross: ["class-means", "ZS-FT"],
  star: ["last-blocks"],
  "triangle-down": ["wise-ft"],
  x: ["dfr", "deep feature reweighting"],
  pentagon: ["group-dro"],
  hexagram: ["soup", "model soup"],
  hourglass: ["ewc"],
  bowtie: ["lwf"],
  "diamond-tall": ["lora"],
});

/** Values by name: fixed ones for known names, for the others in order what no known name of the list takes. */
function assign(
  names: readonly string[],
  fixed: ReadonlyMap<string, string>,
  free: readonly string[],
): string[] {
  const taken = new Set(names.map((name) => fixed.get(key(name))));
  const left = free.filter((value) => !taken.has(value));
  const rest = left.length > 0 ? left : free;
  const others = names.filter((name) => !fixed.has(key(name)));
  return names.map(
    (name) => fixed.get(key(name)) ?? cycle(rest, others.indexOf(name)),
  );
}

/**
 * The colour of each category: from scratch grey, in support orange, out of support blue, each known pre-training source its own; other
 * names take the rest of the palette in order.
 */
export const coloursOf = (names: readonly string[]): string[] =>
  assign(names, COLOURS, PALETTE);

/** The colour that a name has in every figure; none where it has none of its own. */
export const knownColour = (name: string): string | undefined =>
  COLOURS.get(key(name));

/** The marker of each method; names that are no method take the rest in order. The circle is left to baselines. */
export const markersOf = (methods: readonly string[]): string[] =>
  assign(methods, METHODS, SYMBOLS.slice(1));
