import { z } from "zod";
import { loadDataset } from "../data/dataset";
import type { LabelledImages } from "../images/labelled-images";
import { joinExamples, sampleExamples } from "../images/image-sets";
import { openFontFamilies } from "../data/natural/open-fonts";
import { orientImages } from "../images/orient-images";
import { paintImages } from "../images/paint-images";
import { renderSymbols } from "../data/natural/rendered-symbols";
import { sha256 } from "../files/verify";

/** A set of images to pre-train on, as plain data: the same description gives the same bytes. */
export interface PretrainingSetOptions {
  /** Images in all, spread evenly over the classes. Default 30,000. */
  count?: number;
  /** What is shown. Default: all three. */
  classes?: Partial<PretrainingClasses>;
  /** How it varies. Default: in all ways. */
  diversity?: Partial<PretrainingDiversity>;
  /** Print in every second font family alone, at even or odd positions of {@link openFontFamilies}, where fonts vary. Default: in all. */
  families?: "even" | "odd";
  /** "test": images of the same kind that "train" does not hold. Default "train". */
  split?: "train" | "test";
  /** Default 0. */
  seed?: number;
}

/** Kinds of classes, none of them Fashion-MNIST's. */
export interface PretrainingClasses {
  /** 37: the capitals, and the small letters that do not look like theirs. */
  letters: boolean;
  /** 13 signs such as "&" and "?". */
  symbols: boolean;
  /** The ten digits, handwritten: MNIST. */
  digits: boolean;
  /** The ten digits, printed: in place of handwritten ones. Default false. */
  print?: boolean;
}

/**
 * Ways in which images vary; each can be switched on and off without changing what
 * the others draw. All but fonts apply to each image with probability ½, so that a
 * diverse set holds what is plain as well.
 */
export interface PretrainingDiversity {
  /** Many font families instead of one. Without effect on digits. */
  fonts: boolean;
  /** Two colours of the image's own, uniform in the RGB cube, instead of white on black. */
  colours: boolean;
  /** A colour laid over the image, uniform in the RGB cube, with opacity uniform in [0, ½]. */
  tints: boolean;
  /** The image turned by an angle uniform in [0°, 360°), and mirrored with probability ½. */
  orientations: boolean;
  /** A pattern on figure and ground: stripes, checks, clouds or grain. */
  textures: boolean;
}

/** {@link PretrainingSetOptions} with nothing left out. */
export interface PretrainingSetDescription {
  count: number;
  classes: PretrainingClasses;
  diversity: PretrainingDiversity;
  families?: "even" | "odd";
  split: "train" | "test";
  seed: number;
}

/** Images to pre-train on. */
export interface PretrainingSet extends LabelledImages {
  /** What each label stands for. */
  classNames: string[];
  description: PretrainingSetDescription;
}

/** One letter a class; letters whose two cases differ in size alone are in as capitals only, as in EMNIST (Cohen et al. 2017). */
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt"];
/** No two that a turn or a mirror makes equal. */
const SYMBOLS = [..."&#$%@?!*+={[<"];
const DIGITS = [..."0123456789"];

/** The family where fonts do not vary. */
const PLAIN_FAMILY = "Varela";

const on = z.boolean().default(true);
const schema = z.strictObject({
  count: z.int().min(1).max(1_000_000).default(30_000),
  classes: z
    .strictObject({
      letters: on,
      symbols: on,
      digits: on,
      print: z.boolean().optional(),
    })
    .refine((classes) => Object.values(classes).some(Boolean), {
      message: "letters, symbols and digits are all switched off",
    })
    .refine(({ digits, print }) => !(digits && print), {
      message:
        "digits are either handwritten or printed: switch digits or print off",
    })
    .prefault({}),
  diversity: z
    .strictObject({
      fonts: on,
      colours: on,
      tints: on,
      orientations: on,
      textures: on,
    })
    .prefault({}),
  families: z.enum(["even", "odd"]).optional(),
  split: z.enum(["train", "test"]).default("train"),
  seed: z.int().default(0),
});

/**
 * Completes the description of a pre-training set with its defaults and checks it.
 *
 * @throws Error naming the field that is wrong, and its value.
 */
export function describePretrainingSet(
  options: PretrainingSetOptions = {},
): PretrainingSetDescription {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0];
  const value = path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown>)?.[key],
    options,
  );
  throw new Error(
    `Pre-training set: ${path.join(".") || "field"} is ${JSON.stringify(value)}: ${message}`,
  );
}

/** SHA-256 of a pre-training set's description: equal hashes, equal images. */
export function hashPretrainingSet(
  options: PretrainingSetOptions = {},
): string {
  const text = JSON.stringify(describePretrainingSet(options));
  return sha256(Buffer.from(`pretraining set 2 ${text}`));
}

/**
 * Makes a set of images to pre-train on: letters and symbols rendered in openly
 * licensed fonts and handwritten digits, 28×28 in colour, varied in the ways asked
 * for. It never holds an image or a class of Fashion-MNIST. Options that differ in
 * one diversity give the same images but for that diversity.
 *
 * @throws Error for a description that is none, or where fonts or MNIST cannot be had.
 * @example
 * const broad = pretrainingSet({ seed: 1 });
 * const upright = pretrainingSet({ seed: 1, diversity: { orientations: false } });
 */
export function pretrainingSet(
  options: PretrainingSetOptions = {},
): PretrainingSet {
  const description = describePretrainingSet(options);
  const { classes, count, diversity } = description;
  const symbols = [
    ...(classes.letters ? LETTERS : []),
    ...(classes.symbols ? SYMBOLS : []),
    ...(classes.print ? DIGITS : []),
  ];
  const classNames = [...symbols, ...(classes.digits ? DIGITS : [])];
  // The streams of the two splits must not meet.
  const seed = 2 * description.seed + (description.split === "test" ? 1 : 0);

  const digitCount = classes.digits
    ? Math.round((count * DIGITS.length) / classNames.length)
    : 0;
  const parts: LabelledImages[] = [];
  if (count > digitCount) {
    const families = diversity.fonts
      ? halfOf(openFontFamilies(), description.families)
      : openFontFamilies().filter(({ family }) => family === PLAIN_FAMILY);
    parts.push(
      renderSymbols(symbols, { count: count - digitCount, families, seed }),
    );
  }
  if (digitCount > 0) {
    parts.push(
      handwrittenDigits(digitCount, description.split, symbols.length, seed),
    );
  }
  const probability = 0.5;
  let set = shuffled(joinExamples(parts), seed);
  if (diversity.orientations) set = orientImages(set, { probability, seed });
  const { colours, textures, tints } = diversity;
  return {
    ...paintImages(set, { colours, textures, tints, probability, seed }),
    classNames,
    description,
  };
}

const halfOf = <T>(all: T[], half?: "even" | "odd"): T[] =>
  half ? all.filter((_, i) => (i % 2 === 0) === (half === "even")) : all;

function handwrittenDigits(
  count: number,
  split: "train" | "test",
  firstLabel: number,
  seed: number,
): LabelledImages {
  const all = loadDataset("mnist", { split });
  if (count > all.shape[0]) {
    throw new Error(
      `Pre-training set: needs ${count} digits, MNIST's split "${split}" has ${all.shape[0]}. Lower count, or switch classes.letters or classes.symbols on.`,
    );
  }
  const digits = sampleExamples(all, count, seed);
  return {
    ...digits,
    labels: digits.labels.map((label) => firstLabel + label),
  };
}

const shuffled = (set: LabelledImages, seed: number) =>
  sampleExamples(set, set.shape[0], seed);
