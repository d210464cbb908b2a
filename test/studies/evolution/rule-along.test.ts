import assert from "node:assert/strict";
import { ruleAlongText } from "../../../lib/studies/evolution/rule-along";
import type {
  FollowedMoment,
  Trajectory,
} from "../../../lib/studies/evolution/trajectories";

const moment = (
  verdict: FollowedMoment["verdict"],
  isExtrapolated = false,
) => ({ verdict, isExtrapolated });
const trajectory = (
  shift: string,
  kind: Trajectory["kind"],
  ...moments: ReturnType<typeof moment>[]
) =>
  ({
    shift,
    kind,
    model: "efficientnet-lite0",
    method: "full",
    rate: 0.01,
    moments,
  }) as unknown as Trajectory;

describe("the rule of thumb along training", () => {
  it("is counted in support and out of support, drawings among the latter", () => {
    assert.equal(
      ruleAlongText([
        trajectory(
          "spurious tint",
          "in support",
          moment("about zero"),
          moment("above zero"),
        ),
        trajectory("negative", "out of support", moment("above zero")),
        trajectory(
          "drawings",
          "natural",
          moment("about zero"),
          moment("undecided"),
        ),
      ]),
      "Along the way of Lite0, fine-tuned, rate 0.01, the rule of thumb holds in support (about zero) at **1 of 2** moments (spurious tint 1 of 2; against it at 1, undecided at 0) and out of support (above zero) at **1 of 3** moments (negative 1 of 1, drawings 0 of 2; against it at 1, undecided at 1). Moments of one run are not independent of each other.",
    );
  });

  it("leaves out moments beyond the baseline", () => {
    assert.match(
      ruleAlongText([
        trajectory(
          "negative",
          "out of support",
          moment("above zero"),
          moment("below zero", true),
        ),
      ]),
      /at \*\*1 of 1\*\* moments/,
    );
    assert.match(ruleAlongText([]), /Too few runs/);
  });
});
