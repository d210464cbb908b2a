import assert from "node:assert/strict";
import { parameters } from "../../lib/notebook";

describe("parameters", () => {
  const { LAB_PARAMETERS } = process.env;
  const give = (given: object) =>
    (process.env.LAB_PARAMETERS = JSON.stringify(given));
  afterEach(() => {
    if (LAB_PARAMETERS === undefined) delete process.env.LAB_PARAMETERS;
    else process.env.LAB_PARAMETERS = LAB_PARAMETERS;
  });
  const defaults = { profile: "small", strength: 0.5, show: true };

  it("are the defaults where nothing is given", () => {
    delete process.env.LAB_PARAMETERS;
    assert.deepEqual(parameters(defaults), defaults);
  });

  it("are read as what their default is", () => {
    give({ profile: "full", strength: "0.75", show: "false", other: "1" });
    assert.deepEqual(parameters(defaults), {
      profile: "full",
      strength: 0.75,
      show: false,
    });
  });

  const refusals: [object, RegExp][] = [
    [{ strength: "strong" }, /strength is "strong".*expected a number/],
    [{ strength: "" }, /strength is ""/],
    [{ show: "yes" }, /show is "yes".*true or false/],
    [{ profile: "fulll" }, /profile is "fulll".*Did you mean "full"/],
  ];
  for (const [given, message] of refusals) {
    it(`refuse ${JSON.stringify(given)}`, () => {
      give(given);
      assert.throws(() => parameters(defaults), message);
    });
  }
});
