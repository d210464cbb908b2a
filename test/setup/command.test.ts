import assert from "node:assert/strict";
import { run } from "../../setup/command.mjs";
import { temporary } from "../../setup/paths.mjs";

const print = (expression: string, ...args: string[]) =>
  run(process.execPath, ["-p", `JSON.stringify(${expression})`, ...args], {
    log: "test-command",
  }).then((text) => JSON.parse(text) as unknown);

describe("commands of the set-up", function () {
  this.timeout(20_000);

  it("are handed paths as they are, by no shell or Makefile", async () => {
    const paths = ["/a b(c)'d$e&f#g", '"h" %i* `j` \\k', "$ORIGIN/../lib", ""];
    assert.deepEqual(await print("process.argv.slice(1)", ...paths), paths);
  });

  it("have an environment and a temporary folder of their own", async () => {
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = "production";
    try {
      assert.deepEqual(
        await print("[process.env.NODE_ENV ?? null, process.env.TMPDIR]"),
        [null, temporary],
      );
    } finally {
      if (before === undefined) delete process.env.NODE_ENV;
      else process.env.NODE_ENV = before;
    }
  });
});
