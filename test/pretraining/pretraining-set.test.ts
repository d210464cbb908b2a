import assert from "node:assert/strict";
import { classNames, openFontFamilies, renderSymbols } from "../../lib/data";
import {
  describePretrainingSet,
  hashPretrainingSet,
  pretrainingSet,
  type PretrainingDiversity,
  type PretrainingSet,
} from "../../lib/pretraining";
import { sha256 } from "../../lib/files/verify";

const plain: PretrainingDiversity = {
  fonts: false,
  colours: false,
  tints: false,
  orientations: false,
  textures: false,
};
const count = 240;
/** The characters of each class of letters and symbols. */
const printed = [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt",
  ..."&#$%@?!*+={[<",
];
const make = (diversity: Partial<PretrainingDiversity>, seed = 1) =>
  pretrainingSet({ count, seed, diversity: { ...plain, ...diversity } });

describe("pretrainingSet", () => {
  let base: PretrainingSet;
  before(() => (base = make({})));

  it("holds letters, symbols and digits in equal parts, and none of the task's classes", () => {
    const { labels, classNames: names, shape } = base;
    assert.deepEqual(shape, [count, 28, 28, 3]);
    assert.equal(names.length, 60);
    assert.equal(new Set(names).size, 60);
    const counts = names.map((_, c) => labels.filter((l) => l === c).length);
    assert.ok(Math.min(...counts.slice(0, 50)) >= 4);
    const task = classNames("fashion-mnist");
    assert.ok(names.every((name) => !task.includes(name)));
  });

  it("gives the registered bytes, on every machine", () => {
    assert.equal(
      sha256(pretrainingSet({ count, seed: 1 }).images),
      "90ffd095900eceae4e80cd813d93d33fc4a6200cadf822335e41062e72733a6c",
    );
  });

  it("gives others with another seed, and to the test", () => {
    const [one, other] = [base, make({}, 2)];
    assert.notDeepEqual(one.images, other.images);
    const test = pretrainingSet({
      count,
      seed: 1,
      diversity: plain,
      split: "test",
    });
    const image = (set: { images: Uint8Array }, i: number) =>
      sha256(set.images.subarray(2352 * i, 2352 * (i + 1)));
    const seen = new Set([...one.labels.keys()].map((i) => image(one, i)));
    assert.ok([...test.labels.keys()].every((i) => !seen.has(image(test, i))));
  });

  it("is white on black without diversity", () => {
    const { images } = base;
    for (let k = 0; k < images.length; k += 3) {
      assert.ok(images[k] === images[k + 1] && images[k] === images[k + 2]);
    }
    assert.equal(images[0], 0);
    assert.equal(
      images.reduce((a, b) => Math.max(a, b)),
      255,
    );
  });

  for (const kind of Object.keys(plain) as (keyof PretrainingDiversity)[]) {
    it(`changes images but no labels with ${kind}`, () => {
      const [without, within] = [base, make({ [kind]: true })];
      assert.deepEqual(within.labels, without.labels);
      assert.notDeepEqual(within.images, without.images);
    });
  }

  it("keeps what one diversity draws when another is switched", () => {
    // The ground's colour shows in the corner, whatever the orientation.
    const [one, both] = [
      make({ colours: true }),
      make({ colours: true, fonts: true }),
    ];
    const corner = (set: { images: Uint8Array }, i: number) => [
      ...set.images.subarray(2352 * i, 2352 * i + 3),
    ];
    const digits = [...one.labels.keys()].filter((i) => one.labels[i] >= 50);
    assert.ok(digits.length > 20);
    for (const i of digits) {
      assert.deepEqual(
        one.images.subarray(2352 * i, 2352 * (i + 1)),
        both.images.subarray(2352 * i, 2352 * (i + 1)),
      );
    }
    assert.deepEqual(corner(one, 0), corner(both, 0));
  });

  it("shows only the classes asked for", () => {
    const digits = pretrainingSet({
      count: 50,
      classes: { letters: false, symbols: false },
    });
    assert.deepEqual(digits.classNames, [..."0123456789"]);
    const symbols = pretrainingSet({
      count: 50,
      classes: { letters: false, digits: false },
    });
    assert.equal(symbols.classNames.length, 13);
    assert.ok(Math.max(...symbols.labels) === 12);
  });

  it("shows printed digits where asked", () => {
    const classes = {
      letters: false,
      symbols: false,
      digits: false,
      print: true,
    };
    const set = pretrainingSet({ count, classes, diversity: plain });
    assert.deepEqual(set.classNames, [..."0123456789"]);
    assert.equal(set.labels.filter((label) => label === 7).length, count / 10);
    const rendered = renderSymbols(set.classNames, {
      count,
      families: openFontFamilies().filter(({ family }) => family === "Varela"),
      seed: 0,
    });
    const ink = (images: Uint8Array) => images.reduce((sum, p) => sum + p, 0);
    assert.equal(ink(set.images), 3 * ink(rendered.images));
  });

  it("prints in every second family alone, where asked", () => {
    const hashes = (images: Uint8Array) =>
      Array.from({ length: count }, (_, i) => {
        const size = images.length / count;
        return sha256(images.slice(i * size, (i + 1) * size));
      }).sort();
    for (const [families, first] of [
      ["even", 0],
      ["odd", 1],
    ] as const) {
      const set = pretrainingSet({
        count,
        classes: { digits: false },
        diversity: { ...plain, fonts: true },
        families,
      });
      const rendered = renderSymbols(printed, {
        count,
        families: openFontFamilies().filter((_, i) => i % 2 === first),
        seed: 0,
      });
      const grey = set.images.filter((_, at) => at % 3 === 0);
      assert.deepEqual(hashes(grey), hashes(rendered.images));
    }
  });

  it("says when MNIST has too few digits", () => {
    assert.throws(
      () =>
        pretrainingSet({
          count: 20_000,
          classes: { letters: false, symbols: false },
          split: "test",
        }),
      /needs 20000 digits, MNIST's split "test" has 10000/,
    );
  });
});

describe("describePretrainingSet", () => {
  it("completes what is left out, and can be said in JSON", () => {
    const description = describePretrainingSet({
      diversity: { fonts: false },
    });
    assert.equal(description.count, 30_000);
    assert.equal(description.diversity.fonts, false);
    assert.equal(description.diversity.tints, true);
    assert.deepEqual(JSON.parse(JSON.stringify(description)), description);
    assert.deepEqual(describePretrainingSet(description), description);
  });

  it("hashes alike what is alike", () => {
    const hash = hashPretrainingSet({ seed: 0, count: 30_000 });
    assert.equal(hash, hashPretrainingSet());
    assert.equal(
      hash,
      hashPretrainingSet({ diversity: { textures: true, fonts: true } }),
    );
    assert.notEqual(hash, hashPretrainingSet({ seed: 1 }));
    assert.notEqual(hash, hashPretrainingSet({ diversity: { fonts: false } }));
  });

  const refusals: [string, object, RegExp][] = [
    ["no images", { count: 0 }, /count is 0: /],
    ["an unknown field", { colors: true }, /Pre-training set: .*"colors"/],
    [
      "an unknown diversity",
      { diversity: { blur: true } },
      /diversity is .*"blur"/,
    ],
    [
      "a switch that is none",
      { diversity: { tints: 0.5 } },
      /diversity\.tints is 0\.5/,
    ],
    [
      "nothing to show",
      { classes: { letters: false, symbols: false, digits: false } },
      /all switched off/,
    ],
    [
      "handwritten and printed digits at once",
      { classes: { print: true } },
      /either handwritten or printed/,
    ],
    ["an unknown split", { split: "validation" }, /split is "validation"/],
    ["unknown families", { families: "third" }, /families is "third"/],
    ["a seed that is none", { seed: 0.5 }, /seed is 0\.5/],
  ];
  for (const [what, options, message] of refusals) {
    it(`refuses ${what}`, () => {
      assert.throws(() => describePretrainingSet(options), message);
    });
  }
});
