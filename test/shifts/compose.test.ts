import assert from "node:assert/strict";
import { toRgb } from "../../lib/images";
import {
  compose,
  labelShift,
  minoritySubgroup,
  noise,
  spuriousTint,
  unseenTint,
  verticalFlip,
  type Shift,
} from "../../lib/shifts";
import { imageAt, randomImages } from "./sets";

const base = randomImages(200);
const tint = spuriousTint({ seed: 1 });
const flip = verticalFlip();

describe("compose", () => {
  it("makes both sets by one part after the other", () => {
    const both = compose(tint, noise());
    assert.deepEqual(both.reference(base), tint.reference(base));
    assert.deepEqual(both.shifted(base), noise().shifted(tint.shifted(base)));
  });

  it("is out of support if any part is", () => {
    const minority = minoritySubgroup();
    assert.equal(compose(tint, minority).kind, "in-support");
    assert.equal(compose(tint, flip).kind, "out-of-support");
  });

  it("describes itself by its parts", () => {
    const { name, description } = compose(tint, flip);
    assert.equal(name, "spurious tint + vertical flip");
    assert.equal(
      description,
      `Spurious tint: ${tint.description} Vertical flip: ${flip.description}`,
    );
  });

  it("hits the same examples whatever a label shift leaves out, wherever it stands", () => {
    const labels = labelShift({ seed: 3 });
    const kept = labels.shifted(tint.shifted(base));
    assert.deepEqual(compose(labels, tint).shifted(base), kept);
    assert.deepEqual(compose(tint, labels).shifted(base), kept);
    assert.ok(compose(labels, tint).selects);
  });

  it("takes shifts written by hand and other compositions", () => {
    const byHand: Shift = {
      name: "dusk",
      kind: "out-of-support",
      seed: 0,
      description: "Half as bright.",
      reference: toRgb,
      shifted: (set) => ({
        ...toRgb(set),
        images: toRgb(set).images.map((value) => value / 2),
      }),
    };
    const shift = compose(compose(flip, unseenTint({ opacity: 0 })), byHand);
    const halved = imageAt(flip.shifted(base), 5).map((v) => Math.floor(v / 2));
    assert.deepEqual(imageAt(shift.shifted(base), 5), halved);
    assert.equal(shift.spec, undefined);
  });

  it("refuses no shift at all, and two that leave examples out", () => {
    assert.throws(() => compose(), /got no shift/);
    assert.throws(
      () => compose(labelShift(), tint, compose(labelShift())),
      /one shift that leaves examples out, got "label shift" and "label shift"/,
    );
  });
});
