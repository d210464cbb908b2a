import assert from "node:assert/strict";
import { mean } from "../../../lib/numerics";
import {
  choicesText,
  corpusText,
  imagenetModels,
  imagenetPanel,
  imagenetRobustness,
  imagenetShift,
  measuringChoices,
  publishedNote,
  publishedRows,
  publishedText,
  robustnessByCorpus,
} from "../../../lib/studies";

const few = { resamples: 50 };

describe("the effective robustness of published ImageNet models", () => {
  const v2 = imagenetRobustness("ImageNet-V2", few);
  const sketch = imagenetRobustness("ImageNet-Sketch", few);

  it("is measured on the paper's models, and agrees with its Figure 1", () => {
    const { scratch, inPaper, outside, pretrained } = imagenetModels();
    assert.deepEqual([scratch.length, inPaper.length], [78, 55]);
    assert.equal(inPaper.length + outside.length, pretrained.length);
    assert.equal(v2.models.length, 55);
    assert.ok(v2.byLine.maximum <= 0.018 && v2.byLine.maximum > 0.017);
    assert.match(publishedNote([v2]), /1\.80 points .* 1\.76: we agree\.$/);
  });

  it("goes by the line where there is one, else by matched differences", () => {
    assert.equal(v2.robustness.mean, mean(v2.byLine.effectiveRobustness));
    assert.equal(sketch.diagnosis.isLine, false);
    assert.equal(sketch.robustness.mean, sketch.matched.mean);
    assert.match(publishedText(v2), /55 pre-trained models .* \(about zero\)/);
    assert.match(
      publishedText(sketch, "models"),
      /the 29 of 55 models that models from scratch can match .*\(above zero\)\.$/,
    );
    assert.match(
      publishedNote([sketch]),
      /no line .*\(R² 0\.899, below 0\.9\)/,
    );
    const rows = publishedRows([v2, sketch]);
    assert.deepEqual(
      rows.map((row) => [row.measure, row.models]),
      [
        ["effective robustness", 55],
        ["matched difference", 29],
      ],
    );
  });

  it("says of a line that bends that it does", () => {
    const [row] = publishedRows([imagenetRobustness("ImageNet-A", few)]);
    assert.match(row["a line?"], /^no: it bends, by 1\.6 points/);
  });

  it("is drawn with the number that counts", () => {
    const [onLine, matched] = [v2, sketch].map((each) => imagenetPanel(each));
    assert.deepEqual(onLine.effectiveRobustness, v2.robustness);
    assert.equal(onLine.matchedDifference, undefined);
    assert.deepEqual(matched.matchedDifference, sketch.robustness);
    assert.equal(matched.effectiveRobustness, undefined);
    assert.equal(matched.baselines.length, 78);
    const bySupervision = imagenetPanel(v2, "supervision").pretrained[0];
    assert.equal(bySupervision.source, v2.models[0].supervision);
  });

  it("names the nearest shift for an unknown one", () => {
    assert.throws(() => imagenetShift("ImageNet-Skech"), /ImageNet-Sketch/);
  });
});

describe("choices behind effective robustness", () => {
  const rows = measuringChoices("ImageNet-Sketch", few);

  it("start from what is shown, and vary one thing at a time", () => {
    const { byLine } = imagenetRobustness("ImageNet-Sketch", few);
    assert.equal(rows[0].mean, byLine.mean);
    const families = rows.filter(({ varied }) => varied === "family");
    const { scratch } = imagenetModels();
    const known = new Set(scratch.map(({ family }) => family));
    assert.equal(families.length, known.size);
    assert.equal(new Set(rows.map(({ choice }) => choice)).size, rows.length);
  });

  it("are summed up from the least to the most of all, whichever was varied", () => {
    const means = rows.map((row) => row.mean);
    const text = choicesText(rows);
    const [least, most] = [Math.min(...means), Math.max(...means)].map((each) =>
      (100 * each).toFixed(1),
    );
    assert.ok(
      text.includes(`from **${least}** (`) && text.includes(`to **${most}** (`),
      text,
    );
    assert.match(text, /a baseline that ends at \d\d % on ImageNet/);
    const widened = choicesText([
      ...rows,
      { ...rows[0], choice: "a far one", mean: 0.5 },
    ]);
    assert.match(widened, /to \*\*50\.0\*\* \(a far one\)/);
  });
});

describe("robustness by corpus", () => {
  const rows = robustnessByCorpus(["ImageNet-Sketch"], few);

  it("compares only models that models from scratch can match", () => {
    const { scratch, pretrained } = imagenetModels();
    const best = Math.max(...scratch.map(({ imagenet }) => imagenet));
    const webli = rows.find(({ corpus }) => corpus === "WebLI")!;
    assert.deepEqual([webli.compared, webli.difference], [0, undefined]);
    const total = rows.reduce((sum, row) => sum + row.compared, 0);
    const within = pretrained.filter(({ imagenet }) => imagenet <= best);
    assert.equal(total, within.length);
    const sizes = rows.map(({ images }) => images);
    assert.deepEqual(
      sizes,
      [...sizes].sort((a, b) => a - b),
    );
  });

  it("contrasts corpora of about one size, and names what is missing", () => {
    const text = corpusText(rows, "ImageNet-Sketch");
    assert.match(text, /IG-1B \(940 million images, hashtags\) \*\*18\.5/);
    assert.match(text, /IG-1B-uncurated \(1,000 million/);
    assert.match(text, /Not compared.*WebLI\.$/);
    const far = rows.filter(({ corpus }) => corpus === "ImageNet-21k");
    assert.match(corpusText(far, "ImageNet-Sketch"), /^No two corpora/);
  });
});
