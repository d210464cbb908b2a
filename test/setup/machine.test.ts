import assert from "node:assert/strict";
import {
  atLeast,
  checkFolder,
  checkNode,
  checkSpace,
  findCompiler,
  findPython,
} from "../../setup/steps/machine.mjs";

/** A machine on which only these commands answer. */
const machine =
  (answers: Record<string, string>) => (command: string, args: string[]) =>
    args[1]?.includes("ensurepip") && `${command} venv` in answers
      ? undefined
      : answers[command];

describe("what setup needs of the machine", () => {
  it("compares versions by number, not by letter", () => {
    assert.ok(atLeast("20.19.0", "20.19"));
    assert.ok(atLeast("3.13.1", "3.9"));
    assert.ok(atLeast("22.0.0", "20.19"));
    assert.ok(!atLeast("20.9.0", "20.19"));
    assert.ok(!atLeast("3.9.18", "3.10"));
  });

  it("says which Node is too old, and which is needed", () => {
    assert.doesNotThrow(() => checkNode("20.19.0"));
    assert.throws(() => checkNode("18.20.4"), /Node 18\.20\.4.*20\.19/);
  });

  it("takes the first Python that is new enough", () => {
    const probe = machine({ python3: "3.9.2", "python3.12": "3.12.4" });
    assert.deepEqual(findPython(probe), {
      command: "python3.12",
      version: "3.12.4",
    });
  });

  it("says what it found where no Python will do", () => {
    assert.throws(() => findPython(machine({})), /none of python3, /);
    assert.throws(
      () => findPython(machine({ python3: "3.8.10" })),
      /3\.10 or newer.*python3 is 3\.8\.10/,
    );
    assert.throws(
      () =>
        findPython(machine({ python3: "3.11.2", "python3 venv": "missing" })),
      /python3 3\.11\.2 lacks the venv module/,
    );
  });

  it("takes the first compiler that answers, or says which were tried", () => {
    assert.throws(
      () => findCompiler(machine({ make: "GNU Make 4.3" })),
      /a C\+\+ compiler \(tried c\+\+, g\+\+, clang\+\+\) not found/,
    );
    assert.deepEqual(findCompiler(machine({ "clang++": "clang 17\nmore" })), {
      command: "clang++",
      version: "clang 17",
    });
  });

  it("takes any folder but one that PATH could not hold", () => {
    assert.doesNotThrow(() => checkFolder('/a b(c)\'d$e&f#g/"h"%i*'));
    for (const folder of ["/a:b", "/a\nb"]) {
      assert.throws(() => checkFolder(folder), /colon or a line break/);
    }
  });

  it("says how much space is free and how much is needed", () => {
    assert.doesNotThrow(() => checkSpace(5e9));
    assert.throws(() => checkSpace(1.5e9), /1\.5 GB are free .* about 4 GB/);
  });
});
