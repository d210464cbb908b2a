import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { cacheFolder } from "../lib/files/paths";

/** A running peer: a Python script that answers one JSON line for each it is sent. */
export interface Peer {
  /** Calls one of the script's functions. `seconds` is what the script measured around the work itself. */
  call<Result>(
    name: string,
    args?: object,
  ): Promise<{ seconds: number; result: Result }>;
  /** Ends the script; the bench must do so even when it fails. */
  stop(): void;
}

/** Options of {@link startPeer}. */
export interface PeerOptions {
  /** File in bench/ that lists what the script imports. Default "requirements-peers.txt". */
  requirements?: string;
}

/**
 * Starts `bench/peers/<script>` in the peers' own Python environment, making that first where needed.
 *
 * @throws Error when the environment cannot be made, or the script fails.
 */
export function startPeer(script: string, options: PeerOptions = {}): Peer {
  const python = peerPython(options.requirements ?? "requirements-peers.txt");
  const child = spawn(python, ["-u", join(__dirname, "peers", script)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting: {
    resolve: (line: string) => void;
    reject: (error: Error) => void;
  }[] = [];
  createInterface({ input: child.stdout }).on("line", (line) =>
    waiting.shift()?.resolve(line),
  );
  child.on("exit", (code) => {
    for (const { reject } of waiting.splice(0))
      reject(new Error(`The peer ${script} ended with code ${code}.`));
  });
  return {
    async call(name, args = {}) {
      const line = await new Promise<string>((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify({ call: name, ...args })}\n`);
      });
      const answer = JSON.parse(line);
      if (answer.error)
        throw new Error(`The peer ${script}, ${name}: ${answer.error}`);
      return answer;
    },
    stop: () => child.stdin.end(),
  };
}

/** The Python of the peers' environment, with what a requirements file lists. */
function peerPython(requirements: string): string {
  const folder = join(cacheFolder(), "bench-venv");
  const python = join(folder, "bin", "python");
  const list = join(__dirname, requirements);
  const wanted = createHash("sha256").update(readFileSync(list)).digest("hex");
  const stamp = join(folder, `${requirements}.sha256`);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted)
    return python;

  console.error(`Making ready the peers' environment (${requirements}) …`);
  if (!existsSync(python)) {
    rmSync(folder, { recursive: true, force: true });
    run("python3", ["-m", "venv", folder]);
  }
  run(python, ["-m", "pip", "install", "--quiet", "--requirement", list]);
  writeFileSync(stamp, wanted); // last, so that a half-made environment is made again
  return python;
}

function run(command: string, args: string[]): void {
  const { status, error } = spawnSync(command, args, {
    stdio: ["ignore", 2, "inherit"],
  });
  if (error || status !== 0)
    throw new Error(
      `The peers' environment needs "${command} ${args.join(" ")}", which failed${error ? `: ${error.message}` : ` with code ${status}`}.`,
    );
}
