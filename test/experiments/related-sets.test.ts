import assert from "node:assert/strict";
import {
  adaptationSet,
  completeRelated,
  relatedTests,
  requireRelated,
  type RelatedTask,
} from "../../lib/experiments/related-sets";
import { trainingSets } from "../../lib/experiments/task";
import { loadDataset } from "../../lib/data";

const related = completeRelated(
  {
    negative: { shift: { name: "inverted contrast" } },
    grey: { shift: { name: "grey" } },
    noise: { shift: { name: "noise", strength: 0.1 } },
    drawn: { set: "drawings-line-art" },
  },
  3,
);
const task: RelatedTask = {
  data: "cifar10",
  seed: 3,
  related,
  images: { adapt: 40, test: 30, base: 50 },
};
/** Images by their bytes, negatives turned back. */
const originals = (images: Uint8Array, negative = false) =>
  Array.from({ length: images.length / 3072 }, (_, i) =>
    Buffer.from(
      images
        .slice(3072 * i, 3072 * (i + 1))
        .map((value) => (negative ? 255 - value : value)),
    ).toString("base64"),
  );

describe("related sets", () => {
  it("are made of photographs that nothing else is made of", () => {
    const { train, validation } = trainingSets({
      ...task,
      train: 300,
      validation: 100,
      test: 1,
      reference: null,
    });
    const untouched: RelatedTask = {
      ...task,
      related: Object.fromEntries(
        ["a", "b", "c"].map((name) => [
          name,
          { shift: { name: "noise", strength: 0, seed: 1 } },
        ]),
      ),
    };
    const sets = [
      train,
      validation,
      ...["a", "b", "c"].map((name) => adaptationSet(untouched, name)),
      ...Object.values(relatedTests(untouched)),
    ];
    const all = sets.flatMap(({ images }) => originals(images));
    assert.equal(all.length, 400 + 3 * 40 + 3 * 30);
    assert.equal(new Set(all).size, all.length);
  });

  it("undergo their shifts: negatives turned back are images of the data", () => {
    const { images, labels } = adaptationSet(task, "negative");
    const data = loadDataset("cifar10");
    const known = new Map(
      originals(data.images.subarray(0)).map((each, i) => [
        each,
        data.labels[i],
      ]),
    );
    originals(images, true).forEach((each, i) =>
      assert.equal(known.get(each), labels[i]),
    );
  }).timeout(60_000);

  it("test on as many as asked for, or as a registered set has", () => {
    const tests = relatedTests({
      ...task,
      images: { adapt: 40, test: 300, base: 1 },
    });
    assert.deepEqual(Object.keys(tests), Object.keys(related));
    assert.equal(tests.grey.shape[0], 300);
    assert.ok(tests.drawn.shape[0] < 479 / 3 && tests.drawn.shape[0] > 100);
  });

  it("refuses too many images, unknown names, and a set called as the base data", () => {
    assert.throws(
      () =>
        adaptationSet(
          { ...task, images: { adapt: 20_000, test: 1, base: 1 } },
          "noise",
        ),
      /need 60000 images of "cifar10", split "train", which has 50000: lower images\.adapt/,
    );
    assert.throws(
      () => requireRelated("negativ", related),
      /no related set "negativ"\. Did you mean "negative"/,
    );
    assert.throws(
      () => completeRelated({ base: { set: "cifar10" } }, 1),
      /cannot be called "base"/,
    );
  });
});
