import { Failure, knownCause } from "./failure.mjs";
import { alone } from "./lock.mjs";
import { temporary } from "./paths.mjs";
import { remove } from "./remove.mjs";
import { binding } from "./steps/binding.mjs";
import { data } from "./steps/data.mjs";
import { kernel } from "./steps/kernel.mjs";
import { library } from "./steps/library.mjs";
import { libtensorflow } from "./steps/libtensorflow.mjs";
import { machine } from "./steps/machine.mjs";
import { nodeModules } from "./steps/node-modules.mjs";
import { operations } from "./steps/operations.mjs";
import { python } from "./steps/python.mjs";
import { duration, megabytes, progressLine } from "./terminal.mjs";

/** In the order in which they build on each other. */
export const steps = [
  machine,
  nodeModules,
  python,
  library,
  libtensorflow,
  binding,
  operations,
  kernel,
  data,
];

/**
 * Makes ready what is missing, or just one step again.
 *
 * @param {string} [name] of the one step to make, ready or not
 * @param {string[]} [rest] what that step is told besides
 */
export async function setup(name, rest = []) {
  const chosen = name ? steps.filter((step) => step.name === name) : steps;
  if (chosen.length === 0) {
    throw new Failure(`there is no step "${name}"`, {
      remedy: `Steps: ${steps.map((step) => step.name).join(", ")}.`,
    });
  }
  await alone(async () => {
    await remove(temporary);
    const started = Date.now();
    let fetched = 0;
    for (const step of chosen)
      fetched += await makeReady(step, name !== undefined, rest);
    const total = duration((Date.now() - started) / 1000);
    console.error(`Ready after ${total}, ${megabytes(fetched)} fetched.\n`);
  });
}

/** @param {(typeof steps)[number]} step @param {boolean} anew @param {string[]} rest */
async function makeReady(step, anew, rest) {
  const place = `[${steps.indexOf(step) + 1}/${steps.length}] ${step.name.padEnd(13)}`;
  const line = progressLine(place);
  const started = Date.now();
  try {
    const found = anew ? undefined : await step.ready();
    if (found !== undefined) {
      line.end(`ready: ${found}`);
      return 0;
    }
    /** @type {{ summary: string, fetched?: number, problems?: string[] }} */
    const { summary, fetched = 0, problems = [] } = await step.make(line, rest);
    const took = duration((Date.now() - started) / 1000);
    line.end(
      `${summary} (${took}${fetched ? `, ${megabytes(fetched)} fetched` : ""})`,
    );
    for (const problem of problems) console.error(`      ${problem}`);
    return fetched;
  } catch (error) {
    line.end("failed");
    throw asFailure(error, step.name);
  }
}

/** @param {unknown} error @param {string} step */
function asFailure(error, step) {
  const { message } = /** @type {Error} */ (error);
  const known = error instanceof Failure ? error : knownCause(message);
  const cause =
    error instanceof Failure || !known
      ? message
      : `${known.message} (${message})`;
  const remedy = [
    known?.remedy,
    `To repeat just this step: npm run setup -- ${step}`,
  ];
  return new Failure(`Step "${step}" failed: ${cause}`, {
    remedy: remedy.filter(Boolean).join("\n"),
    log: error instanceof Failure ? error.log : undefined,
  });
}
