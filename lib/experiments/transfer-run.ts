import { datasetHash } from "../data/dataset-hash";
import { joinExamples, takeExamples, type LabelledImages } from "../images";
import { randomStream } from "../numerics";
import type {
  Artefacts,
  EvaluationRow,
  RunKind,
  RunSpec,
} from "../runs/run-kind";
import { shiftFrom, type ShiftSpec } from "../shifts";
import { completeRecipe } from "../training/recipe";
import { imagesOfClasses } from "./class-sets";
import { lastWeights } from "./last-weights";
import { networks } from "./lazy-libraries";
import { momentOf, notedFineTuning } from "./noted-fine-tuning";
import { pretrainingImages } from "./pretrain-run";
import { shapeOf } from "./task";
import { testedRow } from "./tested-row";
import { completeTransfer, type TransferSpec } from "./transfer-spec";

/**
 * A run that trains a network on some classes of a registered set, from scratch or from the weights of a pretrain run, with pre-training images shown
 * again or not, and tests it at each moment on reference test images ("reference") and under each shift, by its answers among the task's classes.
 */
export const transferRun: RunKind = {
  name: "transfer",
  usesTensorFlow: true,
  complete: (given) => completeTransfer(given) as unknown as RunSpec,
  inputs: (spec) => ({
    data: datasetHash((spec as unknown as TransferSpec).data),
  }),
  needs(spec) {
    const { of, replay } = spec as unknown as TransferSpec;
    if (!of) return [];
    const scored = replay > 0 && of.difficulty ? [of.difficulty.of] : [];
    return [of, ...scored] as unknown as RunSpec[];
  },
  async execute(given, context) {
    const spec = given as unknown as TransferSpec;
    const started = performance.now();
    const set = shownImages(spec, context.artefacts);
    const { classes, of, replay, recipe, moments, seed } = spec;
    const replayed = replay > 0 ? of!.classes.length : 0;
    const network = makeNetwork(spec, classes.length + replayed);
    try {
      if (of) {
        const { HEAD, setWeights } = networks();
        const { weights } = lastWeights(of, context.artefacts);
        setWeights(network, weights, { except: HEAD });
      }
      const { weights } = await notedFineTuning(
        network,
        set,
        {
          started,
          strategy: of ? "full" : "from-scratch",
          recipe: completeRecipe(recipe),
          seed,
          every: moments,
          keepWeights: true,
        },
        context,
      );
      return { rows: testedRows(spec, weights, started) };
    } finally {
      network.dispose();
    }
  },
};

const makeNetwork = ({ model, data, seed }: TransferSpec, classes: number) =>
  networks().makeModel(model, {
    imageShape: shapeOf(data).imageShape,
    classes,
    seed,
  });

/** The task's images as the reference distribution shows them, with pre-training images of further classes where these are replayed. */
function shownImages(
  spec: TransferSpec,
  artefacts: (needed: RunSpec) => Artefacts,
): LabelledImages {
  const { of, replay, reference, seed, classes } = spec;
  const task = asReference(imagesOfClasses("train", spec), reference);
  if (!of || replay === 0) return task;
  const { set } = pretrainingImages(of, artefacts);
  const count = Math.round(replay * spec.count);
  const order = randomStream(seed, "replayed images").permutation(set.shape[0]);
  const replayed = takeExamples(set, order.subarray(0, count));
  const labels = replayed.labels.map((label) => classes.length + label);
  return joinExamples([task, { ...replayed, labels }]);
}

const asReference = (set: LabelledImages, reference: ShiftSpec | null) =>
  reference ? shiftFrom(reference).reference(set) : set;

function testedRows(
  spec: TransferSpec,
  weights: Artefacts,
  started: number,
): EvaluationRow[] {
  const { classes, reference, met, test } = spec;
  const { decodeWeights, firstClasses, setWeights } = networks();
  const images = imagesOfClasses("test", { ...spec, count: test });
  const sets = {
    reference: asReference(images, reference),
    ...Object.fromEntries(
      Object.entries(met).map(([name, shift]) => [
        name,
        shiftFrom(shift).shifted(images),
      ]),
    ),
  };
  const network = makeNetwork(spec, classes.length);
  try {
    return Object.entries(weights).flatMap(([name, bytes]) => {
      const { weights } = decodeWeights(Buffer.from(bytes), name);
      setWeights(network, firstClasses(weights, classes.length));
      const epoch = momentOf(name);
      return Object.entries(sets).map(([split, set]) =>
        testedRow(network, set, { epoch, split, started }),
      );
    });
  } finally {
    network.dispose();
  }
}
