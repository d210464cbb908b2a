import { readFileSync } from "node:fs";
import { sha256, writeWhole } from "../files";
import type { NetworkWeights } from "./weights";

/** A network's weights, and what is known about them. */
export interface DescribedWeights {
  weights: NetworkWeights;
  /** Plain, JSON-able data. */
  about: Record<string, unknown>;
}

/** What a safetensors header says of one tensor. */
interface TensorHeader {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

const LENGTH_BYTES = 8;
const METADATA = "__metadata__";

/**
 * Writes weights to a file in the safetensors format (an 8-byte length, a JSON
 * header, the values as 32-bit floats), so that other tools can read it too. The
 * header's metadata hold `about` and a SHA-256 over everything else. The file
 * appears whole or not at all; the same weights and description give the same bytes.
 *
 * @see https://huggingface.co/docs/safetensors, "Format".
 */
export function writeWeightsFile(
  path: string,
  { weights, about }: DescribedWeights,
): void {
  writeWhole(path, encodeWeights({ weights, about }));
}

/**
 * Reads a file of {@link writeWeightsFile}.
 *
 * @throws Error naming the file where it is missing, truncated, changed or none of these files.
 */
export function readWeightsFile(path: string): DescribedWeights {
  return decodeWeights(readFileSync(path), path);
}

/** The bytes of a weights file. */
export function encodeWeights({ weights, about }: DescribedWeights): Buffer {
  const tensors: Record<string, TensorHeader> = {};
  let offset = 0;
  weights.layout.forEach(({ name, shape }, i) => {
    const end = offset + 4 * weights.values[i].length;
    tensors[name] = { dtype: "F32", shape, data_offsets: [offset, end] };
    offset = end;
  });
  const data = Buffer.concat(weights.values.map(littleEndian));
  const aboutText = JSON.stringify(about);
  const metadata = {
    about: aboutText,
    sha256: digest(aboutText, tensors, data),
  };
  let header = JSON.stringify({ [METADATA]: metadata, ...tensors });
  header = header.padEnd(
    Math.ceil(Buffer.byteLength(header) / 8) * 8 -
      Buffer.byteLength(header) +
      header.length,
  );
  const headerBytes = Buffer.from(header);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(headerBytes.length));
  return Buffer.concat([length, headerBytes, data]);
}

/** Reads the bytes of a weights file; `origin` names them in messages. */
export function decodeWeights(bytes: Buffer, origin: string): DescribedWeights {
  const refuse = (what: string): never => {
    throw new Error(
      `${origin}: ${what}. Restore it from the repository, or make it again: npm run pretrain.`,
    );
  };
  if (bytes.length < LENGTH_BYTES) {
    refuse(`${bytes.length} bytes, too few for a weights file (truncated)`);
  }
  const headerLength = Number(bytes.readBigUInt64LE());
  const dataStart = LENGTH_BYTES + headerLength;
  if (dataStart > bytes.length) {
    refuse(
      `${bytes.length} bytes, its header alone needs ${dataStart} (truncated, or no safetensors file)`,
    );
  }
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, dataStart));
  if (!header) return refuse("its header is no weights file's (corrupted)");
  const { about, sha256: expected, tensors } = header;
  const data = bytes.subarray(dataStart);
  const size = Math.max(
    0,
    ...Object.values(tensors).map((tensor) => tensor.data_offsets[1]),
  );
  if (data.length !== size) {
    refuse(
      `${data.length} bytes of values, expected ${size} (${data.length < size ? "truncated" : "oversized"})`,
    );
  }
  const found = digest(about, tensors, data);
  if (found !== expected) {
    refuse(
      `sha256 ${found}, its header says ${expected} (corrupted or changed)`,
    );
  }
  const named = Object.entries(tensors);
  return {
    weights: {
      layout: named.map(([name, { shape }]) => ({ name, shape })),
      values: named.map(([, { data_offsets }]) =>
        floats(data.subarray(...data_offsets)),
      ),
    },
    about: JSON.parse(about) as Record<string, unknown>,
  };
}

function parseHeader(bytes: Buffer):
  | {
      about: string;
      sha256: string;
      tensors: Record<string, TensorHeader>;
    }
  | undefined {
  try {
    const { [METADATA]: metadata, ...tensors } = JSON.parse(
      bytes.toString(),
    ) as Record<string, never>;
    const { about, sha256 } = metadata as { about: string; sha256: string };
    const whole = Object.values<TensorHeader>(tensors).every(
      ({ dtype, shape, data_offsets: [start, end] }) =>
        dtype === "F32" &&
        end - start === 4 * shape.reduce((product, each) => product * each, 1),
    );
    return whole ? { about, sha256, tensors } : undefined;
  } catch {
    return undefined;
  }
}

const digest = (
  about: string,
  tensors: Record<string, TensorHeader>,
  data: Buffer,
) =>
  sha256(Buffer.concat([Buffer.from(about + JSON.stringify(tensors)), data]));

function littleEndian(values: Float32Array): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeFloatLE(value, 4 * i));
  return bytes;
}

function floats(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) =>
    bytes.readFloatLE(4 * i),
  );
}
