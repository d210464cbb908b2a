import { join, resolve } from "node:path";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { projectRoot } from "../files";
import { closeBrowser } from "../figures";
import type { RobustnessOfTableOptions } from "../robustness";
import { askTable } from "./ask/ask-table";

/** What the command line asks for. */
interface Asked {
  reference?: string;
  shifted?: string;
  table?: string;
  out?: string;
  modelColumn?: string;
  referenceColumn?: string;
  shiftedColumn?: string;
  groupColumn?: string;
  baseline?: RobustnessOfTableOptions["baseline"];
  unit?: string;
  total?: number | string;
  drop?: boolean;
  scale?: string;
}

/**
 * The command `npm run ask -- …`: asks a distribution shift, given as two samples of images or as a table of models' accuracies.
 *
 * @param args what stands behind the command's name.
 * @returns the exit code: 1 where the command line or what it names is wrong.
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const asked = askCommand()
      .parse([...args], { from: "user" })
      .opts<Asked>();
    const { answer, files } = await answered(asked);
    console.log(`${answer}\n\nWritten:\n${files.join("\n")}`);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    console.error((error as Error).message);
    return 1;
  } finally {
    await closeBrowser();
  }
}

async function answered(asked: Asked) {
  const { reference, shifted, table } = asked;
  const isOfImages = reference !== undefined || shifted !== undefined;
  if (isOfImages === (table !== undefined))
    throw new RangeError(
      "Give either two samples of images (--reference and --shifted) or a table of models (--table FILE.csv). All options: npm run ask -- --help",
    );
  const out = resolve(asked.out ?? join(projectRoot(), "out", "ask"));
  if (table !== undefined)
    return askTable(resolve(table), tableOptions(asked), out);
  if (reference === undefined || shifted === undefined)
    throw new RangeError(
      `--${reference === undefined ? "reference" : "shifted"} is missing: a shift is asked by samples of both distributions.`,
    );
  // Loaded here alone: a table needs no TensorFlow.
  const { askSamples } =
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- as in lazy-libraries.ts
    require("./ask/ask-samples") as typeof import("./ask/ask-samples");
  return askSamples(resolve(reference), resolve(shifted), out, (step) =>
    console.error(`… ${step}`),
  );
}

const tableOptions = (asked: Asked): RobustnessOfTableOptions => {
  const { drop, baseline, total } = asked;
  const named = {
    model: asked.modelColumn,
    reference: asked.referenceColumn,
    shifted: asked.shiftedColumn,
    group: asked.groupColumn,
    unit: asked.unit as RobustnessOfTableOptions["unit"],
    scale: asked.scale as RobustnessOfTableOptions["scale"],
    baseline,
    total,
    missing: drop ? ("drop" as const) : undefined,
  };
  return Object.fromEntries(
    Object.entries(named).filter(([, value]) => value !== undefined),
  );
};

function askCommand(): Command {
  return new Command("npm run ask --")
    .description(
      "Asks a distribution shift if pre-training is right for you: by two samples of images, or by a table of models.",
    )
    .exitOverride()
    .option(
      "--reference <path>",
      "sample of the reference distribution: a folder of images (a sub-folder a class, or images alone), or an .npz file with images and labels",
    )
    .option("--shifted <path>", "sample of the shifted distribution, likewise")
    .option("--out <folder>", "where the report goes (default: out/ask)")
    .option(
      "--table <file.csv>",
      "a table of models and their accuracies, instead of samples",
    )
    .option("--model-column <name>", 'models\' names (default: "model")')
    .option(
      "--reference-column <name>",
      'reference accuracies (default: "reference")',
    )
    .option(
      "--shifted-column <name>",
      'shifted accuracies (default: "shifted")',
    )
    .option("--group-column <name>", "what groups the models (default: none)")
    .option(
      "--baseline <which>",
      'which rows are from scratch: COLUMN=VALUE, or model names with commas (default: "training=scratch")',
      baselineOf,
    )
    .option(
      "--unit <unit>",
      'fraction, "per cent" or count (default: fraction, or per cent where the sign is there)',
    )
    .option(
      "--total <n>",
      "of how many examples counts are: a number, or a column's name",
      (text: string) => (/^\d+$/.test(text) ? Number(text) : text),
    )
    .option("--drop", "leave out rows with a missing figure")
    .option("--scale <scale>", "probit or logit (default: probit)");
}

function baselineOf(text: string): RobustnessOfTableOptions["baseline"] {
  const at = text.indexOf("=");
  if (at === 0)
    throw new InvalidArgumentError(
      "Give COLUMN=VALUE, or models' names with commas between them.",
    );
  if (at > 0) return { column: text.slice(0, at), is: text.slice(at + 1) };
  return text.split(",").map((name) => name.trim());
}

if (require.main === module)
  void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
