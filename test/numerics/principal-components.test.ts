import assert from "node:assert/strict";
import { principalComponents, randomStream } from "../../lib/numerics";

const rows = {
  values: Float64Array.of(
    ...[2, 0, 1, -1],
    ...[1, 3, 0, 2],
    ...[0, 1, 4, 1],
    ...[5, 2, 2, 0],
    ...[3, 3, 1, 1],
  ),
  count: 5,
  width: 4,
};
const close = (a: number, b: number) =>
  assert.ok(Math.abs(a - b) < 1e-9, `${a} ${b}`);

describe("principalComponents", () => {
  it("are those of NumPy's singular values", () => {
    const { variances, project } = principalComponents(rows, 2);
    [4.283521675926826, 3.188692736806735].forEach((value, c) =>
      close(variances[c], value),
    );
    const { values, width } = project(rows);
    assert.equal(width, 2);
    [
      [0.1636251777778581, 1.626435167453621],
      [0.35167634431465594, 2.6380205580084506],
      [3.1026000864326853, 0.7970609984165997],
      [2.4464866593081083, 1.2235082559953636],
      [1.1714149492170909, 1.0089838648571336],
    ]
      .flat()
      .forEach((value, k) => close(Math.abs(values[k]), value));
  });

  it("of all of them keep distances, and there are no more than examples span", () => {
    const random = randomStream(1, "few of many");
    const few = {
      values: Float32Array.from({ length: 4 * 30 }, () => random.normal()),
      count: 4,
      width: 30,
    };
    const { project, variances } = principalComponents(few, 30);
    assert.equal(variances.length, 3);
    const { values, width } = project(few);
    const squared = (of: ArrayLike<number>, n: number) =>
      Array.from({ length: n }, (_, k) => (of[k] - of[n + k]) ** 2).reduce(
        (a, b) => a + b,
      );
    close(squared(values, width), squared(few.values, 30));
  });

  it("refuse what has none", () => {
    assert.throws(
      () => principalComponents({ ...rows, count: 4 }, 1),
      /20 values as 4 rows of 4/,
    );
    assert.throws(() => principalComponents(rows, 0), /components is 0/);
    const equal = { values: new Float64Array(6), count: 2, width: 3 };
    assert.throws(
      () => principalComponents(equal, 1),
      /all examples are equal/,
    );
  });
});
