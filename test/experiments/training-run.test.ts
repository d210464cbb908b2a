import assert from "node:assert/strict";
import type { Json } from "../../lib/files/canonical-json";
import { runKind, type RunSpec } from "../../lib/runs";
import "../../lib/experiments/kinds";
import { taskSets, type Task } from "../../lib/experiments/task-sets";
import { tf } from "../../lib/tensorflow";
import { hashPretrained } from "../../lib/pretraining/pretrained-files";

const { complete, execute } = runKind("training");

const small: RunSpec = {
  kind: "training",
  seed: 2,
  train: 200,
  validation: 60,
  test: 80,
  shifted: { flip: { name: "vertical flip" } },
  network: { architecture: "small-cnn", widths: [4] },
  recipe: { epochs: 1, learningRate: 0.03, batchSize: 32 },
};

const spec = (changes: { [field: string]: Json } = {}) =>
  complete({ ...small, ...changes });

/** What a run came to but for times. */
async function outcomeOf(
  changes: Parameters<typeof spec>[0],
  signal = new AbortController().signal,
  onProgress: (share: number) => void = () => {},
) {
  const outcome = await execute(spec(changes), {
    signal,
    onProgress,
    artefacts: () => ({}),
  });
  const rows = outcome.rows.map(({ seconds, ...row }) => {
    assert.ok(seconds > 0);
    return row;
  });
  return { ...outcome, rows };
}

/** Does a thing, and expects no tensor of it to be left. */
async function leavingNothing<T>(work: () => Promise<T>): Promise<T> {
  const before = tf.memory().numTensors;
  const result = await work();
  assert.equal(tf.memory().numTensors, before);
  return result;
}

describe("a training run, as it is declared", () => {
  it("is completed by its defaults, and complete stays as it is", () => {
    const { kind, seed, train, validation, test } = small;
    const full = complete({ kind, seed, train, validation, test, shifted: {} });
    assert.deepEqual(
      { ...full, recipe: null },
      {
        ...{ kind, seed, train, validation, test, shifted: {} },
        dataset: "fashion-mnist",
        preparation: "untouched",
        reference: null,
        network: { architecture: "small-cnn", widths: [16, 32, 64], depth: 1 },
        pretraining: null,
        weights: null,
        strategy: "from-scratch",
        recipe: null,
        checkpoints: [],
        keepPredictions: false,
      },
    );
    assert.equal((full.recipe as { optimizer: string }).optimizer, "adamw");
    assert.deepEqual(complete(full), full);
  });

  it("gives shifts the run's seed, unless they have their own", () => {
    const { reference, shifted } = spec({
      reference: { name: "noise" },
      shifted: { own: { name: "noise", seed: 7 }, given: { name: "noise" } },
    });
    const noise = { name: "noise", strength: 0.25 };
    assert.deepEqual(reference, { ...noise, seed: 2 });
    assert.deepEqual(shifted, {
      own: { ...noise, seed: 7 },
      given: { ...noise, seed: 2 },
    });
  });

  it("gives the parts of a composed shift seeds that differ, by part and by run", () => {
    const shifts: Json[] = [
      { name: "noise" },
      { name: "compose", shifts: [{ name: "blur" }, { name: "noise" }] },
    ];
    const seedsOf = (seed: number) => {
      const full = spec({
        seed,
        shifted: { both: { name: "compose", shifts } },
      });
      const found = JSON.stringify(full.shifted).match(/"seed":\d+/g)!;
      assert.deepEqual(complete(full), full);
      return found;
    };
    const all = [...seedsOf(1), ...seedsOf(2)];
    assert.equal(all.length, 6);
    assert.equal(new Set(all).size, 6);
  });

  it("carries the hash of the weights that it starts from", () => {
    const pretrained = { pretraining: "digits", strategy: "full" };
    assert.equal(spec(pretrained).weights, hashPretrained("digits"));
    assert.equal(spec({ ...pretrained, weights: "0a" }).weights, "0a");
    assert.equal(spec({ weights: "0a" }).weights, null);
    const network = { architecture: "efficientnet-lite0" };
    const imagenet = { network, pretraining: "imagenet", strategy: "lp-ft" };
    assert.equal(spec(imagenet).weights, null);
  });

  const lite0 = { architecture: "efficientnet-lite0" };
  const refusals: [string, Parameters<typeof spec>[0], RegExp][] = [
    [
      "a shift's split called as the reference set",
      { shifted: { reference: { name: "noise" } } },
      /field shifted: "reference" is the name of a set that is always evaluated/,
    ],
    [
      "a shift's split called as the validation set",
      { shifted: { validation: { name: "noise" } } },
      /"validation" is the name of a set/,
    ],
    [
      "a shift that there is not",
      { shifted: { flip: { name: "vertical flop" } } },
      /no shift "vertical flop".*Did you mean "vertical flip"/,
    ],
    [
      "a shift's strength outside its range",
      { reference: { name: "spurious tint", strength: 1.2 } },
      /strength is 1\.2/,
    ],
    [
      "a composed shift without parts",
      { shifted: { both: { name: "compose" } } },
      /Shift "compose": shifts: /,
    ],
    [
      "a strategy without pretraining",
      { strategy: "lp-ft" },
      /field strategy: found "lp-ft" without pretraining; only "from-scratch" goes without/,
    ],
    [
      "pretraining that would not be used",
      { pretraining: "digits" },
      /found "from-scratch" with pretraining "digits", whose weights would not be used; take one of linear-probe, full/,
    ],
    [
      "a strategy that there is not",
      { pretraining: "digits", strategy: "fulll" },
      /A training run, field strategy: found "fulll"\. Did you mean "full"\?/,
    ],
    [
      "imagenet with a small CNN",
      { pretraining: "imagenet", strategy: "full" },
      /found "imagenet" for the architecture "small-cnn"; "imagenet" goes with "efficientnet-lite0"/,
    ],
    [
      "an EfficientNet with weights of its own",
      { network: lite0, pretraining: "digits", strategy: "full" },
      /found "digits" for the architecture "efficientnet-lite0"/,
    ],
    [
      "weights that there are not",
      { pretraining: "digit", strategy: "full" },
      /no pre-trained weights "digit"\. Did you mean "digits"/,
    ],
    [
      "an architecture that there is not",
      { network: { architecture: "resnet" } },
      /field network\.architecture: found "resnet"/,
    ],
    ["no images", { train: 0 }, /A training run, field train: found 0/],
    [
      "a recipe's field that there is not",
      { recipe: { epoch: 3 } },
      /recipe has no option "epoch"/,
    ],
    [
      "a learning rate below 0",
      { recipe: { learningRate: -1 } },
      /recipe: option learningRate is -1/,
    ],
    ["a field that there is not", { epochs: 3 }, /"epochs"/],
  ];
  for (const [name, changes, message] of refusals) {
    it(`refuses ${name}`, () => {
      assert.throws(() => spec(changes), { name: /Error$/, message });
    });
  }
});

describe("a training run, carried out", () => {
  const full = { checkpoints: [0.5], keepPredictions: true };

  it("evaluates validation, reference and shifted sets at checkpoints and at the end, twice the same", async () => {
    const shares: number[] = [];
    const once = await leavingNothing(() =>
      outcomeOf(full, undefined, (share) => shares.push(share)),
    );
    assert.deepEqual(
      once.rows.map(({ epoch, split, total }) => [epoch, split, total]),
      [0.5, 1].flatMap((epoch) => [
        [epoch, "validation", 60],
        [epoch, "reference", 80],
        [epoch, "flip", 80],
      ]),
    );
    assert.equal(shares.at(-1), 1);
    assert.deepEqual(
      [...shares].sort((a, b) => a - b),
      shares,
    );
    assert.deepEqual(await outcomeOf(full), once);

    // Predictions are those of the end, of the task's examples in their order.
    const { evaluated } = taskSets(spec(full) as unknown as Task);
    for (const { split, correct } of once.rows.slice(3)) {
      const predicted = once.perExample![split];
      const { labels } = evaluated[split];
      assert.equal(predicted.length, labels.length);
      const right = predicted.filter((label, i) => label === labels[i]);
      assert.equal(right.length, correct, split);
    }
  });

  it("keeps no predictions unless asked, and learns other weights from another seed", async () => {
    const [one, other] = [
      await outcomeOf({ seed: 2 }),
      await outcomeOf({ seed: 3 }),
    ];
    assert.equal(one.perExample, undefined);
    assert.equal(one.rows.length, 3);
    assert.notDeepEqual(one.rows, other.rows);
  });

  const digits = {
    network: { architecture: "small-cnn" },
    pretraining: "digits",
  };

  it("evaluates a linear probe, which has no epochs, at epoch 0", async () => {
    const { rows } = await leavingNothing(() =>
      outcomeOf({ ...digits, strategy: "linear-probe", l2s: [1e-3] }),
    );
    assert.deepEqual(
      rows.map(({ epoch, split }) => [epoch, split]),
      [
        [0, "validation"],
        [0, "reference"],
        [0, "flip"],
      ],
    );
    // Far more than one in ten, which is what features at random would hardly give by 200 images.
    assert.ok(rows[1].correct / rows[1].total > 0.4);
  });

  it("rejects where the weights have been made again since it was declared", async () => {
    const weights = "0".repeat(64);
    await leavingNothing(() =>
      assert.rejects(
        outcomeOf({ ...digits, strategy: "full", weights }),
        new RegExp(
          `The weights "digits" have SHA-256 ${hashPretrained("digits")}, but the run was declared with ${weights}: .*Declare the experiment anew`,
        ),
      ),
    );
  });

  it("rejects where the data set has too few images", () =>
    leavingNothing(() =>
      assert.rejects(
        outcomeOf({ test: 20_000 }),
        /needs 20000 images of "fashion-mnist", split "test", which has 10000/,
      ),
    ));

  it("rejects once it is aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    await leavingNothing(() =>
      assert.rejects(
        outcomeOf({ recipe: { epochs: 1000 } }, controller.signal, () =>
          controller.abort(reason),
        ),
        reason,
      ),
    );
    await assert.rejects(outcomeOf({}, AbortSignal.abort(reason)), reason);
  });
});
