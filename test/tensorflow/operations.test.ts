import assert from "node:assert/strict";
import { operationsFor } from "../../lib/tensorflow/operations";

describe("own operations", () => {
  it("are taken where the processor has AVX2 and FMA", () => {
    assert.deepEqual(operationsFor(" fpu sse2 avx avx2 fma"), {
      light: true,
      dense: true,
    });
  });

  it("leave dense convolutions to oneDNN where it has AVX-512", () => {
    assert.deepEqual(operationsFor("fma avx2 avx512f"), {
      light: true,
      dense: false,
    });
  });

  it("are not taken elsewhere", () => {
    for (const flags of ["", "sse2", "avx2", "avx512f fma", "avx2x fma"])
      assert.deepEqual(operationsFor(flags), { light: false, dense: false });
  });
});
