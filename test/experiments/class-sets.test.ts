import assert from "node:assert/strict";
import { loadDataset } from "../../lib/data";
import {
  imagesOfClasses,
  inStyles,
  requireClasses,
} from "../../lib/experiments/class-sets";

const data = "fashion-mnist";
const classes = ["Sneaker", "Bag"];
const of = (count: number, seed = 1) =>
  imagesOfClasses("test", { data, classes, count, seed });
const pixels = (images: Uint8Array) => images.length / (28 * 28 * 3);

describe("imagesOfClasses", () => {
  it("gives as many images of each class, labelled by its place, in colour", () => {
    const set = of(7);
    assert.deepEqual([...set.labels], [0, 0, 0, 0, 1, 1, 1]);
    assert.deepEqual(set.shape, [7, 28, 28, 3]);
    assert.deepEqual(set.classNames, classes);
    const all = loadDataset(data, { split: "test" });
    const sneakers = new Set<string>();
    all.labels.forEach((label, i) => {
      if (label === 7)
        sneakers.add(String(all.images.subarray(i * 784, (i + 1) * 784)));
    });
    const grey = (i: number) =>
      String(
        set.images
          .subarray(i * 2352, (i + 1) * 2352)
          .filter((_, k) => k % 3 === 0),
      );
    for (const i of [0, 1, 2, 3]) assert.ok(sneakers.has(grey(i)));
    assert.ok(!sneakers.has(grey(4)));
  });

  it("holds the smaller set in the larger one, and other images with another seed", () => {
    const [small, large, other] = [of(4), of(40), of(4, 2)];
    const first = (set: typeof small) => set.images.subarray(0, 2 * 2352);
    assert.deepEqual(first(small), first(large));
    assert.notDeepEqual(first(small), first(other));
  });

  it("refuses more images than a class has", () => {
    assert.throws(
      () => of(2002),
      /1001 images of class "Sneaker" are asked for, but "fashion-mnist", split "test", has 1000/,
    );
  });
});

describe("requireClasses", () => {
  it("refuses a class that there is not, and one named twice", () => {
    requireClasses("A run", { data, classes });
    assert.throws(
      () => requireClasses("A run", { data, classes: ["Bag", "Sneakers"] }),
      /A run, field classes: "fashion-mnist" has no class "Sneakers". Did you mean "Sneaker"/,
    );
    assert.throws(
      () => requireClasses("A run", { data, classes: ["Bag", "Bag"] }),
      /"Bag" is named twice/,
    );
  });
});

describe("inStyles", () => {
  it("shows each image as it is or in one of the styles, about equally often", () => {
    const set = of(400);
    const styled = inStyles(set, [{ name: "inverted contrast" }], 1);
    assert.deepEqual(styled.labels, set.labels);
    let plain = 0;
    for (let i = 0; i < pixels(set.images); i++) {
      const [one, other] = [set, styled].map(({ images }) =>
        images.subarray(i * 2352, (i + 1) * 2352),
      );
      if (one.every((value, k) => value === other[k])) plain += 1;
      else assert.ok(one.every((value, k) => value === 255 - other[k]));
    }
    assert.ok(plain > 160 && plain < 240, `${plain} plain`);
    assert.deepEqual(inStyles(set, [{ name: "inverted contrast" }], 1), styled);
  });

  it("leaves images alone where there is no style", () => {
    const set = of(4);
    assert.equal(inStyles(set, [], 1), set);
  });
});
