import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { sideBySide } from "../../setup/side-by-side.mjs";

describe("work side by side", () => {
  it("has so many at once, begins in order, and answers in order", async () => {
    const begun: number[] = [];
    let now = 0;
    let most = 0;
    const results = await sideBySide([3, 1, 2, 5, 4], 2, async (item) => {
      begun.push(item);
      most = Math.max(most, ++now);
      for (let k = 0; k < item; k++) await setImmediate();
      now -= 1;
      return 10 * item;
    });
    assert.deepEqual(results, [30, 10, 20, 50, 40]);
    assert.deepEqual(begun, [3, 1, 2, 5, 4]);
    assert.equal(most, 2);
  });

  it("begins nothing after a failure, and tells it", async () => {
    const begun: number[] = [];
    await assert.rejects(
      sideBySide([1, 2, 3, 4], 2, async (item) => {
        begun.push(item);
        await setImmediate();
        if (item === 1) throw new Error("the first fails");
        await setImmediate();
      }),
      /the first fails/,
    );
    assert.deepEqual(begun, [1, 2]);
  });

  it("does nothing for nothing", async () => {
    assert.deepEqual(await sideBySide([], 2, () => assert.fail()), []);
  });
});
