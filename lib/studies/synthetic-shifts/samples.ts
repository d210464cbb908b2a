import { loadDataset } from "../../data";
import { takeExamples, type LabelledImages } from "../../images";
import { shiftFrom, type ShiftSpec } from "../../shifts";
import { inSupport, naturalSets, outOfSupport } from "./plan";

/** A row of photographs with a word under each, as `imageGrid` takes it. */
export interface SampleRow extends LabelledImages {
  label: string;
  captions: string[];
}

/** Examples of the shifts in support that change pixels: how many of the reference set, and of the shifted one. */
const EXAMPLES = 4;

/**
 * What the study's shifts look like: one photograph under each shift out of support, one drawing of either kind, and for the shifts in support
 * that change pixels a row of the reference set beside the shifted one. No photograph is shown twice in a row.
 *
 * @param seed of the choice of photographs and of what the shifts draw.
 */
export function shiftSamples(seed: number): {
  inSupport: SampleRow[];
  outOfSupport: SampleRow;
} {
  const photographs = loadDataset("cifar10", { split: "test" });
  const at = (i: number) => takeExamples(photographs, [101 * seed + 7 * i]);
  const seeded = (spec: ShiftSpec) => shiftFrom({ seed, ...spec });
  const changed = Object.entries(outOfSupport).map(([name, spec], i) => ({
    name,
    set: seeded(spec).shifted(at(i)),
  }));
  const drawn = naturalSets.map((name, i) => ({
    name: name
      .replace("drawings-in-colour", "colour drawing")
      .replace("drawings-line-art", "line art"),
    set: takeExamples(loadDataset(name, { split: "test" }), [37 * (seed + i)]),
  }));
  return {
    inSupport: ["spurious tint", "spurious patch"].map((name) =>
      bothSides(name, seeded(inSupport[name]), photographs, seed),
    ),
    outOfSupport: row(
      "Out of support: each shows something new",
      [...changed, ...drawn].map(({ set }) => set),
      [...changed, ...drawn].map(({ name }) => name),
    ),
  };
}

/**
 * Some of one class in the reference set, and others of it in the shifted one, in about the shares that the shift makes at p = 0.5: half of the former show
 * the cue of their own class, the latter that of others.
 */
function bothSides(
  name: string,
  shift: ReturnType<typeof shiftFrom>,
  photographs: LabelledImages,
  seed: number,
): SampleRow {
  const label = seed % 10;
  const ofClass = [...photographs.labels.keys()]
    .filter((i) => photographs.labels[i] === label)
    .slice(0, 12 * EXAMPLES);
  // Whether an example is spurious is drawn by its place, so more are made than shown.
  const made = takeExamples(photographs, ofClass);
  const [reference, shifted] = [shift.reference(made), shift.shifted(made)];
  const showing = (set: LabelledImages, isOwn: boolean) => {
    const [shown] = Object.values(set.attributes ?? {});
    return [...made.labels.keys()].filter(
      (i) => (shown[i] === label) === isOwn,
    );
  };
  const own = showing(reference, true).slice(0, EXAMPLES / 2);
  const other = showing(reference, false).slice(0, EXAMPLES / 2);
  const cue = name.replace("spurious ", "");
  const left = [...own, ...other];
  const right = showing(shifted, false)
    .filter((i) => !left.includes(i))
    .slice(0, EXAMPLES);
  return row(
    `In support, ${name}: one class; the first ${left.length} of the reference set, the others of the shifted one`,
    [takeExamples(reference, left), takeExamples(shifted, right)],
    [
      ...own.map(() => `own ${cue}`),
      ...[...other, ...right].map(() => `other ${cue}`),
    ],
  );
}

function row(
  label: string,
  sets: LabelledImages[],
  captions: string[],
): SampleRow {
  const images = sets.map((set) => set.images);
  const size = images[0].length / sets[0].shape[0];
  const joined = new Uint8Array(captions.length * size);
  let offset = 0;
  for (const part of images) {
    joined.set(part, offset);
    offset += part.length;
  }
  const [, height, width, channels] = sets[0].shape;
  return {
    label,
    captions,
    images: joined,
    labels: Uint8Array.from(sets.flatMap((set) => [...set.labels])),
    shape: [captions.length, height, width, channels],
  };
}
