// Started by Jupyter with a connection file: compiles lib/ if it changed, then becomes tslab's kernel.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { prepareBuild } from "./build-library.mjs";
import { listenForCells, mendCells } from "./kernel-cells.mjs";
import { alone } from "./lock.mjs";
import { root } from "./paths.mjs";
import { mendTslab } from "./mend-tslab.mjs";

// A kernel whose client died without saying so must not stay behind, not even in a loop that never ends: so a thread looks.
new Worker(
  `const parent = ${process.ppid};
  setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGKILL"), 2000);`,
  { eval: true },
).unref();

const build = await alone(async () =>
  spawnSync(process.execPath, prepareBuild(), { cwd: root, encoding: "utf8" }),
);
if (build.status !== 0) {
  process.stderr.write(
    `lib/ has errors, so what it did before may still run:\n${build.stdout}`,
  );
}

process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";

mendTslab();
const require = createRequire(import.meta.url);
mendCells(require("tslab/dist/jupyter.js"));
require("tslab/dist/main.js").startKernel({
  configPath: process.argv[2],
  enableFindLocal: false,
});
listenForCells();
