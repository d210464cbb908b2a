import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import type { FetchOptions } from "./fetch-options";
import { packageEnvironment } from "./package-environment";

/** Runs a command to its end; a failure carries the last lines it printed. */
export function runCommand(
  command: string,
  args: string[],
  cwd: string,
  { signal }: FetchOptions,
  onLine: (line: string) => void = () => {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      signal,
      env: packageEnvironment(process.env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const tail: string[] = [];
    const listen = (stream: Readable) => {
      let rest = "";
      stream.setEncoding("utf8").on("data", (text: string) => {
        const lines = (rest + text).split(/\r?\n|\r/);
        rest = lines.pop() ?? "";
        for (const line of lines) {
          onLine(line);
          if (line.trim() && !line.startsWith("Progress ")) tail.push(line);
          if (tail.length > 6) tail.shift();
        }
      });
    };
    listen(child.stdout);
    listen(child.stderr);
    child.on("error", (error) =>
      reject(new Error(`${command} cannot be started: ${error.message}`)),
    );
    child.on("close", (code, signal) =>
      code === 0
        ? resolve()
        : reject(
            new Error(
              `${[command, ...args.slice(0, 3)].join(" ")} … ended with ${signal ?? code}: ${tail.join(" | ")}`,
            ),
          ),
    );
  });
}
