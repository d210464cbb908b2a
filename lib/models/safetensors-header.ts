import { z } from "zod";
import { readFloat16 } from "./float16";

/** What a safetensors header says of one tensor. */
export interface TensorHeader {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** How the numbers of each type that weights come in are read, and how many bytes one takes. */
export const numberTypes: Record<
  string,
  { bytes: number; read: (data: Buffer, at: number) => number }
> = {
  F32: { bytes: 4, read: (data, at) => data.readFloatLE(at) },
  F64: { bytes: 8, read: (data, at) => data.readDoubleLE(at) },
  F16: { bytes: 2, read: (data, at) => readFloat16(data.readUInt16LE(at)) },
  BF16: { bytes: 2, read: readBrainFloat16 },
};

/** The upper half of a 32-bit float. */
function readBrainFloat16(data: Buffer, at: number): number {
  const whole = Buffer.alloc(4);
  whole.writeUInt16LE(data.readUInt16LE(at), 2);
  return whole.readFloatLE();
}

const size = z.int().min(0);
const schema = z.object({
  dtype: z.string(),
  shape: z.array(size),
  data_offsets: z.tuple([size, size]),
});

/**
 * What is wrong with the tensors that a header lists: each must be well described, of numbers, and as long as its shape says; together
 * they must cover the file's values without gap or overlap.
 *
 * @param available bytes of values in the file.
 * @returns `damage` where no tool would write this, `layout` where another tool's file holds what is not read here; undefined where all is well.
 */
export function headerFault(
  tensors: Record<string, unknown>,
  available: number,
): { damage: string } | { layout: string } | undefined {
  for (const [name, tensor] of Object.entries(tensors)) {
    const parsed = schema.safeParse(tensor);
    if (!parsed.success) {
      const [{ path }] = parsed.error.issues;
      return {
        damage: `tensor "${name}" has no valid ${String(path[0] ?? "description")}: ${JSON.stringify(tensor)}`,
      };
    }
    const { dtype, shape, data_offsets } = parsed.data;
    if (!Object.hasOwn(numberTypes, dtype)) {
      return {
        layout: `tensor "${name}" is of type ${dtype}; weights are read as ${Object.keys(numberTypes).join(", ")}`,
      };
    }
    const wanted = shape.reduce(
      (all, each) => all * each,
      numberTypes[dtype].bytes,
    );
    const [start, end] = data_offsets;
    if (end - start !== wanted) {
      return {
        damage: `tensor "${name}" [${shape.join(", ")}] of ${dtype} needs ${wanted} bytes, but has those from ${start} to ${end}`,
      };
    }
  }
  return coverFault(tensors as Record<string, TensorHeader>, available);
}

function coverFault(
  tensors: Record<string, TensorHeader>,
  available: number,
): { damage: string } | undefined {
  const places = Object.entries(tensors)
    .map(([name, { data_offsets }]) => ({ name, offsets: data_offsets }))
    .sort((a, b) => a.offsets[0] - b.offsets[0] || a.offsets[1] - b.offsets[1]);
  let covered = 0;
  let before = "";
  for (const { name, offsets } of places) {
    const [start, end] = offsets;
    if (start < covered) {
      return { damage: `tensors "${before}" and "${name}" overlap` };
    }
    if (start > covered) {
      return {
        damage: `bytes ${covered} to ${start} of the values belong to no tensor (a name that stands twice?)`,
      };
    }
    covered = end;
    before = name;
  }
  if (covered === available) return undefined;
  const state = available < covered ? "truncated" : "oversized";
  return {
    damage: `${available} bytes of values, expected ${covered} (${state})`,
  };
}
