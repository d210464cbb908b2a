import assert from "node:assert/strict";
import {
  coloursOf,
  INK,
  markersOf,
  PALETTE,
  SUPPORT,
} from "../../../lib/figures/theme";

describe("the visual dictionary", () => {
  it("gives known names one colour whatever stands beside them", () => {
    const [lite0] = coloursOf(["ImageNet Lite0"]);
    assert.equal(coloursOf(["other", "broad", "imagenet-lite0"])[2], lite0);
    assert.deepEqual(
      coloursOf(["from scratch", "In support", "out-of-support"]),
      [INK.baseline, SUPPORT.in, SUPPORT.out],
    );
  });

  it("keeps all known sources apart", () => {
    const known = ["scratch", "broad", "plain", "letters", "letters-plain"];
    const colours = coloursOf([...known, "Lite0", "Lite1", "Lite2"]);
    assert.equal(new Set(colours).size, 8);
  });

  it("gives others what no known name of the figure takes", () => {
    const colours = coloursOf(["mine", "Lite0", "yours"]);
    assert.deepEqual(colours, [PALETTE[1], PALETTE[0], PALETTE[2]]);
  });

  it("gives each method one marker, and none the baselines' circle", () => {
    const methods = ["full", "LP-FT", "linear-probe", "class-means", "dfr"];
    const markers = markersOf([...methods, "something new"]);
    assert.equal(new Set(markers).size, 6);
    assert.ok(!markers.includes("circle"));
    assert.deepEqual(markersOf(["lp-ft", "FT"]), [markers[1], markers[0]]);
  });
});
