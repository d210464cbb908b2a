import assert from "node:assert/strict";
import { isInstalled } from "../../setup/steps/node-modules.mjs";

const locked = {
  "node_modules/a": { version: "1.0.0" },
  "node_modules/b": { version: "2.0.0", os: ["no-such-system"] },
  "node_modules/c": { version: "3.0.0", optional: true },
};

describe("whether node modules are those of the lock file", () => {
  it("is so where every package of this platform is there", () => {
    assert.ok(isInstalled(locked, { "node_modules/a": { version: "1.0.0" } }));
  });

  it("is not so where one is missing or of another version", () => {
    assert.ok(!isInstalled(locked, {}));
    assert.ok(!isInstalled(locked, { "node_modules/a": { version: "1.0.1" } }));
    assert.ok(
      !isInstalled(locked, {
        "node_modules/a": { version: "1.0.0" },
        "node_modules/c": { version: "2.9.0" },
      }),
    );
  });
});
