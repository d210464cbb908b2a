import assert from "node:assert/strict";
import { evolutionOf } from "../../../lib/studies/evolution/analyse";
import { trajectories } from "../../../lib/studies/evolution/trajectories";
import { fineTuned, rowsOf, type MadeUp } from "./followed-networks";

const near = (found: number, expected: number, within = 1e-6) =>
  assert.ok(
    Math.abs(found - expected) < within,
    `${found}, expected ${expected}`,
  );

/** Robustness along a run that has converged at 70 %, by moment. */
const along = (robustness: number[]): MadeUp["moments"] =>
  robustness.map((each, i) => ({
    epoch: i + 1,
    reference: i + 2 > robustness.length - 1 ? 0.7 : 0.4 + 0.05 * i,
    robustness: each,
  }));

const evolved = (
  robustness: number[],
  offsets?: number[],
): ReturnType<typeof evolutionOf> =>
  evolutionOf(trajectories(rowsOf(fineTuned(along(robustness), offsets)))[0]);

describe("trajectories", () => {
  it("find the robustness that is known at each moment, against lines of the logit scale", () => {
    const [found, ...others] = trajectories(
      rowsOf(fineTuned(along([0.1, 0.08, 0.03, 0]))),
    );
    assert.equal(others.length, 0);
    assert.deepEqual(
      [found.shift, found.kind, found.model, found.method, found.rate],
      ["unseen tint", "out of support", "efficientnet-lite0", "full", 0.01],
    );
    assert.deepEqual(found.seeds, [1, 2, 3]);
    assert.deepEqual(
      found.moments.map(({ epoch }) => epoch),
      [1, 2, 3, 4],
    );
    [0.1, 0.08, 0.03, 0].forEach((expected, m) => {
      const { robustness } = found.moments[m];
      assert.equal(robustness.measure, "effective robustness");
      near(robustness.mean, expected);
      // Student's t of 2 degrees of freedom, standard error 0.002 / √3.
      near(robustness.upper - expected, (4.302653 * 0.002) / Math.sqrt(3));
    });
    assert.deepEqual(
      found.moments.map(({ verdict }) => verdict),
      ["above zero", "above zero", "above zero", "about zero"],
    );
  });

  it("give accuracies over seeds with intervals on the logit scale", () => {
    const networks = [0.6, 0.8].map((reference, i): MadeUp => ({
      setting: "learning rate 0.01",
      seed: i + 1,
      moments: [
        { epoch: 1, reference: 0.5 },
        { epoch: 2, reference },
      ],
    }));
    const [{ moments }] = trajectories(rowsOf(networks));
    // The mean of logit 0.6 and logit 0.8 is ½ ln 6.
    near(moments[1].reference.mean, 1 / (1 + 1 / Math.sqrt(6)));
    assert.ok(moments[1].reference.lower > 0);
    near(moments[0].reference.upper, 0.5);
  });

  it("tell moments beyond the baseline's accuracies", () => {
    const [{ moments }] = trajectories(
      rowsOf(
        fineTuned([
          { epoch: 0.1, reference: 0.15 },
          { epoch: 1, reference: 0.5 },
          { epoch: 2, reference: 0.85 },
        ]),
      ),
    );
    assert.deepEqual(
      moments.map(({ isExtrapolated }) => isExtrapolated),
      [true, false, true],
    );
  });

  it("line moments up by their order, where seeds' sets differ by a few images", () => {
    const networks = fineTuned(along([0.1, 0.05, 0])).map((network, i) => ({
      ...network,
      moments: network.moments.map((moment) => ({
        ...moment,
        epoch: moment.epoch + 0.03 * i,
      })),
    }));
    const [{ moments }] = trajectories(rowsOf(networks));
    assert.equal(moments.length, 3);
    near(moments[0].epoch, 1.03);
  });

  it("follow networks from scratch at the other rate against the same line, and none that make it up", () => {
    const control = [1, 2].map((seed): MadeUp => ({
      model: "residual-cnn",
      source: "none",
      method: "from-scratch",
      setting: "learning rate 0.01",
      seed,
      moments: [
        { epoch: 1, reference: 0.3 },
        { epoch: 2, reference: 0.5 },
      ],
    }));
    const found = trajectories(rowsOf(control));
    assert.deepEqual(
      found.map(({ model, rate }) => [model, rate]),
      [["residual-cnn", 0.01]],
    );
    for (const { robustness, verdict } of found[0].moments) {
      near(robustness.mean, 0);
      assert.equal(verdict, "about zero");
    }
  });

  it("come from two seeds at least, which were looked at alike", () => {
    const networks = fineTuned(along([0.1, 0.05, 0]));
    assert.deepEqual(trajectories(rowsOf(networks.slice(0, 1))), []);
    networks[1].moments.pop();
    assert.throws(
      () => trajectories(rowsOf(networks)),
      /efficientnet-lite0, full, learning rate 0.01, has 3 moments under "unseen tint" with seed 1, but 2 with seed 2: sweep/,
    );
  });
});

describe("evolutionOf", () => {
  it("finds where robustness peaks, what is left and what is lost", () => {
    const found = evolved([0.04, 0.1, 0.06, 0.05]);
    assert.equal(found.peak.epoch, 2);
    near(found.peak.robustness.mean, 0.1);
    assert.equal(found.end.epoch, 4);
    near(found.end.robustness.mean, 0.05);
    near(found.lost.mean, 0.05);
    near(found.lost.upper - found.lost.lower, 0);
    near(found.gain.mean, 0);
    assert.equal(found.isConverged, true);
  });

  const fates: [string, number[], string, string][] = [
    ["vanishes", [0.1, 0.05, 0.01, 0], "vanishes", "holds"],
    ["shrinks and stays", [0.1, 0.09, 0.06, 0.05], "shrinks", "fails"],
    ["stays", [0.05, 0.05, 0.05, 0.05], "stays", "fails"],
    ["turns to cost", [0.1, 0.05, -0.02, -0.05], "turns to cost", "holds"],
    [
      "was a cost all along",
      [-0.03, -0.04, -0.05, -0.05],
      "none",
      "nothing to vanish",
    ],
    ["never was", [0, 0.001, 0, 0], "none", "nothing to vanish"],
  ];
  for (const [what, robustness, fate, claim] of fates) {
    it(`says that robustness ${what}`, () => {
      const found = evolved(robustness);
      assert.equal(found.fate, fate);
      assert.equal(found.vanishesAtConvergence, claim);
    });
  }

  it("leaves open what scatter over seeds hides", () => {
    const found = evolved([0.1, 0.05, 0.01, 0], [-0.08, 0, 0.08]);
    assert.equal(found.fate, "undecided");
    assert.equal(found.vanishesAtConvergence, "undecided");
  });

  it("says nothing of convergence while reference accuracy still rises", () => {
    const rising = along([0.1, 0.05, 0.01, 0]).map((moment, i) => ({
      ...moment,
      reference: 0.4 + 0.1 * i,
    }));
    const found = evolutionOf(trajectories(rowsOf(fineTuned(rising)))[0]);
    near(found.gain.mean, 0.1);
    assert.equal(found.isConverged, false);
    assert.equal(found.fate, "vanishes");
    assert.equal(found.vanishesAtConvergence, "undecided");
  });

  it("does not take the luck of a moment for a peak: each seed's is chosen by the others", () => {
    // No moment is better than another, but for each seed one is by chance.
    const lucky = [0, 1, 2].map((seed): MadeUp => ({
      setting: "learning rate 0.01",
      seed: seed + 1,
      moments: along([0, 0, 0, 0]).map((moment, m) => ({
        ...moment,
        robustness: m === seed ? 0.06 : 0,
      })),
    }));
    const { peak, trajectory } = evolutionOf(trajectories(rowsOf(lucky))[0]);
    const naive = Math.max(
      ...trajectory.moments.map(({ robustness }) => robustness.mean),
    );
    near(naive, 0.02);
    assert.ok(peak.robustness.mean < 1e-6);
  });

  it("refuses one moment alone, of which nothing evolves", () => {
    const networks = fineTuned([{ epoch: 1, reference: 0.5 }]);
    assert.throws(
      () => evolutionOf(trajectories(rowsOf(networks))[0]),
      /efficientnet-lite0 was looked at one moment alone under "unseen tint"/,
    );
  });
});
