import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../lib/files/paths";
import {
  operationsFor,
  OPERATIONS_VARIABLE,
  ownOperations,
} from "../../lib/tensorflow/operations";

const server = "fma avx2 avx512f avx512bw avx512cd avx512dq avx512vl";

describe("own operations", () => {
  it("are taken where the processor has AVX2 and FMA", () => {
    assert.equal(operationsFor(" fpu sse2 avx avx2 fma"), "avx2");
  });

  it("take wider vectors where all parts of AVX-512 are there", () => {
    assert.equal(operationsFor(server), "avx512");
    assert.equal(operationsFor(server.replace("avx512vl", "")), "avx2");
  });

  it("are not taken elsewhere", () => {
    for (const flags of ["", "sse2", "avx2", "avx512f fma", "avx2x fma"])
      assert.equal(operationsFor(flags), undefined);
  });

  it("are those that the environment variable names", () => {
    assert.equal(operationsFor(server, "avx2"), "avx2");
    assert.equal(operationsFor(server, "off"), undefined);
    assert.equal(operationsFor(server, ""), "avx512");
    assert.throws(() => operationsFor(server, "on"), {
      message: `The environment variable ${OPERATIONS_VARIABLE} is "on", expected "off" or "avx2", or nothing for the fastest.`,
    });
  });

  // Another process takes other operations, or one thread; those of this one pass the tests as they run here.
  for (const [name, environment, tests] of [
    [
      "of narrow vectors",
      { [OPERATIONS_VARIABLE]: "avx2" },
      ["fast-convolution", "convolution-chain", "optimizer"],
    ],
    [
      "on one thread",
      { TF_NUM_INTRAOP_THREADS: "1" },
      ["fast-convolution", "convolution-chain", "optimizer"],
    ],
    [
      "on three threads",
      { TF_NUM_INTRAOP_THREADS: "3" },
      ["fast-convolution", "convolution-chain", "optimizer"],
    ],
    [
      "of TensorFlow alone",
      { [OPERATIONS_VARIABLE]: "off" },
      ["convolution", "convolution-chain", "native-gradients", "optimizer"],
    ],
  ] as const)
    it(`${name} pass the same tests`, function () {
      if (ownOperations !== "avx512") this.skip();
      this.timeout(120_000);
      const mocha = join(projectRoot(), "node_modules/mocha/bin/mocha.js");
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [mocha, ...tests.map((test) => `test/tensorflow/${test}.test.ts`)],
        {
          cwd: projectRoot(),
          env: { ...process.env, ...environment },
          encoding: "utf8",
        },
      );
      assert.equal(status, 0, stdout + stderr);
    });
});
