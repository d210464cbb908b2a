import "../experiments/kinds";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { projectRoot, writeWhole } from "../files";
import { toCsv } from "../figures";
import { exampleColumns, naturalShiftResults, perExample } from "../studies";

/**
 * The maintainers' command `npx tsx lib/commands/per-example.ts`: the table of per-example results, from the committed ones, and its data card.
 */
export async function main(): Promise<void> {
  const rows = [...perExample(await naturalShiftResults("full"))];
  const table = gzipSync(toCsv(rows.map((row) => ({ ...row }))), { level: 9 });
  writeWhole(join(projectRoot(), "data/results/per-example.csv.gz"), table);
  writeWhole(join(projectRoot(), "docs/data-card.md"), dataCard(rows.length));
  console.log(`${rows.length} rows, ${(table.length / 1e6).toFixed(1)} MB`);
}

const dataCard = (rows: number): string => `# Data card: per-example results

\`data/results/per-example.csv.gz\`: what each network answers on each image of the natural shifts and of two mixtures with a known answer (notebook 06), at each moment of its training that is kept; ${rows.toLocaleString("en")} rows. pandas, R, DuckDB and danfo read it as it is. Made from the committed results by \`npx tsx lib/commands/per-example.ts\`.

| column | what it says |
| --- | --- |
${Object.entries(exampleColumns)
  .map(([column, text]) => `| \`${column}\` | ${text} |`)
  .join("\n")}

**What it is for**: effective robustness by image or group, agreement between networks, other ways to split by support. **What it is not for**: claims about ImageNet-scale models; the networks learnt from at most 20,000 images of 32 × 32 pixels. **Where it comes from**: CIFAR-10 and the drawings of [licences.md](licences.md); four repetitions, each with its own draw of images and weights. **Licence**: MIT, like the code; the images keep their own.
`;

if (require.main === module) void main();
