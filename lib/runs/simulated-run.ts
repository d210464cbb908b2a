import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { randomStream } from "../numerics";
import type { EvaluationRow, RunKind, RunOutcome, RunSpec } from "./run-kind";
import { checked } from "../files/checked";

const schema = z.strictObject({
  kind: z.literal("simulated"),
  seed: z.int(),
  /** How long it takes. */
  milliseconds: z.number().nonnegative().default(0),
  /** Wait, or keep a core busy. */
  how: z.enum(["sleep", "burn"]).default("sleep"),
  /** Number of evaluations. */
  evaluations: z.int().positive().default(2),
  /** Number of per-example values; 0 for none. */
  examples: z.int().nonnegative().default(0),
  /** Hand on so many bytes to runs that come after. */
  handsOn: z.int().nonnegative().default(0),
  /** Simulated runs whose bytes it needs; it tells how many they are as the value "received". */
  after: z.array(z.looseObject({ kind: z.literal("simulated") })).default([]),
  /** What becomes of it: "memory" takes more and more, "kill" is what a system short of memory does. */
  fate: z
    .enum(["succeed", "fail", "hang", "memory", "kill"])
    .default("succeed"),
});

/**
 * A run that computes nothing: it takes the time it is told to, and gives random accuracies that follow from its seed. For tests, for
 * measuring what engines and stores cost, and for planning sweeps.
 */
export const simulatedRun: RunKind = {
  name: "simulated",
  complete: (given) => {
    const spec = checked(schema, given, "A simulated run");
    const after = spec.after.map((each) =>
      simulatedRun.complete(each as RunSpec),
    );
    return { ...spec, after };
  },
  needs: (spec) => schema.parse(spec).after as RunSpec[],
  yieldsArtefacts: (spec) => schema.parse(spec).handsOn > 0,
  async execute(given, { signal, onProgress, artefacts }) {
    const spec = schema.parse(given);
    const { seed, milliseconds, how, evaluations, examples, fate } = spec;
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    if (fate === "fail") throw new Error(`It was told to fail (seed ${seed}).`);
    if (fate === "hang") await sleep(2 ** 31 - 1, undefined, { signal });
    if (fate === "memory") exhaustMemory();
    if (fate === "kill") process.kill(process.pid, "SIGKILL");

    const random = randomStream(seed, "simulated run");
    const rows: EvaluationRow[] = [];
    for (let k = 0; k < evaluations; k++) {
      await pass(milliseconds / evaluations, how, signal);
      const total = 1000;
      rows.push({
        epoch: Math.floor(k / 2),
        split: k % 2 === 0 ? "reference" : "shifted",
        correct: random.integer(total + 1),
        total,
        seconds: seconds(),
      });
      onProgress((k + 1) / evaluations);
    }
    const outcome: RunOutcome = { rows, values: { draw: random.uniform() } };
    if (examples > 0) {
      outcome.perExample = { score: [...random.normals(examples)] };
    }
    if (spec.handsOn > 0) {
      outcome.artefacts = { bytes: new Uint8Array(spec.handsOn).fill(seed) };
    }
    if (spec.after.length > 0) {
      outcome.values!.received = spec.after
        .flatMap((needed) => Object.values(artefacts(needed as RunSpec)))
        .reduce((sum, bytes) => sum + bytes.length, 0);
    }
    return outcome;
  },
};

async function pass(
  milliseconds: number,
  how: "sleep" | "burn",
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  if (how === "sleep") {
    if (milliseconds > 0) await sleep(milliseconds, undefined, { signal });
    return;
  }
  // CPU time, not wall time: two at once on one core take twice as long.
  const used = () => process.cpuUsage().user / 1000;
  const end = used() + milliseconds;
  while (used() < end) {
    for (let k = 0; k < 10_000; k++) Math.sqrt(k);
  }
}

function exhaustMemory(): never {
  const hoard: number[][] = [];
  for (;;) hoard.push(new Array<number>(1e6).fill(hoard.length));
}
