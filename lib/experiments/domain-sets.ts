import { datasetHash } from "../data/dataset-hash";
import type { LabelledImages } from "../images";
import type { DomainExamples } from "../support";
import { digitTestSet, digitTrainingSets } from "./digit-sets";
import { support } from "./lazy-libraries";
import { metHashes, metSet, type Met } from "./photograph-sets";
import { trainingSets } from "./task";

/** Which examples are told apart. */
export interface DomainExamplesSpec {
  /** A natural shift of digits by name, told from MNIST's training images; or what photographs are told from. */
  shift: string | Met;
  /** Number of reference images, and of shifted ones at most (null: all). */
  reference: number;
  shifted: number | null;
  seed: number;
}

/** What photographs are drawn from. */
const PHOTOGRAPHS = "cifar10";

/** Hashes of what a set of domain examples is made of. */
export function domainHashes({ shift }: Pick<DomainExamplesSpec, "shift">): {
  [name: string]: string;
} {
  if (typeof shift === "string")
    return { mnist: datasetHash("mnist"), [shift]: datasetHash(shift) };
  return { [PHOTOGRAPHS]: datasetHash(PHOTOGRAPHS), ...metHashes(shift) };
}

const joined = new Map<string, DomainExamples>();

/**
 * The examples of both domains, reference first. Digits are always the same; photographs of the reference set are training images of CIFAR-10 drawn by the
 * seed, as the shift's reference set shows them, and shifted ones come from its test images.
 */
export function domainExamples(spec: DomainExamplesSpec): DomainExamples {
  const { shift, reference, shifted, seed } = spec;
  const isOfDigits = typeof shift === "string";
  const key = JSON.stringify([shift, reference, shifted, isOfDigits || seed]);
  const known = joined.get(key);
  if (known) return known;
  const { train, met } = isOfDigits
    ? {
        train: digitTrainingSets(1, { train: reference, validation: 1 }).train,
        met: digitTestSet(shift, shifted),
      }
    : photographs(shift, spec);
  const examples = support().joinDomains(train, met);
  joined.clear(); // one shift at a time: a sweep asks for one after the other
  joined.set(key, examples);
  return examples;
}

function photographs(
  met: Met,
  { reference, shifted, seed }: DomainExamplesSpec,
): { train: LabelledImages; met: LabelledImages } {
  // A registered set is told from the reference set as it is, whatever is done to the set.
  const shift = "shift" in met && !("set" in met) ? met.shift : null;
  const task = {
    data: PHOTOGRAPHS,
    train: reference,
    validation: 0,
    test: shifted ?? 2000,
    reference: shift,
    seed,
  };
  return { train: trainingSets(task).train, met: metSet(task, met).set };
}
