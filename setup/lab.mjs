import { createServer } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";
import { pythonEnvironment } from "./environment.mjs";
import { startGuarded } from "./guarded.mjs";
import { interruption } from "./interruption.mjs";
import { root, venvPython } from "./paths.mjs";

/** @param {number} port @returns {Promise<boolean>} */
const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/**
 * The port asked for, or the first free one from 8888.
 *
 * @param {string | undefined} asked
 * @throws {Failure} where the port asked for is no port, or in use
 */
export async function choosePort(asked) {
  if (asked === undefined) {
    for (let port = 8888; port < 8988; port++)
      if (await isFree(port)) return port;
    throw new Failure("no port from 8888 to 8987 is free", {
      remedy: "Name one: npm run lab -- --port 9000",
    });
  }
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Failure(
      `--port is "${asked}", expected a number from 1 to 65535`,
    );
  }
  if (!(await isFree(port))) {
    throw new Failure(`port ${port} is in use`, {
      remedy:
        "Name another (npm run lab -- --port 9000), or leave --port out to have a free one chosen.",
    });
  }
  return port;
}

/**
 * Our own options, and what stands behind a further "--", which is for Jupyter.
 *
 * @param {string[]} args
 * @throws {Failure} for an option that is not ours
 */
export function readLabOptions(args) {
  const end = args.indexOf("--");
  const [own, jupyter] =
    end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)];
  try {
    const { values } = parseArgs({
      args: own,
      options: {
        port: { type: "string" },
        "no-browser": { type: "boolean", default: false },
      },
    });
    return { ...values, jupyter };
  } catch (error) {
    throw new Failure(/** @type {Error} */ (error).message, {
      remedy: `npm run lab -- [--port N] [--no-browser] [-- OPTIONS OF JUPYTER]
For Jupyter's own options: npm run lab -- -- ${own.find((option) => option.startsWith("-")) ?? "--help"}`,
    });
  }
}

/**
 * JupyterLab on the notebooks, until Ctrl-C.
 *
 * @param {string[]} args
 */
export async function lab(args) {
  const values = readLabOptions(args);
  const port = await choosePort(values.port);
  const rootOptions = process.getuid?.() === 0 ? ["--allow-root"] : [];
  const child = startGuarded(
    venvPython,
    [
      ...["-m", "jupyterlab", `--ServerApp.root_dir=${root}`, `--port=${port}`],
      ...[
        "--ServerApp.port_retries=0",
        "--LabApp.default_url=/lab/tree/notebooks/where-to-begin.md",
        // Markdown opens as a reader wants it.
        `--LabApp.app_settings_dir=${join(root, "setup", "jupyter")}`,
      ],
      ...(values["no-browser"] ? ["--no-browser"] : []),
      ...rootOptions,
      ...values.jupyter,
    ],
    {
      stdio: ["inherit", "inherit", "inherit"],
      env: { ...pythonEnvironment(process.env), JUPYTER_PREFER_ENV_PATH: "1" },
    },
  );
  return new Promise((resolve) =>
    child.on("close", (code) =>
      resolve(interruption.aborted ? 0 : (code ?? 1)),
    ),
  );
}
