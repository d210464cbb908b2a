import { Parser } from "pickleparser";
import { checkpointReader, type CheckpointReader } from "./checkpoint-reader";
import { fileKind } from "./file-kind";

/** A tensor of a checkpoint, row-major. */
export interface CheckpointTensor {
  shape: number[];
  values: Float32Array;
}

/** The first of the five pickles: protocol 2, and PyTorch's magic number, which is longer than the parser of pickles reads. */
const MAGIC = Buffer.from("80028a0a6cfc9c46f9206aa850192e", "hex");
const PROTOCOL_VERSION = 1001;

/**
 * Reads the float32 tensors of a PyTorch state dictionary (`torch.save`) in the
 * format of PyTorch before 1.6: five pickles, then the storages. Only the few
 * classes that such a file needs are known; nothing in it is executed.
 *
 * @param origin what to call the file in messages.
 * @returns the tensors by name, in the file's order; integer tensors (counters) are left out.
 * @throws Error where the file is truncated, or no such checkpoint.
 */
export function readPyTorchCheckpoint(
  bytes: Uint8Array,
  origin: string,
): Map<string, CheckpointTensor> {
  const kind = fileKind(bytes);
  if (kind && !kind.startsWith("a PyTorch checkpoint")) {
    throw new Error(
      `${origin}: ${kind}; only PyTorch's format before version 1.6 is read here. In Python, write a checkpoint so: ` +
        `torch.save(torch.load("FILE", map_location="cpu"), "OLD", _use_new_zipfile_serialization=False). Safetensors files are read by readWeightsFile.`,
    );
  }
  const reader = checkpointReader(bytes, origin);
  const magic = reader.bytes(MAGIC.length);
  if (!MAGIC.equals(magic)) {
    throw new Error(
      `${origin}: no PyTorch checkpoint of the legacy format (it begins with ${Buffer.from(magic).toString("hex")}).`,
    );
  }
  const version = unpickle(reader);
  if (version !== PROTOCOL_VERSION) {
    throw new Error(
      `${origin}: checkpoint protocol ${String(version)}, expected ${PROTOCOL_VERSION}.`,
    );
  }
  unpickle(reader); // byte order and sizes of the machine that wrote it
  const storages = new Map<string, Storage>();
  const state = unpickle(reader, (id) => {
    const [, type, key] = id as [string, { type: string }, string];
    const storage = storages.get(key) ?? { type: type.type, bytes: undefined };
    storages.set(key, storage);
    return storage;
  });
  const keys = unpickle(reader) as string[];
  for (const key of keys) {
    const storage = storages.get(key);
    if (!storage) throw new Error(`${origin}: unknown storage ${key}.`);
    const size = itemSize(storage.type);
    storage.bytes = reader.bytes(reader.uint64() * size);
  }
  if (!(state instanceof Map)) {
    throw new Error(`${origin}: holds no dictionary of tensors.`);
  }
  const tensors = new Map<string, CheckpointTensor>();
  for (const [name, value] of state as Map<string, TensorView>) {
    if (value?.storage?.type !== "FloatStorage") continue;
    tensors.set(name, readTensor(value, `${origin}: ${name}`));
  }
  return tensors;
}

interface Storage {
  type: string;
  bytes?: Uint8Array;
}

/** What `torch._utils._rebuild_tensor_v2` is called with. */
interface TensorView {
  storage: Storage;
  offset: number;
  shape: number[];
  strides: number[];
}

function itemSize(type: string): number {
  const sizes: Record<string, number> = { FloatStorage: 4, LongStorage: 8 };
  if (!(type in sizes)) throw new Error(`Storage type ${type} is not known.`);
  return sizes[type];
}

function readTensor(
  { storage, offset, shape, strides }: TensorView,
  what: string,
): CheckpointTensor {
  const last = shape.reduce(
    (sum, size, axis) => sum + (size - 1) * strides[axis],
    0,
  );
  const bytes = storage.bytes?.slice(4 * offset, 4 * (offset + last + 1));
  if (bytes?.length !== 4 * (last + 1)) {
    throw new Error(`${what} reaches past the end of its storage.`);
  }
  const stored = new Float32Array(bytes.buffer);
  return { shape, values: rowMajor(stored, shape, strides) };
}

/** Copies values stored with any strides into row-major order. */
export function rowMajor(
  stored: Float32Array,
  shape: number[],
  strides: number[],
): Float32Array {
  const size = shape.reduce((product, each) => product * each, 1);
  const values = new Float32Array(size);
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < size; to++) {
    values[to] = stored[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return values;
}

/**
 * What a pickle that calls nothing but {@link known} stands for.
 *
 * @param persistentLoad gives what an id of the file's own stands for.
 */
function unpickle(
  reader: CheckpointReader,
  persistentLoad: (id: unknown) => unknown = () => undefined,
): unknown {
  const { origin } = reader;
  const parser = new Parser({
    unpicklingTypeOfDictionary: "Map",
    nameResolver: { resolve: (module, name) => known(module, name, origin) },
    persistentResolver: { resolve: persistentLoad },
  });
  try {
    return parser.read(reader);
  } catch (error) {
    if (!/^Unsupported /.test((error as Error).message)) throw error;
    throw new Error(
      `${origin}: ${(error as Error).message} No PyTorch checkpoint, or damaged.`,
      { cause: error },
    );
  }
}

/** The classes and functions that a dictionary of tensors needs. */
const knownNames: Record<string, (...args: never[]) => unknown> = {
  "collections.OrderedDict": () => new Map<string, unknown>(),
  "torch._utils._rebuild_tensor_v2": (
    storage: Storage,
    offset: number,
    shape: number[],
    strides: number[],
  ): TensorView => ({ storage, offset, shape, strides }),
  "torch.FloatStorage": storageOf("FloatStorage"),
  "torch.LongStorage": storageOf("LongStorage"),
};

/** A class of storages: a pickle names it and does not call it. */
function storageOf(type: string) {
  return Object.assign(() => undefined, { type });
}

function known(
  module: string,
  name: string,
  origin: string,
): (...args: unknown[]) => unknown {
  const asked = `${module}.${name}`;
  if (!Object.hasOwn(knownNames, asked)) {
    throw new Error(
      `${origin}: asks for ${asked}, which is none of ${Object.keys(knownNames).join(", ")}.`,
    );
  }
  return knownNames[asked] as (...args: unknown[]) => unknown;
}
