import type { NamedBytes } from "./named-bytes";

/** What the head of an .npy file says. */
export interface NpyHeader {
  /** As NumPy writes it: byte order, kind, bytes a value, such as "<f4". */
  dtype: string;
  /** Whether the first index runs fastest. */
  fortranOrder: boolean;
  shape: number[];
  /** Where the values begin. */
  start: number;
}

const MAGIC = "\x93NUMPY";

/**
 * Reads the head of an .npy file: the magic, a version, the head's length and a Python literal.
 *
 * @throws Error naming the file where it is no .npy file, is cut short, or its values have several fields.
 * @see NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".
 */
export function readNpyHeader({ bytes, path }: NamedBytes): NpyHeader {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.toString("latin1", 0, 6) !== MAGIC || file.length < 12) {
    throw new Error(
      `${path}: does not begin as an .npy file does. Save the array with numpy.save.`,
    );
  }
  const version = file[6];
  if (version < 1 || version > 3) {
    throw new Error(
      `${path}: version ${version} of the .npy format, known are 1 to 3.`,
    );
  }
  const head = version === 1 ? 10 : 12;
  const length = version === 1 ? file.readUInt16LE(8) : file.readUInt32LE(8);
  const start = head + length;
  if (start > file.length) {
    throw new Error(
      `${path}: ${file.length} bytes, its head alone has ${start} (truncated). Save or fetch it again.`,
    );
  }
  const text = file.toString("latin1", head, start);
  const dtype = /'descr': *'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order': *(True|False)/.exec(text)?.[1];
  const shape = /'shape': *\(([\dL, ]*)\)/.exec(text)?.[1];
  if (dtype === undefined || order === undefined || shape === undefined) {
    throw new Error(
      `${path}: its head, ${JSON.stringify(text.trim())}, does not name one type of value, an order and a shape. Save a plain array of numbers.`,
    );
  }
  return {
    dtype,
    fortranOrder: order === "True",
    shape: (shape.match(/\d+/g) ?? []).map(Number),
    start,
  };
}
