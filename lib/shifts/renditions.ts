import { optionChecker } from "../files";
import { seed } from "../files/option-kinds";
import {
  joinExamples,
  takeExamples,
  toRgb,
  withAttribute,
  type LabelledImages,
} from "../images";
import { randomStream } from "../numerics";
import { requireShift } from "./require-shift";
import type { Shift } from "./shift";

const checkOptions = optionChecker<{ seed?: number }>("renditions", { seed });

/**
 * A varied reference set, in support: each of its images is as it is or undergoes one of some shifts, each with the same probability; shifted images
 * are all as they are. The attribute "rendition" says which a reference image is: 0 as it is, 1 and up the shift's place. What the shifts
 * themselves draw is not kept.
 *
 * @param shifts one or more, of which none leaves examples out.
 * @param options.seed of which image undergoes which. Default 0.
 * @throws RangeError for no shift, or one that leaves examples out.
 * @example
 * const varied = renditions([verticalFlip(), posterise()], { seed: 1 }).reference(photographs);
 */
export function renditions(
  shifts: readonly Shift[],
  options: { seed?: number } = {},
): Shift {
  checkOptions(options);
  const { seed = 0 } = options;
  if (shifts.length === 0)
    throw new RangeError("renditions got no shift; give it at least one.");
  for (const shift of shifts) {
    requireShift(shift, "renditions");
    if (shift.selects)
      throw new RangeError(
        `renditions got the shift "${shift.name}", which leaves examples out; it takes shifts that change each image.`,
      );
  }
  const specs = shifts.flatMap(({ spec }) => spec ?? []);
  const names = shifts.map(({ name }) => name).join(", ");
  return {
    name: "renditions",
    kind: "in-support",
    seed,
    description: `Reference images are as they are or undergo one of: ${names}; shifted images are as they are.`,
    reference: (set) => rendered(set, shifts, seed),
    shifted: toRgb,
    ...(specs.length === shifts.length && {
      spec: { name: "renditions", shifts: specs, seed },
    }),
  };
}

function rendered(
  set: LabelledImages,
  shifts: readonly Shift[],
  seed: number,
): LabelledImages {
  const random = randomStream(seed, "rendition of each example");
  const which = Uint8Array.from({ length: set.shape[0] }, () =>
    random.integer(shifts.length + 1),
  );
  const places = Array.from(which.keys());
  const members = [0, ...shifts.keys()].map((_, k) =>
    places.filter((i) => which[i] === k),
  );
  const parts = members.map((rows, k) => {
    const part = toRgb(takeExamples(set, rows));
    return k === 0 ? part : shifts[k - 1].shifted(part);
  });
  const order = new Int32Array(which.length);
  members.flat().forEach((i, place) => {
    order[i] = place;
  });
  const { classNames, groups } = set;
  return withAttribute(
    {
      ...takeExamples(joinExamples(parts), order),
      ...(classNames && { classNames }),
      ...(groups && { groups }),
    },
    "rendition",
    which,
  );
}
