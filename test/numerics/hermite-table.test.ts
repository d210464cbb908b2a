import assert from "node:assert/strict";
import { hermiteTable } from "../../lib/numerics";

const fast = hermiteTable(Math.sin, Math.cos, -1, 2, 1 / 512);

describe("hermiteTable", () => {
  it("stays within its error bound between nodes", () => {
    for (let x = -1; x < 2; x += 0.000731)
      assert.ok(Math.abs(fast(x) - Math.sin(x)) < 4e-14 + 2e-16);
  });

  it("is exact for cubics on a coarse table", () => {
    const cubic = (x: number) => x ** 3 - 2 * x;
    const table = hermiteTable(cubic, (x) => 3 * x * x - 2, 0, 4, 2);
    for (const x of [0, 0.3, 1.9, 2, 3.7])
      assert.ok(Math.abs(table(x) - cubic(x)) < 1e-12);
  });

  it("calls the function itself outside, and for NaN", () => {
    assert.equal(fast(5), Math.sin(5));
    assert.equal(fast(-3), Math.sin(-3));
    assert.ok(Number.isNaN(fast(NaN)));
  });
});
