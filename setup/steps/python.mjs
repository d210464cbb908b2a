import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../command.mjs";
import { pipEnvironment } from "../pip-environment.mjs";
import { root, venv, venvPython } from "../paths.mjs";
import { remove } from "../remove.mjs";
import { isStamped, stamp, textHash } from "../stamp.mjs";
import { findPython } from "./machine.mjs";

const pip = "26.3";
const requirements = join(root, "setup", "requirements.txt");
const stampFile = join(venv, ".lab-ready");
/** A virtual environment knows its own path, so a moved project makes a new one. */
const wanted = () => ({
  pip,
  venv,
  requirements: textHash(readFileSync(requirements, "utf8")),
});

/** JupyterLab, nbclient and nbconvert in a virtual environment inside the project. */
export const python = {
  name: "python",
  ready: () =>
    isStamped(stampFile, wanted()) && existsSync(venvPython)
      ? "JupyterLab in .venv"
      : undefined,
  /** @param {ReturnType<import("../terminal.mjs").progressLine>} line */
  async make(line) {
    const { command, version } = findPython();
    await remove(venv);
    await run(command, ["-m", "venv", venv], { log: "python" });
    const env = pipEnvironment(process.env);
    const install = ["-m", "pip", "install", "--disable-pip-version-check"];
    let fetched = 0;
    let current = 0;
    const total =
      readFileSync(requirements, "utf8").match(/^[\w.-]+==/gm)?.length ?? 0;
    let packages = 0;
    const onLine = (/** @type {string} */ text) => {
      const match = /^Progress (\d+) of (\d+)/.exec(text);
      if (match) current = Number(match[2]);
      if (
        /^\s*(Downloading|Using cached|Collecting|Installing collected)/.test(
          text,
        )
      ) {
        fetched += current;
        current = 0;
      }
      if (/^Collecting/.test(text))
        line.bar(++packages, total, (n) => `${n} packages`);
    };
    await run(venvPython, [...install, `pip==${pip}`], { log: "python", env });
    await run(
      venvPython,
      [
        ...install,
        "--progress-bar=raw",
        "--require-hashes",
        "-r",
        requirements,
      ],
      {
        log: "python",
        env,
        onLine,
      },
    );
    stamp(stampFile, wanted());
    return { summary: `Python ${version}, ${packages} packages`, fetched };
  },
};
