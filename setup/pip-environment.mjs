import { ask } from "./command.mjs";
import { pythonEnvironment } from "./environment.mjs";
import { venvPython } from "./paths.mjs";

/** What the settings of pip may say: from where and how packages are fetched. What is installed, we say. */
const PIP =
  /^(index-url|extra-index-url|no-index|find-links|proxy|cert|client-cert|trusted-host|timeout|retries|cache-dir|keyring-provider|use-feature|use-deprecated)$/;

const listSettings = `import ast, json, subprocess, sys
listed = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True).stdout
pairs = [line.split("=", 1) for line in listed.splitlines() if "=" in line]
print(json.dumps([[name, str(ast.literal_eval(value))] for name, value in pairs]))`;

/**
 * Those settings of pip, from its files and variables, that say from where to fetch, as variables; its files are not read besides.
 *
 * @param {NodeJS.ProcessEnv} environment the user's
 * @returns {NodeJS.ProcessEnv}
 */
export function pipEnvironment(environment) {
  const listed = ask(venvPython, ["-c", listSettings], {
    env: pythonEnvironment(environment),
  });
  /** @type {[string, string][]} */
  const settings = JSON.parse(listed ?? "[]");
  /** @type {NodeJS.ProcessEnv} */
  const kept = { PIP_CONFIG_FILE: "/dev/null" };
  // As pip has it: what is for one command wins over what is for all, a variable over both.
  for (const section of ["global", "install", "download", ":env:"]) {
    for (const [place, value] of settings) {
      const [, of, name] = /^(.*)\.([^.]+)$/.exec(place) ?? [];
      if (of === section && PIP.test(name))
        kept[`PIP_${name.replaceAll("-", "_").toUpperCase()}`] = value;
    }
  }
  return kept;
}
