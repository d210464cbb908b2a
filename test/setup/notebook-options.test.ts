import assert from "node:assert/strict";
import { resolve } from "node:path";
import { nearestName } from "../../lib/files";
import {
  checkParameters,
  choose,
  declaredParameters,
  readOptions,
} from "../../setup/notebook-options.mjs";

const notebook = (name: string, ...parameters: string[]) => ({
  name,
  path: `notebooks/${name}.ipynb`,
  parameters,
});
const all = [
  notebook("00-rule", "profile", "seed", "strength"),
  notebook("01-effective-robustness", "seed"),
];

describe("the notebook runner's command line", () => {
  it("runs everything as committed into a folder of its own", () => {
    const { names, parameters, target, seconds } = readOptions([]);
    assert.deepEqual(names, []);
    assert.deepEqual(parameters, {});
    assert.equal(target, resolve("out/notebooks"));
    assert.equal(seconds, 15 * 60);
  });

  it("hands parameters over", () => {
    const { parameters, seconds, target, fresh } = readOptions(
      "00 --fresh --profile full --seed 7 --set strength=0.7 --set a=b=c --in-place".split(
        " ",
      ),
    );
    assert.deepEqual(parameters, {
      profile: "full",
      seed: "7",
      strength: "0.7",
      a: "b=c",
    });
    assert.equal(fresh, true);
    assert.equal(seconds, 0, "what is computed anew has no time limit");
    assert.equal(target, resolve("notebooks"));
  });

  const refusals: [string, RegExp][] = [
    ["--profile fast", /--profile is "fast", expected small or full/],
    ["--seed 1.5", /--seed is "1\.5"/],
    ["--set strength", /--set is "strength", expected NAME=VALUE/],
    ["--time-limit soon", /--time-limit is "soon"/],
    ["--time-limit -1", /--time-limit/],
    ["--in-place --into x", /exclude each other/],
    ["--verbose", /--verbose/],
  ];
  for (const [line, message] of refusals) {
    it(`refuses ${line}`, () => {
      assert.throws(() => readOptions(line.split(" ")), message);
    });
  }

  it("chooses by number or by part of the name", () => {
    const chosen = (...names: string[]) =>
      choose(all, names, nearestName).map(({ name }) => name);
    assert.deepEqual(chosen(), ["00-rule", "01-effective-robustness"]);
    assert.deepEqual(chosen("1"), ["01-effective-robustness"]);
    assert.deepEqual(chosen("rule"), ["00-rule"]);
    assert.deepEqual(chosen("notebooks/00-rule.ipynb"), ["00-rule"]);
    assert.throws(() => chosen("02"), /no notebook is called "02"/);
  });

  it("knows the parameters a notebook declares", () => {
    const cell = (...source: string[]) => ({ cell_type: "code", source });
    assert.deepEqual(
      declaredParameters({
        cells: [
          { cell_type: "markdown", source: "parameters({ no: 1 })" },
          cell("import * as lab from '../lib';\n"),
          cell(
            "const p = lab.parameters({\n",
            '  profile: "small", seed: 1,\n',
            "  strength: 0.5,\n",
            "});",
          ),
        ],
      }),
      ["profile", "seed", "strength"],
    );
    assert.deepEqual(declaredParameters({ cells: [] }), []);
  });

  it("refuses a parameter that none of the chosen notebooks has", () => {
    const check = (given: Record<string, string>) =>
      checkParameters(all, given, nearestName);
    assert.doesNotThrow(() => check({ profile: "full", strength: "0.1" }));
    assert.throws(() => check({ strenght: "0.1" }), /parameter "strenght"/);
  });
});
