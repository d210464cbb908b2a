import { optionChecker } from "../files";
import { flag, seed, share } from "../files/option-kinds";
import { randomStream, type RandomStream } from "../numerics";
import { requirePixels, type LabelledImages } from "./labelled-images";

/** Options of {@link paintImages}. */
export interface PaintOptions {
  /** Two colours of its own for each image, uniform in the RGB cube; without, white on black. */
  colours: boolean;
  /** A pattern on figure and ground: stripes, checks, clouds or grain. */
  textures: boolean;
  /** A colour laid over each image, with opacity uniform in [0, ½]. */
  tints: boolean;
  /** Probability of each of these for each image. Default 1. */
  probability?: number;
  /** Default 0. */
  seed?: number;
}

type Colour = [number, number, number];

const checkOptions = optionChecker<PaintOptions>("paintImages", {
  colours: flag,
  textures: flag,
  tints: flag,
  probability: share,
  seed,
});

/**
 * Paints grey images, as masks of figure (white) on ground (black), in colour.
 * Each of the three ways draws from a stream of its own: switching one on or off
 * leaves the others' colours and patterns as they are.
 *
 * @param set with one channel.
 * @throws RangeError for images with other than one channel.
 */
export function paintImages(
  set: LabelledImages,
  options: PaintOptions,
): LabelledImages {
  requirePixels(set, "The images to paint");
  checkOptions(options);
  const { colours, textures, tints, probability = 1, seed = 0 } = options;
  const [count, height, width, channels] = set.shape;
  if (channels !== 1) {
    throw new RangeError(
      `Only images with 1 channel can be painted, these have ${channels}.`,
    );
  }
  const colourStream = randomStream(seed, "colours of figure and ground");
  const patternStream = randomStream(seed, "patterns");
  const tintStream = randomStream(seed, "tints");
  const images = new Uint8Array(count * height * width * 3);
  for (let i = 0; i < count; i++) {
    const coloured = colours && colourStream.uniform() < probability;
    const textured = textures && patternStream.uniform() < probability;
    const tinted = tints && tintStream.uniform() < probability;
    const [ground, figure] = [black, white].map((plain) => {
      const colour = coloured ? anyColour(colourStream) : plain;
      const ink = fill(colour, height * width);
      if (textured) addPattern(ink, coloured, patternStream, height, width);
      return ink;
    });
    const tint = tinted ? anyColour(tintStream) : black;
    const opacity = tinted ? tintStream.uniform() / 2 : 0;
    const mask = set.images.subarray(i * height * width);
    const first = 3 * i * height * width;
    for (let k = 0; k < ground.length; k++) {
      const share = mask[Math.floor(k / 3)] / 255;
      const painted = ground[k] + share * (figure[k] - ground[k]);
      images[first + k] = Math.round(
        painted + opacity * (tint[k % 3] - painted),
      );
    }
  }
  return { ...set, images, shape: [count, height, width, 3] };
}

const black: Colour = [0, 0, 0];
const white: Colour = [255, 255, 255];

const mix = (a: number, b: number, share: number) => a + share * (b - a);

const anyColour = (random: RandomStream): Colour => [
  255 * random.uniform(),
  255 * random.uniform(),
  255 * random.uniform(),
];

/** An image all in one colour. */
function fill(colour: Colour, pixels: number): Float64Array {
  const ink = new Float64Array(3 * pixels);
  for (let k = 0; k < ink.length; k++) ink[k] = colour[k % 3];
  return ink;
}

/** Moves an ink towards another colour or grey, by at most 0.7 of the way, in a pattern. */
function addPattern(
  ink: Float64Array,
  inColour: boolean,
  random: RandomStream,
  height: number,
  width: number,
): void {
  const hue = anyColour(random);
  const strength = 0.7 * random.uniform();
  const draw = patterns[random.integer(patterns.length)];
  const pattern = draw(random, height, width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const share = strength * pattern(y, x);
      for (let c = 0; c < 3; c++) {
        const k = 3 * (y * width + x) + c;
        ink[k] = mix(ink[k], hue[inColour ? c : 0], share);
      }
    }
  }
}

/** Values in [0, 1] by row and column. */
type Pattern = (
  random: RandomStream,
  height: number,
  width: number,
) => (y: number, x: number) => number;

const patterns: Pattern[] = [stripes, checks, clouds, grain];

/** Waves in one direction, 3 to 12 pixels long. */
function stripes(random: RandomStream) {
  const angle = Math.PI * random.uniform();
  const frequency = (2 * Math.PI) / (3 + 9 * random.uniform());
  const phase = 2 * Math.PI * random.uniform();
  const [across, down] = [Math.cos(angle), Math.sin(angle)];
  return (y: number, x: number) =>
    (1 + Math.sin(frequency * (across * x + down * y) + phase)) / 2;
}

/** Squares of 2 to 6 pixels. */
function checks(random: RandomStream) {
  const side = 2 + random.integer(5);
  const [down, right] = [random.integer(side), random.integer(side)];
  return (y: number, x: number) =>
    (Math.floor((y + down) / side) + Math.floor((x + right) / side)) % 2;
}

/** Random values on a coarse grid, smooth between. */
function clouds(random: RandomStream, height: number, width: number) {
  const cells = 3 + random.integer(4);
  const grid = Float64Array.from({ length: (cells + 1) ** 2 }, () =>
    random.uniform(),
  );
  return (y: number, x: number) => {
    const [v, u] = [(cells * y) / height, (cells * x) / width];
    const [top, left] = [Math.floor(v), Math.floor(u)];
    const at = (row: number) => {
      const start = row * (cells + 1) + left;
      return mix(grid[start], grid[start + 1], u - left);
    };
    return mix(at(top), at(top + 1), v - top);
  };
}

/** Each pixel a value of its own. */
function grain(random: RandomStream, height: number, width: number) {
  const values = Float64Array.from({ length: height * width }, () =>
    random.uniform(),
  );
  return (y: number, x: number) => values[y * width + x];
}
