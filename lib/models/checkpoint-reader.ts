/** Reads a checkpoint from its beginning, little-endian as pickles are, and says where it ends too early. */
export type CheckpointReader = ReturnType<typeof checkpointReader>;

/**
 * A reader as `Parser.read` of pickleparser takes it.
 *
 * @param origin what to call the file in messages.
 */
export function checkpointReader(file: Uint8Array, origin: string) {
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
  const take = (count: number) => {
    const start = advance(count);
    return bytes.subarray(start, start + count);
  };
  const text = (count: number) => Buffer.from(take(count)).toString();
  return {
    origin,
    bytes: take,
    string: text,
    line: () => {
      const end = bytes.indexOf(10, position);
      const count = (end < 0 ? bytes.length : end) + 1 - position;
      return text(count).slice(0, -1);
    },
    byte: () => view.getUint8(advance(1)),
    uint16: () => view.getUint16(advance(2), true),
    int32: () => view.getInt32(advance(4), true),
    uint32: () => view.getUint32(advance(4), true),
    uint64: () => Number(view.getBigUint64(advance(8), true)),
    float64: () => view.getFloat64(advance(8)),
    skip: (count: number) => void advance(count),
    /** Always: where the file ends, reading on says so. */
    hasNext: () => true,
  };
}
