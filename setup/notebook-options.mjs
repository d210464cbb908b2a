import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";
import { output, root } from "./paths.mjs";

/** Where the committed notebooks are. */
export const notebookFolder = join(root, "notebooks");

export const usage = `npm run notebooks -- [NAME …] [options]

  NAME                 number or part of the name; all where none is given
  --profile small|full sizes, seeds and epochs (the notebook's own, which its committed results are of)
  --fresh              compute everything again, instead of reading data/results (hours for some); interrupted, the same goes on
  --seed N             seed of every random draw
  --set NAME=VALUE     any other parameter of a notebook, e.g. --set strength=0.7
  --in-place           write the executed notebooks over the committed ones
  --into FOLDER        write them there (out/notebooks)
  --time-limit MINUTES per notebook (15; with --fresh: none)`;

/** @typedef {{ name: string, path: string, parameters: string[], problem?: string }} Notebook */

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
        fresh: { type: "boolean", default: false },
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
  const { profile, seed, into } = values;
  if (profile !== undefined && !["small", "full"].includes(profile)) {
    throw new Failure(`--profile is "${profile}", expected small or full`);
  }
  if (seed !== undefined && !/^\d+$/.test(seed)) {
    throw new Failure(`--seed is "${seed}", expected a whole number from 0`);
  }
  if (into !== undefined && values["in-place"]) {
    throw new Failure("--into and --in-place exclude each other");
  }
  const { fresh } = values;
  const limit = values["time-limit"] ?? (fresh ? "0" : "15");
  if (!(Number(limit) >= 0)) {
    throw new Failure(`--time-limit is "${limit}", expected minutes`);
  }
  /** @type {Record<string, string>} */
  const parameters = {};
  if (profile !== undefined) parameters.profile = profile;
  if (seed !== undefined) parameters.seed = seed;
  for (const pair of values.set) {
    const match = /^(\w+)=(.*)$/.exec(pair);
    if (!match) throw new Failure(`--set is "${pair}", expected NAME=VALUE`);
    parameters[match[1]] = match[2];
  }
  return {
    names: positionals,
    parameters,
    fresh,
    target: values["in-place"]
      ? notebookFolder
      : resolve(root, into ?? join(output, "notebooks")),
    seconds: Number(limit) * 60,
    help: values.help,
  };
}

/**
 * The names that a notebook's call of `lab.parameters({…})` declares.
 *
 * @param {{ cells: { cell_type: string, source: string | string[] }[] }} notebook
 * @throws {Error} where it has no cells
 */
export function declaredParameters(notebook) {
  if (!Array.isArray(notebook?.cells)) throw new Error("it has no cells");
  const code = notebook.cells
    .filter((cell) => cell.cell_type === "code")
    .map((cell) => [cell.source].flat().join(""))
    .join("\n");
  const call = /\bparameters\(\{([^}]*)\}/.exec(code);
  return [...(call?.[1].matchAll(/(\w+)\s*:/g) ?? [])].map((match) => match[1]);
}

/** The compiled lib/files. */
export const compiledFiles = () =>
  createRequire(import.meta.url)(join(root, "lib", "dist", "files"));

/** "Did you mean …", by the compiled library. @param {string} name @param {string[]} known */
const nearest = (name, known) => compiledFiles().nearestName(name, known);

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
