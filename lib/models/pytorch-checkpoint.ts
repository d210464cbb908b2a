import { fileKind } from "./file-kind";

/** A tensor of a checkpoint, row-major. */
export interface CheckpointTensor {
  shape: number[];
  values: Float32Array;
}

const MAGIC_NUMBER = "6cfc9c46f9206aa85019";
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
  const reader = createReader(bytes, origin);
  const magic = unpickle(reader, () => undefined);
  if (magic !== MAGIC_NUMBER) {
    throw new Error(
      `${origin}: no PyTorch checkpoint of the legacy format (the first object is ${String(magic)}).`,
    );
  }
  const version = unpickle(reader, () => undefined);
  if (version !== PROTOCOL_VERSION) {
    throw new Error(
      `${origin}: checkpoint protocol ${String(version)}, expected ${PROTOCOL_VERSION}.`,
    );
  }
  unpickle(reader, () => undefined); // byte order and sizes of the machine that wrote it
  const storages = new Map<string, Storage>();
  const state = unpickle(reader, (id) => {
    const [, type, key] = id as [string, Global, string];
    const storage = storages.get(key) ?? { type: type.name, bytes: undefined };
    storages.set(key, storage);
    return storage;
  });
  const keys = unpickle(reader, () => undefined) as string[];
  for (const key of keys) {
    const storage = storages.get(key);
    if (!storage) throw new Error(`${origin}: unknown storage ${key}.`);
    const size = itemSize(storage.type);
    storage.bytes = reader.take(Number(reader.uint64()) * size);
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

function createReader(file: Uint8Array, origin: string) {
  // Not a Buffer, whose slice() shares memory.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  let position = 0;
  const advance = (count: number) => {
    const start = position;
    if (start + count > bytes.length) {
      throw new Error(
        `${origin}: ends at byte ${bytes.length}, where ${count} bytes from ${start} on were expected: truncated.`,
      );
    }
    position += count;
    return start;
  };
  return {
    origin,
    take: (count: number) => {
      const start = advance(count);
      return bytes.subarray(start, start + count);
    },
    line: () => {
      const end = bytes.indexOf(10, position);
      const start = advance((end < 0 ? bytes.length : end) + 1 - position);
      return Buffer.from(bytes.subarray(start, end)).toString();
    },
    uint8: () => view.getUint8(advance(1)),
    uint16: () => view.getUint16(advance(2), true),
    int32: () => view.getInt32(advance(4), true),
    uint64: () => view.getBigUint64(advance(8), true),
    float64: () => view.getFloat64(advance(8)),
  };
}
type Reader = ReturnType<typeof createReader>;

/** A class or function that a pickle names. */
class Global {
  constructor(readonly name: string) {}
}

const MARK = Symbol("mark");

/**
 * Python's pickle, as far as protocol 2 writes dictionaries of tensors. A
 * dictionary becomes a Map, a tuple or list an array, a long integer its bytes in
 * hexadecimal.
 */
function unpickle(
  reader: Reader,
  persistentLoad: (id: unknown) => unknown,
): unknown {
  const stack: unknown[] = [];
  const memo = new Map<number, unknown>();
  const top = () => stack.at(-1);
  const pop = () => stack.pop();
  const popToMark = () => stack.splice(stack.lastIndexOf(MARK)).slice(1);
  const setItems = (items: unknown[]) => {
    const target = top() as Map<unknown, unknown>;
    for (let i = 0; i < items.length; i += 2)
      target.set(items[i], items[i + 1]);
  };

  for (;;) {
    const code = reader.uint8();
    switch (String.fromCharCode(code)) {
      case "\x80": // PROTO
        reader.uint8();
        break;
      case ".": // STOP
        return pop();
      case "(":
        stack.push(MARK);
        break;
      case "N":
        stack.push(null);
        break;
      case "\x88":
        stack.push(true);
        break;
      case "\x89":
        stack.push(false);
        break;
      case "K":
        stack.push(reader.uint8());
        break;
      case "M":
        stack.push(reader.uint16());
        break;
      case "J":
        stack.push(reader.int32());
        break;
      case "G":
        stack.push(reader.float64());
        break;
      case "\x8a": // LONG1
        stack.push(Buffer.from(reader.take(reader.uint8())).toString("hex"));
        break;
      case "X": // BINUNICODE
        stack.push(Buffer.from(reader.take(reader.int32())).toString());
        break;
      case "}":
        stack.push(new Map());
        break;
      case "]":
      case ")":
        stack.push([]);
        break;
      case "t":
        stack.push(popToMark());
        break;
      case "\x85": // TUPLE1
        stack.push(stack.splice(-1));
        break;
      case "\x86": // TUPLE2
        stack.push(stack.splice(-2));
        break;
      case "\x87": // TUPLE3
        stack.push(stack.splice(-3));
        break;
      case "e": // APPENDS
        {
          const items = popToMark();
          (top() as unknown[]).push(...items);
        }
        break;
      case "a": // APPEND
        {
          const item = pop();
          (top() as unknown[]).push(item);
        }
        break;
      case "u": // SETITEMS
        setItems(popToMark());
        break;
      case "s": // SETITEM
        setItems(stack.splice(-2));
        break;
      case "q": // BINPUT
        memo.set(reader.uint8(), top());
        break;
      case "r": // LONG_BINPUT
        memo.set(reader.int32(), top());
        break;
      case "h": // BINGET
        stack.push(memo.get(reader.uint8()));
        break;
      case "j": // LONG_BINGET
        stack.push(memo.get(reader.int32()));
        break;
      case "c": // GLOBAL
        {
          const module = reader.line();
          const name = reader.line();
          stack.push(knownGlobal(module, name, reader.origin));
        }
        break;
      case "R": // REDUCE
        {
          const args = pop() as unknown[];
          stack.push(call(pop() as Global, args));
        }
        break;
      case "b": // BUILD: attributes of a dictionary, of no interest here
        pop();
        break;
      case "Q": // BINPERSID
        stack.push(persistentLoad(pop()));
        break;
      default:
        throw new Error(
          `${reader.origin}: pickle instruction 0x${code.toString(16)} is not known here: no PyTorch checkpoint, or damaged.`,
        );
    }
  }
}

const knownGlobals = new Set([
  "collections.OrderedDict",
  "torch._utils._rebuild_tensor_v2",
  "torch.FloatStorage",
  "torch.LongStorage",
]);

function knownGlobal(module: string, name: string, origin: string): Global {
  if (!knownGlobals.has(`${module}.${name}`)) {
    throw new Error(
      `${origin}: asks for ${module}.${name}, which is none of ${[...knownGlobals].join(", ")}.`,
    );
  }
  return new Global(name);
}

function call({ name }: Global, args: unknown[]): unknown {
  if (name === "OrderedDict") return new Map();
  const [storage, offset, shape, strides] = args;
  return { storage, offset, shape, strides } as TensorView;
}
