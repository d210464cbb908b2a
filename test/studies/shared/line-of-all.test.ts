import assert from "node:assert/strict";
import { lineOfAll } from "../../../lib/studies/shared/line-of-all";
import { alongRun, onLine } from "../measured-runs";

const models = alongRun.map((_, i) => `model ${i}`);

describe("lineOfAll", () => {
  it("is the line through all networks", () => {
    const shifted = alongRun.map((each) => onLine(each, 0.8, -0.5));
    const line = lineOfAll({ models, reference: alongRun, shifted });
    assert.ok(Math.abs(line!.slope - 0.8) < 1e-9);
  });

  it("is on the scale asked for", () => {
    const pairs = { models, reference: alongRun, shifted: alongRun };
    assert.equal(lineOfAll(pairs)!.scale, "probit");
    assert.equal(lineOfAll(pairs, "logit")!.scale, "logit");
  });

  it("is none where they lie on none, as repetitions apart from each other do", () => {
    const reference = [...alongRun, ...alongRun];
    const shifted = reference.map((each, i) =>
      onLine(each, 1, i < alongRun.length ? 0 : -2),
    );
    const named = [...models, ...models.map((name) => `${name} again`)];
    assert.equal(lineOfAll({ models: named, reference, shifted }), undefined);
  });
});
