import { readdirSync, readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join, relative } from "node:path";
import { createInterface } from "node:readline";
import { pythonEnvironment } from "./environment.mjs";
import { startGuarded } from "./guarded.mjs";
import { interruption } from "./interruption.mjs";
import {
  checkParameters,
  choose,
  compiledFiles,
  declaredParameters,
  notebookFolder,
  readOptions,
  usage,
} from "./notebook-options.mjs";
import { output, root, venvPython } from "./paths.mjs";
import { remove } from "./remove.mjs";
import { sideBySide } from "./side-by-side.mjs";
import { moveWhole } from "./stamp.mjs";
import { duration, progressLine } from "./terminal.mjs";

/** @typedef {import("./notebook-options.mjs").Notebook} Notebook */
/** @typedef {{ notebook: string, seconds: number, headline?: string, problem?: string, cell?: number, source?: string, copy?: string, warnings?: string[], figures: number }} Outcome */

/**
 * The notebooks of a folder; one that cannot be read says why.
 *
 * @param {string} folder
 * @returns {Notebook[]}
 */
export function notebooksIn(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ipynb"))
    .sort()
    .map((file) => {
      const path = join(folder, file);
      const notebook = { name: basename(file, ".ipynb"), path, parameters: [] };
      try {
        const content = JSON.parse(readFileSync(path, "utf8"));
        return { ...notebook, parameters: declaredParameters(content) };
      } catch (error) {
        const { message } = /** @type {Error} */ (error);
        return { ...notebook, problem: `It is no notebook: ${message}` };
      }
    });
}

/** Where a notebook goes that did not come to its end: never over one that did. @param {string} name */
const failedCopy = (name) =>
  join(output, "notebooks", "failed", `${name}.ipynb`);

/**
 * How many figures a notebook has written since a moment, by what lies beside each.
 *
 * @param {string} notebook
 * @param {number} since milliseconds
 */
function figuresOf(notebook, since) {
  const figures = process.env.LAB_FIGURES_DIR ?? join(output, "figures");
  try {
    return readdirSync(figures)
      .filter((file) => file.endsWith(".json"))
      .map((file) => join(figures, file))
      .filter((path) => statSync(path).mtimeMs >= since)
      .filter(
        (path) => JSON.parse(readFileSync(path, "utf8")).notebook === notebook,
      ).length;
  } catch {
    return 0;
  }
}

/**
 * TensorFlow's threads of a kernel where several notebooks run at once: the cores, shared out.
 *
 * @param {number} atOnce
 */
const sharedThreads = (atOnce) =>
  atOnce === 1
    ? {}
    : {
        TF_NUM_INTRAOP_THREADS: String(
          Math.max(1, Math.floor(availableParallelism() / atOnce)),
        ),
      };

/**
 * @param {Notebook} notebook
 * @param {ReturnType<typeof readOptions>} options
 * @param {{ atOnce: number, say: (text: string) => void }} company
 * @returns {Promise<Outcome>}
 */
async function execute(
  notebook,
  { parameters, target, seconds, fresh },
  { atOnce, say },
) {
  if (notebook.problem) {
    const { name, problem } = notebook;
    return { notebook: name, problem, seconds: 0, figures: 0 };
  }
  const started = Date.now();
  // A failed run must not overwrite the committed notebook: it is executed beside it first.
  const scratch = join(
    output,
    "notebooks",
    `.${notebook.name}.${process.pid}.tmp`,
  );
  const child = startGuarded(
    venvPython,
    [
      join(root, "setup", "execute_notebook.py"),
      notebook.path,
      scratch,
      String(seconds),
    ],
    {
      env: {
        ...sharedThreads(atOnce),
        ...pythonEnvironment(process.env),
        LAB_NOTEBOOK: notebook.name,
        LAB_PARAMETERS: JSON.stringify(parameters),
        ...(fresh && { LAB_FRESH: "1" }),
        JUPYTER_PREFER_ENV_PATH: "1",
        JUPYTER_RUNTIME_DIR: join(output, "jupyter"),
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  /** @type {Partial<Outcome>} */
  let outcome = {};
  const [stdout, stderr] = /** @type {import("node:stream").Readable[]} */ ([
    child.stdout,
    child.stderr,
  ]);
  createInterface(stdout).on("line", (text) => {
    const { event, ...told } = JSON.parse(text);
    if (event === "cell") say(`cell ${told.cell} of ${told.of}`);
    else outcome = told;
  });
  let said = "";
  stderr.setEncoding("utf8").on("data", (text) => (said += text));
  return new Promise((settle) =>
    child.on("close", (code) => {
      const took = (Date.now() - started) / 1000;
      if (code !== 0)
        outcome.problem ??= `The runner ended with ${code}.\n${said.slice(-2000)}`;
      const file = outcome.problem
        ? failedCopy(notebook.name)
        : join(target, `${notebook.name}.ipynb`);
      try {
        moveWhole(scratch, file);
        if (outcome.problem) outcome.copy = file;
      } catch (error) {
        outcome.problem ??= `${file} could not be written: ${/** @type {Error} */ (error).message}`;
      }
      settle({
        seconds: took,
        ...outcome,
        notebook: notebook.name,
        figures: figuresOf(notebook.name, started),
      });
    }),
  );
}

/** @param {Outcome} outcome */
function describeFailure({ notebook, problem, cell, source, copy }) {
  const lines = (source ?? "").split("\n").map((text) => `  | ${text}`);
  const place = cell
    ? `${notebook}, cell ${cell}:\n${lines.join("\n")}`
    : notebook;
  const saved = copy
    ? `\nThe notebook as far as it came: ${relative(root, copy)}`
    : "";
  return `\n${place}\n\n${problem}${saved}`;
}

/** @param {Outcome[]} outcomes */
function table(outcomes) {
  const rows = [
    ["notebook", "time", "figures", "headline result"],
    ...outcomes.map(({ notebook, seconds, headline, problem, figures }) => [
      notebook,
      duration(seconds),
      String(figures),
      problem ? "FAILED" : (headline ?? ""),
    ]),
  ];
  const widths = rows[0].map((_, i) =>
    Math.max(...rows.map((row) => row[i].length)),
  );
  return rows
    .map((row) =>
      row
        .map((text, i) => (i === 3 ? text : text.padEnd(widths[i])))
        .join("  "),
    )
    .join("\n");
}

/**
 * Executes notebooks side by side, one a core; a failing one is shown, the rest still run.
 *
 * @param {string[]} args
 * @returns {Promise<number>} exit code: 1 where any failed
 */
export async function notebooks(args) {
  const options = readOptions(args);
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const chosen = choose(notebooksIn(notebookFolder), options.names);
  checkParameters(chosen, options.parameters);
  for (const folder of [join(output, "notebooks"), options.target])
    compiledFiles().clearUnfinished(folder);
  const atOnce = Math.min(chosen.length, availableParallelism());
  const line = progressLine("");
  /** @type {Map<string, string>} */
  const running = new Map();
  const outcomes = await sideBySide(chosen, atOnce, async (notebook) => {
    interruption.throwIfAborted();
    const { name } = notebook;
    const say = (/** @type {string} */ at) => {
      running.set(name, at);
      line.say([...running].map((each) => each.join(": ")).join("  ·  "));
    };
    const outcome = await execute(notebook, options, { atOnce, say });
    interruption.throwIfAborted();
    running.delete(name);
    const { problem, seconds, warnings = [] } = outcome;
    line.note(
      `${name}  ${problem ? "failed" : "done"} in ${duration(seconds)}`,
    );
    if (problem) console.log(describeFailure(outcome));
    for (const warning of warnings) console.log(`  warning: ${warning}`);
    return outcome;
  }).finally(() => line.clear());
  const failed = outcomes.filter((outcome) => outcome.problem).length;
  // What an interrupted one left is gone on with; what came to its end is not taken for fresh the next time.
  if (options.fresh && !failed) await remove(join(output, "fresh"));
  console.log(`\n${table(outcomes)}\n`);
  console.log(`Executed notebooks: ${relative(root, options.target)}/`);
  console.log(`${outcomes.length - failed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}
