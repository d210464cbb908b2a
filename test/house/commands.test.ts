import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { readArguments } from "../../bench/read-arguments";

const run = (...args: string[]) =>
  spawnSync(
    process.execPath,
    [join(__dirname, "../../setup/main.mjs"), ...args],
    { encoding: "utf8" },
  );

describe("commands", () => {
  it("that there are not are refused before anything is made ready", () => {
    const { status, stderr } = run("notebook");
    assert.equal(status, 1);
    assert.match(
      stderr,
      /there is no command "notebook".*Commands: .*notebooks/s,
    );
  });

  it("refuse what they would drop", () => {
    const { status, stderr } = run("figures", "--resolution", "600");
    assert.equal(status, 1);
    assert.match(
      stderr,
      /takes no options, got "--resolution 600".*lab\.save/s,
    );
  });
});

describe("the arguments of bench", () => {
  const known = ["training", "theory"];
  it("are names, --json and --only", () => {
    assert.deepEqual(readArguments(["theory", "--json", "--only=W"], known), {
      names: ["theory"],
      json: true,
      only: "W",
    });
    assert.deepEqual(readArguments([], known).names, known);
  });

  it("are refused where there are none such, with the nearest", () => {
    const refused = (args: string[], message: RegExp) =>
      assert.throws(() => readArguments(args, known), message);
    refused(["--jsn"], /no option "--jsn"\. Did you mean "--json"/);
    refused(["-h"], /no option "-h"/);
    refused(["trianing"], /no bench "trianing"\. Did you mean "training"/);
  });
});
