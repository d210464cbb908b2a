import { join } from "node:path";
import { modules, root } from "./paths.mjs";
import { removeStaleOutputs } from "./stale-outputs.mjs";

/** Clears away what would be loaded in place of what is compiled now, and returns the arguments of Node that compile lib/ incrementally. */
export function prepareBuild() {
  removeStaleOutputs(join(root, "lib"), join(root, "lib", "dist"));
  return [join(modules, "typescript", "bin", "tsc"), "-b", "lib"];
}
