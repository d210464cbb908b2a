import assert from "node:assert/strict";
import { runId, runKind, runsOf, type Experiment } from "../../lib/runs";
import { simulated } from "./runs";

describe("runId", () => {
  it("stays the same over versions of this code", () => {
    assert.equal(
      runId({
        kind: "simulated",
        seed: 1,
        after: [],
        handsOn: 0,
      }),
      // printf '{"inputs":{},"needs":[],"spec":{"after":[],"handsOn":0,"kind":"simulated","seed":1},"version":1}' | sha256sum | head -c 32
      "142cfefe4ba5a2e7f2b74eb2c1276681",
    );
  });
});

describe("runsOf", () => {
  it("gives a run for each seed, completed by its kind", () => {
    const runs = runsOf({ ...simulated([3, 4]), labels: { strength: 0.5 } });
    assert.deepEqual(
      runs.map(({ spec }) => spec),
      [3, 4].map((seed) => ({
        kind: "simulated",
        seed,
        milliseconds: 0,
        how: "sleep",
        evaluations: 2,
        examples: 0,
        handsOn: 0,
        after: [],
        fate: "succeed",
      })),
    );
    assert.deepEqual(runs[1].id, runId(runs[1].spec));
    assert.deepEqual(runs[0].labels, { strength: 0.5 });
    assert.equal(runs[0].experiment, "simulated");
  });

  it("names a run by what it computes: not by defaults spelled out, order, name or labels", () => {
    const [{ id }] = runsOf(simulated([1]));
    const spelledOut: Experiment = {
      name: "another",
      run: { milliseconds: 0, examples: 0, kind: "simulated" },
      seeds: [1],
      labels: { a: 1 },
    };
    assert.equal(runsOf(spelledOut)[0].id, id);
    const changed = simulated([1], { milliseconds: 1 });
    assert.notEqual(runsOf(changed)[0].id, id);
    assert.notEqual(runsOf(simulated([2]))[0].id, id);
  });

  const good = simulated([1]);
  const refusals: [string, object, RegExp][] = [
    ["no seeds", { ...good, seeds: [] }, /"simulated", field seeds/],
    ["a seed twice", { ...good, seeds: [1, 2, 1] }, /field seeds.*given twice/],
    ["a fractional seed", { ...good, seeds: [0.5] }, /seeds\.0: found 0\.5/],
    ["no name", { ...good, name: "" }, /field name/],
    ["an unknown field", { ...good, sedes: [1] }, /"sedes"/],
    [
      "a label named as a column",
      { ...good, labels: { epoch: 1 } },
      /labels.*columns of every result.*epoch/,
    ],
    [
      "an unknown kind",
      { ...good, run: { kind: "simulatd" } },
      /"simulated": There is no kind of run "simulatd"\. Did you mean "simulated"/,
    ],
    [
      "a wrong field of the kind",
      simulated([1], { milliseconds: -1 }),
      /A simulated run, field milliseconds: found -1/,
    ],
    [
      "an unknown field of the kind",
      simulated([1], { milisconds: 1 }),
      /"milisconds"/,
    ],
  ];
  for (const [name, experiment, message] of refusals) {
    it(`refuses ${name}`, () => {
      assert.throws(() => runsOf(experiment as Experiment), message);
    });
  }
});

describe("runKind", () => {
  it("suggests the nearest of unknown names", () => {
    assert.throws(() => runKind("simulate"), /Did you mean "simulated"/);
  });
});
