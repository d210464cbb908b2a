/** What a file of weights seems to be, by its first bytes: words for a message; undefined where they say nothing. */
export function fileKind(bytes: Uint8Array): string | undefined {
  const starts = (...magic: number[]) =>
    magic.every((byte, i) => bytes[i] === byte);
  if (starts(0x50, 0x4b, 3, 4)) {
    return "a zip archive, as PyTorch writes checkpoints since version 1.6";
  }
  if (starts(0x89, 0x48, 0x44, 0x46)) return "an HDF5 file, as Keras writes";
  if (starts(0x80, 2, 0x8a, 10)) {
    return "a PyTorch checkpoint of the format before version 1.6";
  }
  if (bytes[8] === 0x7b) return "a safetensors file";
  if (starts(0x7b)) return "JSON, such as a tfjs model.json";
  return undefined;
}
