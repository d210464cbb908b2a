import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, venv } from "../paths.mjs";
import { writeWhole } from "../stamp.mjs";

const specification = join(
  venv,
  "share",
  "jupyter",
  "kernels",
  "tslab",
  "kernel.json",
);

/** A kernelspec of our own: it compiles lib/, then starts tslab. */
const wanted = () =>
  JSON.stringify(
    {
      argv: [
        process.execPath,
        join(root, "setup", "kernel.mjs"),
        "{connection_file}",
      ],
      display_name: "TypeScript",
      language: "typescript",
    },
    null,
    2,
  );

export const kernel = {
  name: "kernel",
  ready: () =>
    existsSync(specification) &&
    readFileSync(specification, "utf8") === wanted()
      ? "tslab, in .venv"
      : undefined,
  async make() {
    writeWhole(specification, wanted());
    return { summary: "tslab registered in .venv" };
  },
};
