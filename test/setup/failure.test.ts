import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { run } from "../../setup/command.mjs";
import { knownCause, type Failure } from "../../setup/failure.mjs";
import { setup } from "../../setup/setup.mjs";

const failureOf = async (promise: Promise<unknown>): Promise<Failure> => {
  try {
    await promise;
  } catch (error) {
    return error as Failure;
  }
  return assert.fail("it should have failed");
};

describe("failures of setup", () => {
  const told: [string, RegExp][] = [
    ["npm error code ENOTFOUND\nnpm error errno ENOTFOUND", /no network/],
    [
      "urllib3: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
      /no network/,
    ],
    ["OSError: [Errno 28] No space left on device", /disk is full/],
    ["npm error code ENOSPC", /disk is full/],
    ["EACCES: permission denied, mkdir '/x'", /may not be written/],
    [
      "ERROR: Could not find a version that satisfies the requirement x==1 (from versions: none)",
      /index cannot be reached/,
    ],
    ["npm error code EINTEGRITY", /not the file that was pinned/],
  ];
  for (const [output, cause] of told) {
    it(`reads "${output.slice(0, 40)}…" as a plain cause with a remedy`, () => {
      assert.match(knownCause(output)!.message, cause);
      assert.ok(knownCause(output)!.remedy.length > 20);
    });
  }

  it("does not guess", () => {
    assert.equal(knownCause("Segmentation fault"), undefined);
  });

  it("carries the last lines and the log of a command that fails", async () => {
    const failure = await failureOf(
      run(process.execPath, ["-e", "console.log('first'); process.exit(3)"], {
        log: "test-failure",
      }),
    );
    assert.match(failure.message, /ended with 3\n {2}\| first/);
    assert.match(readFileSync(failure.log!, "utf8"), /^\$ .*-e.*\nfirst/);
  });

  it("names a command that is not there", async () => {
    const failure = await failureOf(
      run("no-such-command", [], { log: "test-failure" }),
    );
    assert.match(failure.message, /no-such-command.*ENOENT/);
  });

  it("lists the steps for one that is not known", async () => {
    const failure = await failureOf(setup("libtensorflo"));
    assert.match(failure.message, /no step "libtensorflo"/);
    assert.match(failure.remedy!, /machine, node-modules, .*libtensorflow/);
  });
});
