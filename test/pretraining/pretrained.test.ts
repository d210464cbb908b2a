import assert from "node:assert/strict";
import { statSync } from "node:fs";
import {
  describePretrainingSet,
  hashPretrainingSet,
  pretrainingSet,
} from "../../lib/pretraining";
import { completeRecipe, evaluate } from "../../lib/training";
import { HEAD, setWeights, mlp, smallCnn } from "../../lib/models";
import {
  loadPretrained,
  pretrain,
  pretrainingPlans,
  type PretrainingPlan,
  pretrainedNames,
} from "../../lib/pretraining";
import { main } from "../../lib/commands/pretrain";
import { pretrainedPath } from "../../lib/pretraining/pretrained-files";
import { encodeWeights } from "../../lib/models/weights-file";

const tiny: PretrainingPlan = {
  set: { count: 256, classes: { digits: false }, seed: 1 },
  network: { widths: [4, 8], depth: 1 },
  recipe: { epochs: 1, batchSize: 64 },
  seed: 1,
};

describe("pretrain", () => {
  it("gives the same bytes for the same plan, others for another seed", async () => {
    const bytes = async (plan: PretrainingPlan) => {
      const { weights, about } = await pretrain("tiny", plan, {
        testCount: 64,
      });
      return encodeWeights({ weights, about: { ...about } });
    };
    const first = await bytes(tiny);
    assert.deepEqual(await bytes(tiny), first);
    assert.notDeepEqual(await bytes({ ...tiny, seed: 2 }), first);
  });

  it("notes what was trained, how, and on what", async () => {
    const { about } = await pretrain("tiny", tiny, {
      testCount: 64,
      revision: "abc",
    });
    assert.equal(about.name, "tiny");
    assert.equal(about.revision, "abc");
    assert.equal(about.total, 64);
    assert.deepEqual(about.network.imageShape, [28, 28, 3]);
    assert.equal(about.network.classes, about.classNames.length);
    assert.equal(about.setHash, hashPretrainingSet(tiny.set));
  });

  it("suggests a name where the command is given an unknown one", async () => {
    await assert.rejects(main(["braod"]), /Did you mean "broad"\?/);
  });
});

describe("pretrainingPlans", () => {
  it("differ in one diversity from plain, or from broad", () => {
    const diversity = (name: string) =>
      describePretrainingSet(pretrainingPlans[name].set).diversity;
    for (const kind of Object.keys(diversity("plain"))) {
      assert.deepEqual(diversity(kind), {
        ...diversity("plain"),
        [kind]: true,
      });
    }
    assert.ok(Object.values(diversity("broad")).every(Boolean));
    assert.equal(diversity("broad-upright").orientations, false);
  });
});

describe("loadPretrained", () => {
  it("has the weights of every plan, together under 5 MB", () => {
    assert.deepEqual(pretrainedNames(), Object.keys(pretrainingPlans).sort());
    const bytes = pretrainedNames().map(
      (name) => statSync(pretrainedPath(name)).size,
    );
    assert.ok(bytes.reduce((sum, each) => sum + each, 0) < 5e6);
  });

  for (const [name, plan] of Object.entries(pretrainingPlans)) {
    it(`has ${name} as the plan makes it`, () => {
      const { about } = loadPretrained(name);
      assert.equal(about.setHash, hashPretrainingSet(plan.set));
      assert.deepEqual(about.recipe, completeRecipe(plan.recipe));
      assert.deepEqual(about.network.widths, plan.network.widths);
      assert.equal(about.seed, plan.seed);
    });
  }

  it("has weights that do what is said of them", () => {
    const { weights, about } = loadPretrained("broad");
    const network = smallCnn(about.network);
    setWeights(network, weights);
    const test = pretrainingSet({
      ...about.set,
      split: "test",
      count: 500,
    });
    const { accuracy } = evaluate(network, test);
    const said = about.correct / about.total;
    // Four standard errors.
    assert.ok(
      Math.abs(accuracy - said) < 4 * Math.sqrt((said * (1 - said)) / 500),
      `${accuracy} for ${said}`,
    );
    network.dispose();
  });

  it("fits a network with other classes, but for the head", () => {
    const { weights, about } = loadPretrained("broad");
    const network = smallCnn({ ...about.network, classes: 10 });
    setWeights(network, weights, { except: HEAD });
    assert.throws(() => setWeights(network, weights), /head/);
    network.dispose();
  });

  it("refuses a network of another architecture", () => {
    const { weights } = loadPretrained("broad");
    const network = mlp();
    assert.throws(
      () => setWeights(network, weights),
      /another architecture than the network "mlp"/,
    );
    network.dispose();
  });

  it("suggests the nearest name for an unknown one, and stays in its folder", () => {
    assert.throws(
      () => loadPretrained("braod"),
      /no pre-trained weights "braod".*Did you mean "broad"/,
    );
    assert.throws(() => loadPretrained("../registry/mnist"), /no pre-trained/);
  });
});
