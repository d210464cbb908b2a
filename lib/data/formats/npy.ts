import { endianness } from "node:os";
import { readNpyHeader } from "./npy-header";
import type { NamedBytes } from "./named-bytes";

/** A NumPy array. */
export interface NpyArray {
  /** As NumPy writes it, such as "<f4". */
  dtype: string;
  shape: number[];
  /** Row-major in `shape`. */
  values: NumberArray;
  path: string;
}

type NumberArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** How values of a kind and width are read, from bytes in this machine's order. */
const readers: Record<string, (buffer: ArrayBuffer) => NumberArray> = {
  u1: (buffer) => new Uint8Array(buffer),
  i1: (buffer) => new Int8Array(buffer),
  u2: (buffer) => new Uint16Array(buffer),
  i2: (buffer) => new Int16Array(buffer),
  u4: (buffer) => new Uint32Array(buffer),
  i4: (buffer) => new Int32Array(buffer),
  u8: (buffer) => Float64Array.from(new BigUint64Array(buffer), Number),
  i8: (buffer) => Float64Array.from(new BigInt64Array(buffer), Number),
  f4: (buffer) => new Float32Array(buffer),
  f8: (buffer) => new Float64Array(buffer),
};

/**
 * Reads an .npy file of whole or real numbers, in either byte order and either order of indices.
 *
 * @returns values row-major whatever the file's order; 64-bit whole numbers as the nearest doubles.
 * @throws Error naming the file: no .npy file, values of another kind, or another number of bytes than the shape needs.
 */
export function readNpy(file: NamedBytes): NpyArray {
  const { bytes, path } = file;
  const { dtype, fortranOrder, shape, start } = readNpyHeader(file);
  const [, order, kind] = /^([<>|=])(.+)$/.exec(dtype) ?? [];
  if (!kind || !Object.hasOwn(readers, kind)) {
    throw new Error(
      `${path}: values of type "${dtype}", which are no whole or real numbers of 8 to 64 bits. Convert them before saving: x.astype("uint8").`,
    );
  }
  const width = Number(kind[1]);
  const count = shape.reduce((product, length) => product * length, 1);
  const found = bytes.length - start;
  if (found !== count * width) {
    throw new Error(
      `${path}: ${found} bytes of values (${found < count * width ? "truncated" : "oversized"}), shape [${shape.join(", ")}] of "${dtype}" needs ${count * width}. Save or fetch it again.`,
    );
  }
  const raw = new Uint8Array(bytes.subarray(start));
  if (order === (endianness() === "LE" ? ">" : "<")) swap(raw, width);
  const values = readers[kind](raw.buffer);
  return {
    dtype,
    shape,
    values: fortranOrder
      ? reordered(values, shape, columnMajorStrides(shape))
      : values,
    path,
  };
}

function swap(bytes: Uint8Array, width: number): void {
  const buffer = Buffer.from(bytes.buffer);
  if (width === 2) buffer.swap16();
  if (width === 4) buffer.swap32();
  if (width === 8) buffer.swap64();
}

function columnMajorStrides(shape: readonly number[]): number[] {
  let stride = 1;
  return shape.map((length) => {
    const own = stride;
    stride *= length;
    return own;
  });
}

/**
 * The same values row-major in `shape`, from where they lie now.
 *
 * @param strides how far apart neighbours along each axis lie now.
 */
export function reordered<Values extends NumberArray>(
  values: Values,
  shape: readonly number[],
  strides: readonly number[],
): Values {
  const result = values.slice() as Values;
  const index = new Array<number>(shape.length).fill(0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = values[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      index[axis] += 1;
      if (index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return result;
}
