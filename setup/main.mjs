#!/usr/bin/env node
// The one entrance behind the npm scripts.
import { availableParallelism, constants } from "node:os";
import { join } from "node:path";
import { Failure } from "./failure.mjs";
import { startGuarded } from "./guarded.mjs";
import {
  endWithNpm,
  interruption,
  listenForInterruption,
} from "./interruption.mjs";
import { lab } from "./lab.mjs";
import { notebooks } from "./notebooks.mjs";
import { modules } from "./paths.mjs";
import { setup } from "./setup.mjs";
import { sideBySide } from "./side-by-side.mjs";

const tool = (/** @type {string[]} */ ...path) => join(modules, ...path);

/**
 * Runs a tool of the project in this terminal.
 * @param {string[]} args
 * @param {Record<string, string>} [variables] of the environment, on top of what there is
 */
function inherit(args, variables = {}) {
  return new Promise((resolve, reject) => {
    const child = startGuarded(process.execPath, args, {
      stdio: ["inherit", "inherit", "inherit"],
      env: { ...process.env, ...variables },
      signal: "SIGINT",
    });
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve(code ?? 128 + constants.signals[signal ?? "SIGTERM"]),
    );
  });
}

/** Each takes what stands behind its name on the command line, and gives an exit code. */
const commands = {
  /** @param {string[]} args */
  async setup([step, ...rest]) {
    await setup(step, rest);
    return 0;
  },
  /** @param {string[]} args */
  async start(args) {
    await setup();
    return notebooks(args);
  },
  /** @param {string[]} args */
  async test(args) {
    await setup();
    const checks = [
      { name: "types", args: [tool("typescript", "bin", "tsc"), "-p", "."] },
      { name: "lint", args: [tool("eslint", "bin", "eslint.js"), "."] },
      {
        name: "format",
        args: [
          tool("prettier", "bin", "prettier.cjs"),
          "--check",
          "--log-level=warn",
          ".",
        ],
      },
    ];
    console.log(`— ${checks.map(({ name }) => name).join(", ")}`);
    const codes = await sideBySide(checks, availableParallelism(), ({ args }) =>
      inherit(args),
    );
    const failed = codes.find((code) => code !== 0);
    if (failed !== undefined) return failed;
    console.log("— mocha");
    return inherit([
      tool("mocha", "bin", "mocha.js"),
      ...(args.length ? args : ["test/**/*.test.ts"]),
    ]);
  },
  /** @param {string[]} args */
  async lab(args) {
    await setup();
    return lab(args);
  },
  /** @param {string[]} args */
  async notebooks(args) {
    await setup();
    return notebooks(args);
  },
  /** @param {string[]} args */
  async figures(args) {
    if (args.length > 0)
      throw new Failure(`figures takes no options, got "${args.join(" ")}"`, {
        remedy:
          "It draws every figure as it was saved last: width, formats and resolution are options of lab.save, in the notebook.",
      });
    await setup();
    return inherit([join("lib", "dist", "commands", "figures.js")]);
  },
  /** @param {string[]} args */
  async pretrain(args) {
    await setup();
    // With one thread the weights don't depend on the number of cores.
    return inherit([join("lib", "dist", "commands", "pretrain.js"), ...args], {
      TF_NUM_INTRAOP_THREADS: "1",
    });
  },
  /** @param {string[]} args */
  async ask(args) {
    await setup();
    return inherit([join("lib", "dist", "commands", "ask.js"), ...args]);
  },
  /** @param {string[]} args */
  async book(args) {
    await setup();
    return inherit([join("lib", "dist", "commands", "book.js"), ...args]);
  },
  /** @param {string[]} args */
  async sweep(args) {
    await setup();
    return inherit([join("lib", "dist", "commands", "sweep.js"), ...args]);
  },
  /** @param {string[]} args */
  async bench(args) {
    await setup();
    return inherit(["--import", "tsx", join("bench", "run.ts"), ...args]);
  },
};

listenForInterruption();
endWithNpm();
const [name = "start", ...args] = process.argv.slice(2);
try {
  if (!Object.hasOwn(commands, name)) {
    throw new Failure(`there is no command "${name}"`, {
      remedy: `Commands: ${Object.keys(commands).join(", ")}.`,
    });
  }
  process.exitCode =
    await commands[/** @type {keyof typeof commands} */ (name)](args);
} catch (error) {
  if (interruption.aborted) {
    console.error(
      "\nInterrupted. Nothing half-done was kept as done; run it again to go on.",
    );
    process.exitCode = 130;
  } else if (error instanceof Failure) {
    console.error(`\n${error.message}`);
    if (error.remedy) console.error(error.remedy);
    if (error.log) console.error(`Whole output: ${error.log}`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
