/** The content of a file with its path, for messages. */
export interface NamedBytes {
  bytes: Uint8Array;
  path: string;
}

/** The parts one after another, as plain bytes. */
export const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts));
