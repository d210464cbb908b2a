import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  blurred,
  drawingDistance,
  NEAR,
} from "../../../lib/data/curation/near-duplicates";
import {
  colouredShare,
  drawingPart,
} from "../../../lib/data/curation/drawing-part";
import { drawingCaps } from "../../../lib/data/curation/share-caps";
import { namedDrawing } from "../../../lib/data/curation/drawing-names";
import { openLicences } from "../../../lib/data/curation/icon-sets";
import { rejectedIcons } from "../../../lib/data/curation/rejected-icons";
import {
  classNames,
  drawingRows,
  drawingSets,
  groupNames,
  loadDataset,
} from "../../../lib/data";
import { projectRoot, sha256 } from "../../../lib/files";

const SIZE = 32 * 32 * 3;
const all = loadDataset("drawings");
const rows = drawingRows();
const pixels = (i: number) => all.images.subarray(SIZE * i, SIZE * (i + 1));
const countBy = (keys: string[]) => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

describe("drawings of CIFAR-10's classes", () => {
  const known: [string, number, string][] = [
    ["drawings", 806, "26973cf0595903f6"],
    ["drawings-in-colour", 327, "ca691021bb364798"],
    ["drawings-line-art", 479, "2f602b393a86a5ec"],
  ];
  for (const [name, count, hash] of known) {
    it(`${name}: the same bytes on every machine, CIFAR-10's classes, sets as groups`, () => {
      const set = loadDataset(name);
      assert.deepEqual(set.shape, [count, 32, 32, 3]);
      const found = sha256(Buffer.concat([set.images, set.labels]));
      assert.equal(found.slice(0, 16), hash);
      assert.deepEqual(classNames(name), classNames("cifar10"));
      assert.deepEqual(groupNames(name), drawingSets());
      assert.equal(set.groups!.length, count);
    });
  }

  it("are at least 20 a class, 10 a class in each part", () => {
    for (const [name, least] of [
      ["drawings", 20],
      ["drawings-in-colour", 10],
      ["drawings-line-art", 10],
    ] as const) {
      const counts = new Array<number>(10).fill(0);
      loadDataset(name).labels.forEach((label) => counts[label]++);
      assert.ok(Math.min(...counts) >= least, `${name}: ${counts}`);
    }
  });

  it("have a row each, in the images' order", () => {
    assert.equal(rows.length, all.shape[0]);
    const [classes, sets] = [classNames("drawings"), drawingSets()];
    rows.forEach((row, i) => {
      assert.equal(row.class, classes[all.labels[i]]);
      assert.equal(row.set, sets[all.groups![i]]);
      assert.equal(row.class, namedDrawing(row.icon)?.className);
    });
  });

  it("are open, each with licence and author", () => {
    const page = readFileSync(
      join(projectRoot(), "data", "drawings", "LICENCES.md"),
      "utf8",
    );
    for (const [set, count] of countBy(rows.map((row) => row.set))) {
      const line = page.split("\n").find((each) => each.includes(`\`${set}\``));
      assert.ok(line?.endsWith(`| ${count} |`), set);
    }
    for (const { licence, author, icon } of rows) {
      assert.ok(openLicences.includes(licence), `${icon}: ${licence}`);
      assert.ok(author.length > 0, icon);
    }
  });

  it("hold none that was rejected, and none twice", () => {
    const rejected = rejectedIcons();
    assert.ok(rejected.size > 200);
    const names = rows.map(({ set, icon }) => `${set}:${icon}`);
    assert.deepEqual(
      names.filter((name) => rejected.has(name)),
      [],
    );
    assert.equal(new Set(names).size, names.length);
  });

  it("keep to the caps: of a class in a part, of a set in those, of a set in all", () => {
    const { perClassAndPart, perSetClassAndPart } = drawingCaps;
    const ofClass = countBy(rows.map((row) => `${row.class}/${row.part}`));
    const ofSet = countBy(
      rows.map((row) => `${row.class}/${row.part}/${row.set}`),
    );
    assert.ok(Math.max(...ofClass.values()) <= perClassAndPart);
    assert.ok(Math.max(...ofSet.values()) <= perSetClassAndPart);
    const whole = countBy(rows.map((row) => row.set));
    assert.ok(Math.max(...whole.values()) <= 0.05 * rows.length);
  });

  it("are in the part that their pixels say", () => {
    rows.forEach((row, i) => {
      assert.equal(row.part, drawingPart(pixels(i)));
      assert.ok(
        Math.abs(row.coloured_share - colouredShare(pixels(i))) <= 5e-4,
      );
    });
  });

  it("hold no near-duplicates within a class", () => {
    const means = rows.map((_, i) => blurred(pixels(i), 32));
    const level = means.map((each) => each.reduce((a, b) => a + b) / SIZE);
    for (let i = 0; i < rows.length; i++) {
      for (let j = 0; j < i; j++) {
        if (rows[i].class !== rows[j].class) continue;
        // Levels that far apart are a distance already.
        if (Math.abs(level[i] - level[j]) > NEAR) continue;
        const distance = drawingDistance(means[i], means[j], 32);
        assert.ok(distance >= NEAR, `${rows[i].icon} and ${rows[j].icon}`);
      }
    }
  });
});
