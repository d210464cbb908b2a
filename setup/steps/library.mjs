import { prepareBuild } from "../build-library.mjs";
import { run } from "../command.mjs";

/** Compiles lib/ incrementally: the compiler knows best what is up to date. */
export const library = {
  name: "library",
  ready: () => undefined,
  async make() {
    await run(process.execPath, prepareBuild(), { log: "library" });
    return { summary: "lib/ compiled" };
  },
};
