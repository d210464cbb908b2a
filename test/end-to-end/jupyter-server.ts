import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../lib/files";

/** The Python of the project's own environment. */
export const venvPython = join(projectRoot(), ".venv", "bin", "python");

/** A JupyterLab server on loopback. */
export interface JupyterServer {
  /** Address of a file of the project in JupyterLab, with the token that opens it. */
  address(path: string): string;
  /** Ends the server and its kernels, and removes its settings. */
  stop(): Promise<void>;
}

/**
 * JupyterLab that ends when its standard input does, and so when the process that started it does: even if that is killed.
 */
const labBoundToParent = `
import os, signal, sys, threading

def end_with_parent():
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)

threading.Thread(target=end_with_parent, daemon=True).start()
from jupyterlab.labapp import main
main()
`;

/** Time for a server to end by itself before it is killed. */
const PATIENCE = 10_000;

/**
 * Start JupyterLab on the project: on a free port of the loopback interface, behind a token, with settings, workspaces and signatures
 * of its own in a temporary folder.
 */
export async function startJupyterServer(): Promise<JupyterServer> {
  const home = mkdtempSync(join(tmpdir(), "jupyter-"));
  const port = await freePort();
  const token = randomBytes(16).toString("hex");
  const options = [
    `--ServerApp.root_dir=${projectRoot()}`,
    "--ServerApp.ip=127.0.0.1",
    `--ServerApp.port=${port}`,
    "--ServerApp.port_retries=0",
    `--IdentityProvider.token=${token}`,
    "--no-browser",
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
  const env = {
    ...process.env,
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_CONFIG_DIR: join(home, "config"),
    JUPYTER_DATA_DIR: join(home, "data"),
    JUPYTER_RUNTIME_DIR: join(home, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: join(home, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(home, "workspaces"),
    IPYTHONDIR: join(home, "ipython"),
  };
  const server = spawn(venvPython, ["-c", labBoundToParent, ...options], {
    env,
    detached: true, // a process group of its own, to be ended as one
    stdio: ["pipe", "ignore", "pipe"],
  });
  let log = "";
  server.stderr!.on("data", (part: Buffer) => (log += part.toString()));
  const stop = async () => {
    await end(server);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await answers(`http://127.0.0.1:${port}/api?token=${token}`, server);
  } catch (error) {
    await stop();
    throw new Error(
      `JupyterLab did not start:
${log}`,
      { cause: error },
    );
  }
  return {
    address: (path) =>
      `http://127.0.0.1:${port}/lab/tree/${path}?token=${token}`,
    stop,
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}

const pause = (milliseconds: number) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Wait until a server answers, or has ended. */
async function answers(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (server.exitCode !== null) throw new Error(`exit ${server.exitCode}`);
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await pause(100);
  }
  throw new Error("no answer");
}

/** End a server: politely, so that it ends its kernels, then by force. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.stdin!.end();
  const timer = setTimeout(
    () => process.kill(-server.pid!, "SIGKILL"),
    PATIENCE,
  );
  await ended;
  clearTimeout(timer);
}
