// npm run bench -- [NAME …] [--json] [--only=TEXT]: every bench/<name>.bench.ts, or those named; of a bench with several
// subjects, those whose names hold the text.
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Bench, Measurement } from "./measure";
import { readArguments } from "./read-arguments";

const SUFFIX = ".bench.ts";

async function main(args: string[]): Promise<void> {
  const known = readdirSync(__dirname)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length));
  const { names, json, only } = readArguments(args, known);
  if (!json) console.log(`On ${processor()}.`);
  if (!json)
    console.log(
      row(["measurement", "ours", "peer", "", "unit", "times faster"]),
    );
  for (const name of names) {
    const { default: bench } = (await import(
      join(__dirname, `${name}${SUFFIX}`)
    )) as { default: Bench };
    for await (const measurement of bench(only))
      console.log(
        json
          ? JSON.stringify({ ...measurement, processor: processor() })
          : row(cells(measurement)),
      );
  }
}

/** What a ratio holds for. */
function processor(): string {
  const cores = cpus();
  return `${cores[0]?.model.trim() ?? process.arch}, ${cores.length} cores`;
}

function cells({ name, unit, ours, peer, peerName, ratio }: Measurement) {
  return [
    name,
    ours.toPrecision(3),
    peer.toPrecision(3),
    peerName,
    unit,
    ratio.toPrecision(3),
  ];
}

function row(columns: string[]): string {
  const widths = [52, -10, -10, 46, 10, -12];
  return columns
    .map((text, k) =>
      widths[k] < 0 ? text.padStart(-widths[k]) : text.padEnd(widths[k]),
    )
    .join("  ");
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
