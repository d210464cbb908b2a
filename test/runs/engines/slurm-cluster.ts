import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Whether Debian's slurm-wlm and munge are installed; their daemons lie where users' PATH does not look. */
export function slurmIsInstalled(): boolean {
  const PATH = `${process.env.PATH}:/usr/sbin:/sbin`;
  const programs = ["slurmctld", "slurmd", "munged", "sbatch"];
  return programs.every(
    (program) =>
      spawnSync("sh", ["-c", `command -v ${program}`], {
        env: { ...process.env, PATH },
      }).status === 0,
  );
}

/** A Slurm of one node on this machine, which two tasks at once run on. */
export interface SlurmCluster {
  stop(): Promise<void>;
}

/**
 * Starts it, and lets Slurm's commands find it by `SLURM_CONF`. It ends with this process, however that ends.
 *
 * @param settings environment variables of `slurm-cluster.sh`.
 */
export async function startSlurmCluster(
  settings: { [name: string]: string } = {},
): Promise<SlurmCluster> {
  const script = spawn(join(__dirname, "slurm-cluster.sh"), {
    env: { ...process.env, ...settings },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const closed = once(script, "close");
  const line = await firstLine(script);
  const configuration = /^SLURM_CONF=(.+)$/.exec(line ?? "")?.[1];
  if (configuration === undefined)
    throw new Error("Slurm did not start; its daemons' last words are above.");
  process.env.SLURM_CONF = configuration;
  return {
    async stop() {
      script.stdin?.end();
      await closed;
      delete process.env.SLURM_CONF;
    },
  };
}

async function firstLine({ stdout }: ChildProcess) {
  for await (const line of createInterface({ input: stdout! })) return line;
}
