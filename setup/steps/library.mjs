import { join } from "node:path";
import { run } from "../command.mjs";
import { modules, root } from "../paths.mjs";
import { removeStaleOutputs } from "../stale-outputs.mjs";

/** Compiles lib/ incrementally: the compiler knows best what is up to date. */
export const library = {
  name: "library",
  ready: () => undefined,
  async make() {
    removeStaleOutputs(join(root, "lib"), join(root, "lib", "dist"));
    await run(
      process.execPath,
      [join(modules, "typescript", "bin", "tsc"), "-b", "lib"],
      {
        log: "library",
      },
    );
    return { summary: "lib/ compiled" };
  },
};
