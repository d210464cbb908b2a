import { readFileSync } from "node:fs";
import { sha256, writeWhole } from "../files";
import { fileKind } from "./file-kind";
import {
  headerFault,
  numberTypes,
  type TensorHeader,
} from "./safetensors-header";
import type { NetworkWeights } from "./weights";

/** A network's weights, and what is known about them. */
export interface DescribedWeights {
  weights: NetworkWeights;
  /** Plain, JSON-able data. */
  about: Record<string, unknown>;
}

const LENGTH_BYTES = 8;
const METADATA = "__metadata__";

/**
 * Writes weights to a file in the safetensors format (an 8-byte length, a JSON
 * header, the values as 32-bit floats), so that other tools can read it too. The
 * header's metadata hold `about` and a SHA-256 over everything else. The file
 * appears whole or not at all; the same weights and description give the same bytes.
 *
 * @throws RangeError where two weights have one name, or values are not as many as their shape says.
 * @see https://huggingface.co/docs/safetensors, "Format".
 */
export function writeWeightsFile(
  path: string,
  { weights, about }: DescribedWeights,
): void {
  writeWhole(path, encodeWeights({ weights, about }));
}

/**
 * Reads a safetensors file: of {@link writeWeightsFile}, whose checksum must agree, or of another tool, whose metadata are then `about`.
 * Numbers of 16 and 64 bits become 32-bit floats. Whether names and shapes fit a network, `setWeights` says.
 *
 * @throws Error naming the file where it is missing, truncated, changed, no safetensors file, or holds what are no weights.
 */
export function readWeightsFile(path: string): DescribedWeights {
  return decodeWeights(readFileSync(path), path);
}

/** The bytes of a weights file. */
export function encodeWeights({ weights, about }: DescribedWeights): Buffer {
  requireWhole(weights);
  let offset = 0;
  const tensors: Record<string, TensorHeader> = Object.fromEntries(
    weights.layout.map(({ name, shape }, i) => {
      const start = offset;
      offset += 4 * weights.values[i].length;
      return [name, { dtype: "F32", shape, data_offsets: [start, offset] }];
    }),
  );
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

function requireWhole({ layout, values }: NetworkWeights): void {
  const seen = new Set([METADATA]);
  layout.forEach(({ name, shape }, i) => {
    if (seen.has(name)) {
      throw new RangeError(
        `Weight ${i} can't be called "${name}": that name is taken; each needs one of its own.`,
      );
    }
    seen.add(name);
    const size = shape.reduce((all, each) => all * each, 1);
    if (values[i]?.length !== size) {
      throw new RangeError(
        `Weight "${name}" [${shape.join(", ")}] needs ${size} values, but has ${values[i]?.length ?? "none"}.`,
      );
    }
  });
}

/** Reads the bytes of a weights file; `origin` names them in messages. */
export function decodeWeights(bytes: Buffer, origin: string): DescribedWeights {
  const refuse = (what: string): never => {
    throw new Error(
      `${origin}: ${what}. Restore it from the repository, or make it again: npm run pretrain.`,
    );
  };
  const { header, data } = split(bytes, refuse);
  const { [METADATA]: metadata = {}, ...tensors } = header;
  const fault = headerFault(tensors, data.length);
  if (fault && "layout" in fault) {
    throw new Error(
      `${origin}: a whole safetensors file, but ${fault.layout}. Write it with weights alone, in one of these types.`,
    );
  }
  if (fault) return refuse(`${fault.damage}: corrupted`);
  const named = Object.entries(tensors as Record<string, TensorHeader>);
  const weights = {
    layout: named.map(([name, { shape }]) => ({ name, shape })),
    values: named.map(([, tensor]) => floats(data, tensor)),
  };
  const { about, sha256: expected } = metadata as Record<string, unknown>;
  if (typeof about !== "string" || typeof expected !== "string") {
    return { weights, about: metadata as Record<string, unknown> };
  }
  const found = digest(about, tensors, data);
  if (found !== expected) {
    refuse(
      `sha256 ${found}, its header says ${expected} (corrupted or changed)`,
    );
  }
  return { weights, about: JSON.parse(about) as Record<string, unknown> };
}

/** Header and values of a safetensors file. */
function split(bytes: Buffer, refuse: (what: string) => never) {
  if (bytes.length < LENGTH_BYTES) {
    refuse(`${bytes.length} bytes, too few for a weights file (truncated)`);
  }
  const start = LENGTH_BYTES + Number(bytes.readBigUInt64LE());
  if (start > bytes.length) {
    const kind = fileKind(bytes);
    refuse(
      `${bytes.length} bytes, its header alone needs ${start} (truncated, or no safetensors file${kind && kind !== "a safetensors file" ? `: it looks like ${kind}` : ""})`,
    );
  }
  let header: unknown;
  try {
    header = JSON.parse(bytes.toString("utf8", LENGTH_BYTES, start));
  } catch {
    // told below
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) {
    return refuse("its header is no weights file's (corrupted)");
  }
  return {
    header: header as Record<string, unknown>,
    data: bytes.subarray(start),
  };
}

const digest = (
  about: string,
  tensors: Record<string, unknown>,
  data: Buffer,
) =>
  sha256(Buffer.concat([Buffer.from(about + JSON.stringify(tensors)), data]));

function littleEndian(values: Float32Array): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeFloatLE(value, 4 * i));
  return bytes;
}

function floats(
  data: Buffer,
  { dtype, data_offsets: [start, end] }: TensorHeader,
): Float32Array {
  const { bytes, read } = numberTypes[dtype];
  return Float32Array.from({ length: (end - start) / bytes }, (_, i) =>
    read(data, start + bytes * i),
  );
}
