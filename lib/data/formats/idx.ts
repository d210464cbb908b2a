/** An IDX file's content: unsigned bytes in row-major order. */
export interface IdxArray {
  /** Length of each dimension, e.g. [60000, 28, 28]. */
  shape: number[];
  data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

/**
 * Reads an IDX file of unsigned bytes (the format of the MNIST family).
 *
 * Layout: two zero bytes, a type code (0x08 = unsigned byte), the number of
 * dimensions, each length as a big-endian 32-bit integer, then the values.
 *
 * @param bytes the unpacked file.
 * @param file its name, for error messages.
 * @param expected shape it must have; an entry left undefined may be anything.
 * @throws Error naming file, field, what was found and what was expected.
 * @see Y. LeCun, C. Cortes, C. Burges, The MNIST database, "The IDX file format".
 */
export function readIdx(
  bytes: Uint8Array,
  file: string,
  expected: { shape: (number | undefined)[] },
): IdxArray {
  const refuse = (field: string, found: string, wanted: string): never => {
    throw new Error(
      `${file}: ${field} is ${found}, expected ${wanted}. Delete the file and fetch it again.`,
    );
  };
  if (bytes.length < 4) {
    refuse("length", `${bytes.length} bytes`, "at least the 4 of the magic");
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    refuse("magic", "that of a gzip file", "an unpacked IDX file");
  }
  if (bytes[0] !== 0 || bytes[1] !== 0) {
    refuse("magic", `${bytes[0]}, ${bytes[1]}`, "0, 0");
  }
  if (bytes[2] !== UNSIGNED_BYTE) {
    refuse("type code", `0x${hex(bytes[2])}`, "0x08 (unsigned byte)");
  }
  const rank = expected.shape.length;
  if (bytes[3] !== rank) {
    refuse("number of dimensions", `${bytes[3]}`, `${rank}`);
  }
  const header = 4 + 4 * rank;
  if (bytes.length < header) {
    refuse("length", `${bytes.length} bytes`, `a header of ${header}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = expected.shape.map((wanted, axis) => {
    const length = view.getUint32(4 + 4 * axis);
    if (wanted !== undefined && length !== wanted) {
      refuse(`dimension ${axis}`, `${length}`, `${wanted}`);
    }
    return length;
  });
  const size = header + shape.reduce((product, length) => product * length, 1);
  if (bytes.length !== size) {
    refuse(
      "length",
      `${bytes.length} bytes (${bytes.length < size ? "truncated" : "oversized"})`,
      `${size} for shape [${shape.join(", ")}]`,
    );
  }
  return {
    shape,
    data: new Uint8Array(
      bytes.buffer,
      bytes.byteOffset + header,
      size - header,
    ),
  };
}

const hex = (byte: number) => byte.toString(16).padStart(2, "0");

/**
 * Writes unsigned bytes as an IDX file, the inverse of {@link readIdx}.
 *
 * @param shape lengths whose product is the number of values.
 */
export function encodeIdx(
  shape: readonly number[],
  data: Uint8Array,
): Uint8Array {
  const file = Buffer.alloc(4 + 4 * shape.length + data.length);
  file.set([0, 0, UNSIGNED_BYTE, shape.length]);
  shape.forEach((length, axis) => file.writeUInt32BE(length, 4 + 4 * axis));
  file.set(data, 4 + 4 * shape.length);
  return file;
}
