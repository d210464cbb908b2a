import { spawn } from "node:child_process";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, join, relative, resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";
import { interruption } from "./interruption.mjs";
import { output, root, venvPython } from "./paths.mjs";
import { duration, progressLine } from "./terminal.mjs";

const folder = join(root, "notebooks");

export const usage = `npm run notebooks -- [NAME …] [options]

  NAME                 number or part of the name; all where none is given
  --profile quick|full sizes, seeds and epochs (quick)
  --seed N             seed of every random draw
  --set NAME=VALUE     any other parameter of a notebook, e.g. --set strength=0.7
  --in-place           write the executed notebooks over the committed ones
  --into FOLDER        write them there (out/notebooks)
  --time-limit MINUTES per notebook (quick: 15; full: none)`;

/** @typedef {{ name: string, path: string, parameters: string[] }} Notebook */
/** @typedef {{ notebook: string, seconds: number, headline?: string, problem?: string, cell?: number, source?: string, warnings?: string[], figures: number }} Outcome */

/**
 * What the command line asks for.
 *
 * @param {string[]} args
 * @throws {Failure} for an option or value that is not known
 */
export function readOptions(args) {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        profile: { type: "string" },
        seed: { type: "string" },
        set: { type: "string", multiple: true, default: [] },
        into: { type: "string" },
        "in-place": { type: "boolean", default: false },
        "time-limit": { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new Failure(/** @type {Error} */ (error).message, { remedy: usage });
  }
  const { values, positionals } = parsed;
  const { profile = "quick", seed, into } = values;
  if (!["quick", "full"].includes(profile)) {
    throw new Failure(`--profile is "${profile}", expected quick or full`);
  }
  if (seed !== undefined && !/^\d+$/.test(seed)) {
    throw new Failure(`--seed is "${seed}", expected a whole number from 0`);
  }
  if (into !== undefined && values["in-place"]) {
    throw new Failure("--into and --in-place exclude each other");
  }
  const limit = values["time-limit"] ?? (profile === "quick" ? "15" : "0");
  if (!(Number(limit) >= 0)) {
    throw new Failure(`--time-limit is "${limit}", expected minutes`);
  }
  /** @type {Record<string, string>} */
  const parameters = { profile };
  if (seed !== undefined) parameters.seed = seed;
  for (const pair of values.set) {
    const match = /^(\w+)=(.*)$/.exec(pair);
    if (!match) throw new Failure(`--set is "${pair}", expected NAME=VALUE`);
    parameters[match[1]] = match[2];
  }
  return {
    names: positionals,
    parameters,
    target: values["in-place"]
      ? folder
      : resolve(root, into ?? join(output, "notebooks")),
    seconds: Number(limit) * 60,
    help: values.help,
  };
}

/**
 * The names that a notebook's call of `lab.parameters({…})` declares.
 *
 * @param {{ cells: { cell_type: string, source: string | string[] }[] }} notebook
 */
export function declaredParameters(notebook) {
  const code = notebook.cells
    .filter((cell) => cell.cell_type === "code")
    .map((cell) => [cell.source].flat().join(""))
    .join("\n");
  const call = /\bparameters\(\{([^}]*)\}/.exec(code);
  return [...(call?.[1].matchAll(/(\w+)\s*:/g) ?? [])].map((match) => match[1]);
}

/** @returns {Notebook[]} */
function allNotebooks() {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ipynb"))
    .sort()
    .map((file) => {
      const path = join(folder, file);
      const parameters = declaredParameters(
        JSON.parse(readFileSync(path, "utf8")),
      );
      return { name: basename(file, ".ipynb"), path, parameters };
    });
}

/** "Did you mean …", by the compiled library. @param {string} name @param {string[]} known */
const nearest = (name, known) =>
  createRequire(import.meta.url)(join(root, "lib", "dist", "data")).nearestName(
    name,
    known,
  );

/**
 * The notebooks whose number or name is asked for; all where nothing is.
 *
 * @param {Notebook[]} all @param {string[]} names
 * @param {typeof nearest} [suggest]
 */
export function choose(all, names, suggest = nearest) {
  if (names.length === 0) return all;
  return names.flatMap((name) => {
    const found = all.filter((notebook) =>
      /^\d+$/.test(name)
        ? Number.parseInt(notebook.name) === Number(name)
        : notebook.name.includes(basename(name, ".ipynb")),
    );
    if (found.length === 0) {
      throw new Failure(`no notebook is called "${name}"`, {
        remedy: suggest(
          name,
          all.map((each) => each.name),
        ),
      });
    }
    return found;
  });
}

/**
 * @param {Notebook[]} chosen @param {Record<string, string>} given
 * @param {typeof nearest} [suggest]
 */
export function checkParameters(chosen, given, suggest = nearest) {
  const known = [...new Set(chosen.flatMap((notebook) => notebook.parameters))];
  for (const name of Object.keys(given)) {
    if (!["profile", "seed"].includes(name) && !known.includes(name)) {
      throw new Failure(
        `none of the chosen notebooks has a parameter "${name}"`,
        {
          remedy: suggest(name, known),
        },
      );
    }
  }
}

/** Figures written since a moment. @param {number} since milliseconds */
function figuresSince(since) {
  const figures = process.env.LAB_FIGURES_DIR ?? join(output, "figures");
  try {
    const names = readdirSync(figures)
      .filter((file) => /\.(svg|png|pdf)$/.test(file))
      .filter((file) => statSync(join(figures, file)).mtimeMs >= since)
      .map((file) => file.replace(/\.\w+$/, ""));
    return new Set(names).size;
  } catch {
    return 0;
  }
}

/**
 * @param {Notebook} notebook
 * @param {ReturnType<typeof readOptions>} options
 * @returns {Promise<Outcome>}
 */
function execute(notebook, { parameters, target, seconds }) {
  const line = progressLine(notebook.name);
  const started = Date.now();
  // A failed run must not overwrite the committed notebook: it is executed beside it first.
  const scratch = join(
    output,
    "notebooks",
    `.${notebook.name}.${process.pid}.running.ipynb`,
  );
  mkdirSync(target, { recursive: true });
  const child = spawn(
    venvPython,
    [
      join(root, "setup", "execute_notebook.py"),
      notebook.path,
      scratch,
      String(seconds),
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        LAB_PARAMETERS: JSON.stringify(parameters),
        JUPYTER_PREFER_ENV_PATH: "1",
        JUPYTER_RUNTIME_DIR: join(output, "jupyter"),
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const end = () => child.kill("SIGTERM");
  interruption.addEventListener("abort", end);
  /** @type {Partial<Outcome>} */
  let outcome = {};
  createInterface(child.stdout).on("line", (text) => {
    const { event, ...told } = JSON.parse(text);
    if (event === "cell") line.say(`cell ${told.cell} of ${told.of}`);
    else outcome = told;
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (said += text));
  return new Promise((settle) =>
    child.on("close", (code) => {
      interruption.removeEventListener("abort", end);
      const took = (Date.now() - started) / 1000;
      if (code !== 0)
        outcome.problem ??= `The runner ended with ${code}.\n${said.slice(-2000)}`;
      const file = join(
        outcome.problem ? join(output, "notebooks") : target,
        `${notebook.name}.ipynb`,
      );
      try {
        renameSync(scratch, file);
      } catch (error) {
        outcome.problem ??= `${file} could not be written: ${/** @type {Error} */ (error).message}`;
      }
      line.end(`${outcome.problem ? "failed" : "done"} in ${duration(took)}`);
      settle({
        seconds: took,
        ...outcome,
        notebook: notebook.name,
        figures: figuresSince(started),
      });
    }),
  );
}

/** @param {Outcome} outcome */
function describeFailure({ notebook, problem, cell, source }) {
  const lines = (source ?? "").split("\n").map((text) => `  | ${text}`);
  const place = cell
    ? `${notebook}, cell ${cell}:\n${lines.join("\n")}`
    : notebook;
  return `\n${place}\n\n${problem}\nThe notebook as far as it came: ${relative(root, join(output, "notebooks", `${notebook}.ipynb`))}`;
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
 * Executes notebooks one after the other; a failing one is shown, the rest still run.
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
  const chosen = choose(allNotebooks(), options.names);
  checkParameters(chosen, options.parameters);
  const outcomes = [];
  for (const notebook of chosen) {
    const outcome = await execute(notebook, options);
    interruption.throwIfAborted();
    outcomes.push(outcome);
    if (outcome.problem) console.log(describeFailure(outcome));
    for (const warning of outcome.warnings ?? [])
      console.log(`  warning: ${warning}`);
  }
  const failed = outcomes.filter((outcome) => outcome.problem).length;
  console.log(`\n${table(outcomes)}\n`);
  console.log(`Executed notebooks: ${relative(root, options.target)}/`);
  console.log(`${outcomes.length - failed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}
