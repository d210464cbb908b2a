import assert from "node:assert/strict";
import * as lab from "../../lib";
import { randomStream } from "../../lib/numerics";
import { goodCalls, total } from "./good-calls";
import { judge, type Judgement } from "./judge";
import { badCalls } from "./mutations";

/** At most so many of the calls, in per cent, may end otherwise; lower them as faults are mended. */
const MOST = { unclear: 1, wrong: 1.2 };

/** `BAD_INPUTS=list` prints each that ends otherwise than it should. */
const lists = process.env.BAD_INPUTS === "list";

describe("generated bad inputs", function () {
  this.timeout(120_000);

  it("are refused clearly, or answered with what is finite", () => {
    const random = randomStream(1, "bad inputs");
    const counts: Record<Judgement, number> = {
      right: 0,
      unclear: 0,
      wrong: 0,
    };
    for (const [name, args] of goodCalls()) {
      const called = lab[name] as (...args: never[]) => unknown;
      assert.doesNotThrow(() => called(...(args as never[])), name);
      for (const bad of badCalls(args, random)) {
        const { judgement, seen } = judge(called, bad, total.has(name));
        counts[judgement] += 1;
        if (lists && judgement !== "right")
          console.log(
            `${judgement}\t${name}\t${bad.place}\t${bad.fault}\t${String(bad.bad)}\t${seen}`,
          );
      }
    }
    const tried = counts.right + counts.unclear + counts.wrong;
    console.log(
      `      tried ${tried}: right ${counts.right}, unclear ${counts.unclear}, wrong ${counts.wrong}`,
    );
    for (const kind of ["unclear", "wrong"] as const)
      assert.ok((100 * counts[kind]) / tried <= MOST[kind], kind);
  });
});
