import { optionChecker } from "../files";
import { seed, share } from "../files/option-kinds";
import {
  joinExamples,
  takeExamples,
  withAttribute,
  type LabelledImages,
} from "../images";
import { randomStream } from "../numerics";
import type { Shift } from "./shift";

const checkOptions = optionChecker<{ share?: number; seed?: number }>(
  "partly",
  { share, seed },
);

/**
 * A shift that only some of the shifted images undergo, drawn at random; the others are as in the reference set. The attribute called as the shift is 1 for
 * those that undergo it, else 0; of what the shift itself draws, those attributes are kept that reference images have, too.
 *
 * @param options.share of the images that undergo it, in [0, 1]. Default 0.5.
 * @param options.seed of which do. Default: the shift's.
 * @throws RangeError for a share outside [0, 1], or a shift that leaves examples out.
 * @example
 * // Four kinds of images: the colour misleads or not, turned or not.
 * compose(partly(spuriousTint({ strength: 0.7 })), partly(unseenRotation()));
 */
export function partly(
  shift: Shift,
  options: { share?: number; seed?: number } = {},
): Shift {
  checkOptions(options);
  const { share = 0.5, seed = shift.seed } = options;
  if (shift.selects) {
    throw new RangeError(
      `partly got the shift "${shift.name}", which leaves examples out; it takes shifts that change each image.`,
    );
  }
  return {
    name: `partly ${shift.name}`,
    kind: shift.kind,
    seed,
    description: `${shift.description} Of the shifted images, a share of ${share} is so, drawn at random; the others are as in the reference set.`,
    reference: (set) => shift.reference(set),
    shifted: (set) => mixed(set, shift, share, seed),
    ...(shift.spec && {
      spec: { name: "partly", shift: shift.spec, share, seed },
    }),
  };
}

function mixed(
  set: LabelledImages,
  shift: Shift,
  share: number,
  seed: number,
): LabelledImages {
  const count = set.shape[0];
  const random = randomStream(seed, `which undergo ${shift.name}`);
  const hit = Uint8Array.from({ length: count }, () =>
    Number(random.uniform() < share),
  );
  const both = joinExamples([shift.reference(set), shift.shifted(set)]);
  const chosen = takeExamples(
    both,
    Array.from(hit, (one, i) => one * count + i),
  );
  const { classNames, groups } = set;
  return withAttribute(
    { ...chosen, ...(classNames && { classNames }), ...(groups && { groups }) },
    shift.name,
    hit,
  );
}
