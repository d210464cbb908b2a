import assert from "node:assert/strict";
import {
  joinExamples,
  resizeImages,
  sampleExamples,
  takeExamples,
  toGrey,
  toRgb,
  type LabelledImages,
} from "../../lib/images";
import { orientImages } from "../../lib/images/orient-images";
import { paintImages } from "../../lib/images/paint-images";
import { mlp } from "../../lib/models";
import { combiningShifts, shiftFrom, shiftNames } from "../../lib/shifts";
import {
  joinDomains,
  knownMixture,
  measureShift,
  measureSupport,
  nearestExamples,
} from "../../lib/support";
import {
  evaluate,
  extractFeatures,
  keptFeatures,
  predictOutputs,
  trainNetwork,
} from "../../lib/training";
import { patchImages } from "./synthetic-images";

const good = patchImages(400, { channels: 1 });
const network = mlp({ imageShape: [8, 8, 1], classes: 4, widths: [3] });

/** Where pixels alone come in. */
const pixelDoors: Record<string, (set: LabelledImages) => unknown> = {
  toRgb,
  toGrey,
  orientImages,
  paintImages: (set) =>
    paintImages(set, { colours: true, textures: true, tints: true }),
  predictOutputs: (set) => predictOutputs(network, set),
  extractFeatures: (set) => extractFeatures(network, set),
  keptFeatures: (set) => keptFeatures(network, set),
};

/** Where images come in with their labels. */
const doors: Record<string, (set: LabelledImages) => unknown> = {
  takeExamples: (set) => takeExamples(set, [1]),
  resizeImages: (set) => resizeImages(set, 4),
  joinExamples: (set) => joinExamples([set, good]),
  "joinExamples, later": (set) => joinExamples([good, set]),
  sampleExamples: (set) => sampleExamples(set, 2, 1),
  trainNetwork: (set) => trainNetwork(network, set, { epochs: 1 }),
  "trainNetwork, evaluating": (set) =>
    trainNetwork(network, good, { epochs: 1 }, { evaluate: { set } }),
  evaluate: (set) => evaluate(network, set),
  "joinDomains, reference": (set) => joinDomains(set, good),
  "joinDomains, shifted": (set) => joinDomains(good, set),
  nearestExamples: (set) => nearestExamples(set, good),
  "nearestExamples, others": (set) => nearestExamples(good, set),
  "knownMixture, base": (set) =>
    knownMixture(set, good, { share: 0.5, count: 2 }),
  "knownMixture, new images": (set) =>
    knownMixture(good, set, { share: 0.5, count: 2 }),
  measureSupport: (set) => measureSupport(good, set),
  measureShift: (set) => measureShift(shiftFrom({ name: "noise" }), set),
};
for (const name of shiftNames.filter(
  (each) => !combiningShifts.includes(each),
)) {
  doors[`${name}, shifted`] = (set) => shiftFrom({ name }).shifted(set);
}

const scaled = Float32Array.from(good.images, (value) => value / 255);
const labelled = (labels: ArrayLike<number>) =>
  ({ ...good, labels }) as LabelledImages;
const floats = (value: number) => {
  const labels = Float32Array.from(good.labels);
  labels[7] = value;
  return labelled(labels);
};

const wrongPixels: [string, Partial<LabelledImages>, RegExp][] = [
  [
    "pixels scaled to 0…1",
    { images: scaled as never },
    /pixel value \d+ is 0\.\d+\. .*Of values from 0 to 1: .*255 \* value/,
  ],
  [
    "scaled pixels cut to bytes",
    { images: Uint8Array.from(good.images, (value) => value & 1) },
    /no pixel value is above 1, of 255: .* Multiply by 255/,
  ],
  ["missing pixels", { images: good.images.subarray(1) }, /25599 pixel values/],
];
const wrongLabels: [string, LabelledImages, RegExp][] = [
  ["a label −1", floats(-1), /label 7 is -1\. Labels are class numbers/],
  ["a label 2.5", floats(2.5), /label 7 is 2\.5\. Labels are class numbers/],
  ["a label NaN", floats(NaN), /label 7 is NaN\. Labels are class numbers/],
  ["one label for all", labelled(Uint8Array.of(0)), /1 labels for 400 images/],
  [
    "a label beyond the names",
    { ...good, classNames: ["a", "b", "c"] },
    /label 3 is 3, expected 0 to 2 \(3 classes\)/,
  ],
];

describe("every door that images come in by", () => {
  after(() => network.dispose());

  const refuses = (
    name: string,
    door: (set: LabelledImages) => unknown,
    wrong: [string, LabelledImages, RegExp][],
  ) => {
    for (const [what, set, message] of wrong) {
      it(`${name} refuses ${what}`, async () => {
        await assert.rejects(async () => await door(set), message);
      });
    }
  };
  const withPixels = wrongPixels.map(
    ([what, pixels, message]): [string, LabelledImages, RegExp] => [
      what,
      { ...good, ...pixels },
      message,
    ],
  );
  for (const [name, door] of Object.entries(pixelDoors)) {
    refuses(name, door, withPixels);
  }
  for (const [name, door] of Object.entries(doors)) {
    refuses(name, door, [...withPixels, ...wrongLabels]);
  }
});
