import { z } from "zod";
import { nearestName } from "../files";
import { backgroundTexture } from "./background-texture";
import { blur } from "./blur";
import { compose } from "./compose";
import { grey } from "./grey";
import { invertedContrast } from "./inverted-contrast";
import { labelShift } from "./label-shift";
import { minoritySubgroup } from "./minority-subgroup";
import { noise } from "./noise";
import { partly } from "./partly";
import { posterise } from "./posterise";
import { renditions } from "./renditions";
import type { Shift, ShiftSpec } from "./shift";
import { sketch } from "./sketch";
import { spuriousPatch } from "./spurious-patch";
import { spuriousTint, unseenTint } from "./tint";
import { unseenRotation } from "./unseen-rotation";
import { verticalFlip } from "./vertical-flip";

const number = z.number().optional();
const seed = z.int().optional();
const strengthAndSeed = z.strictObject({ strength: number, seed });

/** How the shift of one name is made from options that are not known to be any. */
const maker =
  <T>(schema: z.ZodType<T>, make: (options: T) => Shift) =>
  (options: unknown, name: string): Shift => {
    const parsed = schema.safeParse(options);
    if (parsed.success) return make(parsed.data);
    const { path, message } = parsed.error.issues[0];
    throw new Error(
      `Shift "${name}": ${path.join(".") || "options"}: ${message} (given: ${JSON.stringify(options)}).`,
    );
  };

const makers: Record<string, ReturnType<typeof maker>> = {
  "spurious tint": maker(
    z.strictObject({
      strength: number,
      opacity: number,
      classes: number,
      seed,
    }),
    spuriousTint,
  ),
  "spurious patch": maker(
    z.strictObject({
      strength: number,
      cue: z.enum(["position", "grey level"]).optional(),
      classes: number,
      seed,
    }),
    spuriousPatch,
  ),
  "label shift": maker(
    z.strictObject({
      strength: number,
      classes: number,
      preferred: z.array(z.number()).optional(),
      seed,
    }),
    labelShift,
  ),
  "minority subgroup": maker(
    z.strictObject({
      strength: number,
      attribute: z.enum(["upside down", "mirrored", "darkened"]).optional(),
      seed,
    }),
    minoritySubgroup,
  ),
  "unseen tint": maker(
    z.strictObject({ opacity: number, classes: number, seed }),
    unseenTint,
  ),
  "vertical flip": maker(strengthAndSeed, verticalFlip),
  "unseen rotation": maker(strengthAndSeed, unseenRotation),
  blur: maker(strengthAndSeed, blur),
  noise: maker(strengthAndSeed, noise),
  "inverted contrast": maker(strengthAndSeed, invertedContrast),
  grey: maker(strengthAndSeed, grey),
  "background texture": maker(strengthAndSeed, backgroundTexture),
  posterise: maker(strengthAndSeed, posterise),
  sketch: maker(strengthAndSeed, sketch),
  renditions: maker(
    z.strictObject({
      shifts: z.array(z.looseObject({ name: z.string() })),
      seed,
    }),
    ({ shifts, ...options }) => renditions(shifts.map(shiftFrom), options),
  ),
  partly: maker(
    z.strictObject({
      shift: z.looseObject({ name: z.string() }),
      share: number,
      seed,
    }),
    ({ shift, ...options }) => partly(shiftFrom(shift), options),
  ),
  compose: maker(
    z.strictObject({ shifts: z.array(z.looseObject({ name: z.string() })) }),
    ({ shifts }) => compose(...shifts.map(shiftFrom)),
  ),
};

/** Names that {@link shiftFrom} knows: in-support shifts first, "renditions", "partly" and "compose", which take others, last. */
export const shiftNames: readonly string[] = Object.keys(makers);

/** Those of {@link shiftNames} that are made of other shifts. */
export const combiningShifts: readonly string[] = [
  "renditions",
  "partly",
  "compose",
];

/**
 * Makes a shift from plain data: its name, and options as the function of that
 * name takes them. A shift's `spec` gives it back.
 *
 * @throws Error for an unknown name (with the nearest known one) or an option that there is not or of the wrong type.
 * @throws RangeError for values that the shift refuses.
 * @example
 * shiftFrom({ name: "spurious tint", strength: 0.8, seed: 1 });
 * shiftFrom({ name: "compose", shifts: [{ name: "noise" }, { name: "vertical flip" }] });
 */
export function shiftFrom({
  name,
  ...options
}: {
  name: string;
  [option: string]: unknown;
}): Shift {
  if (!Object.hasOwn(makers, name)) {
    throw new Error(
      `There is no shift "${name}". ${nearestName(String(name), shiftNames)}`,
    );
  }
  return makers[name](options, name);
}

/**
 * Completes a shift given as plain data with all defaults, so that equal shifts
 * have equal data, and checks it.
 *
 * @throws Error or RangeError as {@link shiftFrom}.
 */
export function describeShift(spec: {
  name: string;
  [option: string]: unknown;
}): ShiftSpec {
  return shiftFrom(spec).spec!;
}
