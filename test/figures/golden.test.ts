import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { PNG } from "pngjs";
import { projectRoot } from "../../lib/files";
import { curves } from "../../lib/figures";
import { drawGolden, goldenFigures, goldenPath } from "./golden";

/** How much a pixel's colour may differ (pixelmatch's measure), and what share of pixels may differ by more. */
const THRESHOLD = 0.15;
const TOLERANCE = 0.001;
const LARGEST = 40_000;

/** Pixels that differ, anti-aliased edges left aside, with a picture of them. */
async function compare(one: PNG, other: PNG) {
  const { default: pixelmatch } = await import("pixelmatch");
  const { width, height } = one;
  const picture = new PNG({ width, height });
  const count = pixelmatch(one.data, other.data, picture.data, width, height, {
    threshold: THRESHOLD,
  });
  return { share: count / (width * height), picture };
}

/** Write what was drawn where it can be looked at. */
function written(name: string, png: Buffer): string {
  const folder = join("out", "golden");
  mkdirSync(join(projectRoot(), folder), { recursive: true });
  writeFileSync(join(projectRoot(), folder, name), png);
  return join(folder, name);
}

const REMEDY = "If the change is meant, run: npm run golden";

describe("golden pictures", function () {
  this.timeout(120_000);

  for (const [name, figure] of Object.entries(goldenFigures())) {
    it(`${name} looks as it did`, async () => {
      const drawn = await drawGolden(figure);
      const path = goldenPath(name);
      assert.ok(
        existsSync(path),
        `There is no golden picture of ${name}; drawn: ${written(`${name}.png`, drawn)}. ${REMEDY}`,
      );
      const now = PNG.sync.read(drawn);
      const before = PNG.sync.read(readFileSync(path));
      const sizes = [before, now].map((png) => `${png.width} × ${png.height}`);
      if (sizes[0] !== sizes[1]) {
        assert.fail(
          `${name} was ${sizes[0]} pixels, now ${sizes[1]}: ${written(`${name}.png`, drawn)}. ${REMEDY}`,
        );
      }
      const { share, picture } = await compare(now, before);
      if (share > TOLERANCE) {
        const files = [
          written(`${name}.png`, drawn),
          written(`${name}.difference.png`, PNG.sync.write(picture)),
        ];
        assert.fail(
          `${name} differs in ${(100 * share).toFixed(2)} % of its pixels (tolerance ${100 * TOLERANCE} %): see ${files.join(" and ")}. ${REMEDY}`,
        );
      }
    });
  }

  it("are told apart by a single point", async () => {
    const draw = async (y: number) =>
      PNG.sync.read(
        await drawGolden(
          curves(
            [1, 2, 3].map((x) => ({ x, y: x === 2 ? y : x })),
            { xLabel: "x", yLabel: "y" },
          ),
        ),
      );
    const { share } = await compare(await draw(2), await draw(2.3));
    assert.ok(share > TOLERANCE, `${share}`);
  });

  it("are small, and none is left over", () => {
    const folder = join(projectRoot(), "test", "golden");
    const files = readdirSync(folder);
    assert.deepEqual(
      files.sort(),
      Object.keys(goldenFigures())
        .map((name) => basename(goldenPath(name)))
        .sort(),
    );
    for (const file of files) {
      assert.ok(readFileSync(join(folder, file)).length < LARGEST, file);
    }
  });
});
