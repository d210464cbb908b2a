import { readFileSync } from "node:fs";

/** Whether a process of this host runs: one that was killed but not yet waited for does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is another user's.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8"); // on Linux: "pid (name) state …"
    return !/\) Z [^)]*$/.test(status);
  } catch {
    return true;
  }
}
