import assert from "node:assert/strict";
import {
  decimals,
  label,
  percent,
  percentagePoints,
  shortLabel,
} from "../../../lib/figures/theme/label";

describe("label", () => {
  it("makes markup plain", () => {
    assert.equal(
      label('<a href="javascript:alert(1)">x</a> & y'),
      '&lt;a href="javascript:alert(1)"&gt;x&lt;/a&gt; &amp; y',
    );
  });

  it("is one line", () => assert.equal(label("a\n\t b"), "a b"));
});

describe("shortLabel", () => {
  it("leaves short names alone", () => {
    assert.equal(shortLabel("resnet50", 8), "resnet50");
  });

  it("takes the middle out of long names", () => {
    assert.equal(
      shortLabel("efficientnet-lite0-imagenet-fine-tuned", 20),
      "efficientn…ine-tuned",
    );
  });

  it("cuts between characters, not within an entity or a surrogate pair", () => {
    assert.equal(shortLabel("<".repeat(9), 3), "&lt;…&lt;");
    assert.equal(shortLabel("😀".repeat(9), 3), "😀…😀");
  });
});

describe("numbers in labels", () => {
  it("have a true minus, and none on zero", () => {
    assert.equal(decimals(-1.25, 1), "−1.3");
    assert.equal(decimals(-0.01, 1), "0.0");
  });

  it("are per cent and percentage points", () => {
    assert.equal(percent(0.7512), "75.1%");
    assert.equal(percentagePoints(0.012), "+1.2 pp");
    assert.equal(percentagePoints(-0.012), "−1.2 pp");
    assert.equal(percentagePoints(0), "0.0 pp");
  });
});
