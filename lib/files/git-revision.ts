import { execFileSync } from "node:child_process";
import { projectRoot } from "./paths";

/**
 * Git revision of the project, with `+` where files had been changed; null
 * outside a repository.
 *
 * @param paths changes in these alone count, such as "lib". Default: all tracked files.
 */
export function gitRevision(...paths: string[]): string | null {
  // Git sets these where it runs a hook, of another repository perhaps.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")),
  );
  const git = (...args: string[]) =>
    execFileSync("git", args, {
      cwd: projectRoot(),
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  try {
    const status = ["status", "--porcelain", "--untracked-files=no"];
    const changed = git(...status, "--", ...paths) !== "";
    return git("rev-parse", "HEAD") + (changed ? "+" : "");
  } catch {
    return null; // no git, or no repository: a copy of the files
  }
}
