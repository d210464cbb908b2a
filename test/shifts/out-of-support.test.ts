import assert from "node:assert/strict";
import type { LabelledImages } from "../../lib/images";
import { toRgb } from "../../lib/images";
import { mean, standardDeviation } from "../../lib/numerics";
import {
  backgroundTexture,
  blur,
  grey,
  invertedContrast,
  noise,
  posterise,
  sketch,
  unseenRotation,
  verticalFlip,
} from "../../lib/shifts";
import { changed, greyImages, imageAt, randomImages } from "./sets";

/** One image of grey values, as rows. */
const picture = (rows: number[][]): LabelledImages => ({
  images: Uint8Array.from(rows.flat()),
  labels: Uint8Array.of(0),
  shape: [1, rows.length, rows[0].length, 1],
});

/** The first channel of the first image, as rows. */
function rowsOf(set: LabelledImages): number[][] {
  const [, height, width] = set.shape;
  const values = imageAt(set, 0).filter((_, k) => k % 3 === 0);
  return Array.from({ length: height }, (_, y) =>
    values.slice(y * width, (y + 1) * width),
  );
}

describe("verticalFlip", () => {
  it("exchanges rows, first with last", () => {
    const set = verticalFlip().shifted(
      picture([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    );
    assert.deepEqual(rowsOf(set), [
      [5, 6],
      [3, 4],
      [1, 2],
    ]);
  });
});

describe("invertedContrast", () => {
  it("takes each value from 255", () => {
    const set = invertedContrast().shifted(picture([[0, 100, 255]]));
    assert.deepEqual(rowsOf(set), [[255, 155, 0]]);
  });
});

describe("grey", () => {
  const colour = {
    images: Uint8Array.of(255, 0, 0, 10, 10, 10),
    labels: Uint8Array.of(0),
    shape: [1, 1, 2, 3] as LabelledImages["shape"],
  };

  it("leaves brightness, as Pillow's convert('L') does", () => {
    assert.deepEqual(
      imageAt(grey().shifted(colour), 0),
      [76, 76, 76, 10, 10, 10],
    );
  });

  it("leaves colour as it is at strength 0, and half of it at ½", () => {
    const at = (strength: number) =>
      imageAt(grey({ strength }).shifted(colour), 0);
    assert.deepEqual(at(0), [...colour.images]);
    assert.deepEqual(at(0.5).slice(0, 3), [166, 38, 38]);
  });
});

describe("posterise", () => {
  const row = picture([[0, 60, 70, 130, 200, 255]]);

  it("takes each value to the nearest of three", () => {
    assert.deepEqual(rowsOf(posterise().shifted(row)), [
      [0, 0, 128, 128, 255, 255],
    ]);
  });

  it("goes as far as it is asked to", () => {
    assert.deepEqual(
      rowsOf(posterise({ strength: 0 }).shifted(row)),
      rowsOf(toRgb(row)),
    );
    assert.deepEqual(
      rowsOf(posterise({ strength: 0.5 }).shifted(picture([[60, 201]]))),
      [[30, 228]],
    );
  });
});

describe("sketch", () => {
  it("leaves edges dark on white, as dark as the step is high", () => {
    const step = picture([
      [0, 0, 0, 255, 255],
      [0, 0, 0, 255, 255],
      [0, 0, 0, 255, 255],
    ]);
    for (const row of rowsOf(sketch().shifted(step)))
      assert.deepEqual(row, [255, 255, 0, 0, 255]);
    const half = picture([
      [100, 100, 150, 150],
      [100, 100, 150, 150],
    ]);
    for (const row of rowsOf(sketch().shifted(half)))
      assert.deepEqual(row, [255, 205, 205, 255]);
  });

  it("is the photograph at strength 0", () => {
    const base = randomImages(3, { side: 6, channels: 3 });
    assert.deepEqual(sketch({ strength: 0 }).shifted(base).images, base.images);
  });
});

describe("noise", () => {
  it("has the standard deviation it is asked for, and mean 0", () => {
    const base = greyImages(100, 128, 20);
    const { images } = noise({ strength: 0.1, seed: 2 }).shifted(base);
    const added = [...images].map((value) => value - 128);
    assert.ok(Math.abs(mean(added)) < 0.5);
    assert.ok(Math.abs(standardDeviation(added) - 25.5) < 0.5);
  });

  it("is grey, and only grows with its strength", () => {
    const base = greyImages(3, 128);
    const [weak, strong] = [0.05, 0.1].map(
      (strength) => noise({ strength }).shifted(base).images,
    );
    for (let k = 0; k < weak.length; k += 3) {
      assert.equal(weak[k], weak[k + 2]);
      assert.ok(Math.abs(strong[k] - 128 - 2 * (weak[k] - 128)) <= 1.5);
    }
  });

  it("stays within 0 to 255", () => {
    const { images } = noise({ strength: 1 }).shifted(greyImages(5, 250));
    assert.ok(images.includes(255) && images.includes(0));
  });
});

describe("blur", () => {
  it("leaves an even image even, and any image at strength 0", () => {
    const even = greyImages(1, 77);
    assert.deepEqual(blur({ strength: 1 }).shifted(even), toRgb(even));
    const any = randomImages(3);
    assert.deepEqual(blur({ strength: 0 }).shifted(any), toRgb(any));
  });

  it("spreads a point as the Gaussian of that standard deviation", () => {
    const rows = Array.from({ length: 33 }, (_, y) =>
      Array.from({ length: 33 }, (_, x) => (x === 16 && y === 16 ? 255 : 0)),
    );
    // 33 pixels / 8 · 0.25 = 1.03 pixels
    const spread = rowsOf(blur({ strength: 0.25 }).shifted(picture(rows)));
    const at = (y: number, x: number) =>
      (255 * Math.exp(-(y * y + x * x) / (2 * 1.03125 ** 2))) /
      (2 * Math.PI * 1.03125 ** 2);
    for (const [y, x] of [
      [0, 0],
      [0, 1],
      [1, 1],
      [2, 0],
    ]) {
      assert.ok(Math.abs(spread[16 + y][16 + x] - at(y, x)) < 1, `${y} ${x}`);
      assert.equal(spread[16 + y][16 + x], spread[16 + x][16 + y]);
    }
  });
});

describe("unseenRotation", () => {
  const rows = [
    [0, 0, 0, 0, 0],
    [0, 10, 20, 30, 0],
    [0, 40, 50, 60, 0],
    [0, 70, 80, 90, 0],
    [0, 0, 0, 0, 0],
  ];

  it("turns by half a turn at strength 1", () => {
    const turned = rowsOf(
      unseenRotation({ strength: 1 }).shifted(picture(rows)),
    );
    assert.deepEqual(turned, rows.map((row) => [...row].reverse()).reverse());
  });

  it("turns by a quarter at strength ½, to either side", () => {
    const base = picture(rows);
    const sides = [...Array(20).keys()].map((seed) =>
      rowsOf(unseenRotation({ strength: 0.5, seed }).shifted(base)).join(),
    );
    const left = rows[0].map((_, x) => rows.map((row) => row[4 - x])).join();
    const right = rows[0].map((_, x) => rows.map((row) => row[x]).reverse());
    assert.deepEqual(new Set(sides), new Set([left, right.join()]));
  });

  it("fills what comes in from outside with the colour of the ground", () => {
    const base = greyImages(1, 200, 9);
    assert.deepEqual(changed(unseenRotation().shifted(base), toRgb(base)), []);
  });
});

describe("backgroundTexture", () => {
  const figure = picture(
    Array.from({ length: 12 }, (_, y) =>
      Array.from({ length: 12 }, (_, x) =>
        x > 3 && x < 8 && y > 3 && y < 8 ? 200 : 0,
      ),
    ),
  );

  it("covers the ground and leaves the figure", () => {
    const shown = rowsOf(backgroundTexture({ strength: 1 }).shifted(figure));
    assert.ok(
      shown.slice(4, 8).every((row) => row.slice(4, 8).every((v) => v === 200)),
    );
    const ground = shown.flatMap((row, y) =>
      row.filter((_, x) => x < 4 || x > 7 || y < 4 || y > 7),
    );
    assert.ok(Math.max(...ground) > 220 && Math.min(...ground) < 30);
  });

  it("covers it in proportion to its strength, and differently in each example", () => {
    const shown = backgroundTexture({ strength: 0.2 }).shifted(
      greyImages(4, 0),
    );
    assert.ok(shown.images.every((value) => value <= 51));
    assert.ok(shown.images.some((value) => value > 40));
    assert.notDeepEqual(imageAt(shown, 0), imageAt(shown, 1));
  });
});
