import assert from "node:assert/strict";
import * as lab from "../../lib";
import { randomStream } from "../../lib/numerics";
import { answered, goodCalls } from "./good-calls";
import { judge, type Judgement } from "./judge";
import { badCalls } from "./mutations";

describe("generated bad inputs", function () {
  this.timeout(120_000);

  it("are refused clearly, or answered with what is finite", () => {
    const random = randomStream(1, "bad inputs");
    const faults: string[] = [];
    const counts: Record<Judgement, number> = {
      right: 0,
      unclear: 0,
      wrong: 0,
    };
    for (const [name, args] of goodCalls()) {
      const called = lab[name] as (...args: never[]) => unknown;
      assert.doesNotThrow(() => called(...(args as never[])), name);
      for (const bad of badCalls(args, random)) {
        const { judgement, seen } = judge(called, bad, answered[name]);
        counts[judgement] += 1;
        if (judgement !== "right")
          faults.push(
            `${judgement}: ${name}, ${bad.place} (${bad.fault}) is ${String(bad.bad)}: ${seen}`,
          );
      }
    }
    const tried = counts.right + counts.unclear + counts.wrong;
    console.log(
      `      tried ${tried}: right ${counts.right}, unclear ${counts.unclear}, wrong ${counts.wrong}`,
    );
    assert.deepEqual(faults, []);
  });
});
