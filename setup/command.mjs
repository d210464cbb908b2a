import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "./make-folder.mjs";
import { ownEnvironment } from "./environment.mjs";
import { Failure, knownCause } from "./failure.mjs";
import { startGuarded } from "./guarded.mjs";
import { output, temporary } from "./paths.mjs";

/** Milliseconds that an interrupted command has to end by itself. */
const GRACE = 2000;

/**
 * Runs a command of the set-up to its end, keeps its output as out/logs/<log>.log.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ log: string, cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} options
 * @returns {Promise<string>} its output, standard error included
 * @throws {Failure} with the known cause, or the last lines it printed
 */
export function run(command, args, { log, cwd, env, onLine }) {
  makeFolder(temporary);
  return new Promise((resolve, reject) => {
    const child = startGuarded(command, args, {
      cwd,
      env: { ...ownEnvironment(process.env), TMPDIR: temporary, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      grace: GRACE,
    });
    const streams = [child.stdout, child.stderr].filter(
      (each) => each !== null,
    );
    let text = "";
    for (const stream of streams) {
      let rest = "";
      stream.setEncoding("utf8").on("data", (/** @type {string} */ chunk) => {
        text += chunk;
        const lines = (rest + chunk).split(/\r?\n|\r/);
        rest = lines.pop() ?? "";
        if (onLine) lines.forEach(onLine);
      });
    }
    const fail = (/** @type {string} */ how) => {
      const file = keepLog(log, `$ ${[command, ...args].join(" ")}\n${text}`);
      const cause = knownCause(text);
      reject(
        new Failure(cause?.message ?? `${how}\n${lastLines(text)}`, {
          remedy: cause?.remedy,
          log: file,
        }),
      );
    };
    child.on("error", (error) => fail(`${command}: ${error.message}`));
    child.on("close", (code, signal) =>
      code === 0
        ? resolve(text)
        : fail(`${command} ended with ${signal ?? code}`),
    );
  });
}

/**
 * What a command prints first, or undefined where it cannot be run.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 */
export function ask(command, args, { env = ownEnvironment(process.env) } = {}) {
  const { status, stdout } = spawnSync(command, args, {
    encoding: "utf8",
    env,
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** @param {string} name @param {string} text */
function keepLog(name, text) {
  const folder = join(output, "logs");
  makeFolder(folder);
  const file = join(folder, `${name}.log`);
  writeFileSync(file, text);
  return file;
}

/** @param {string} text */
function lastLines(text) {
  const lines = text.split("\n").filter((line) => line.trim());
  return lines
    .slice(-8)
    .map((line) => `  | ${line}`)
    .join("\n");
}
