import assert from "node:assert/strict";
import { accuracyOnTheLine } from "../../../lib/figures";
import { rareCharacters } from "../../../lib/figures/render/missing-glyphs";
import { render } from "../../../lib/figures/render/render";

describe("names in other scripts", () => {
  it("are told apart from those that every typeface has", () => {
    assert.deepEqual(
      rareCharacters({ a: ["ViT-B ≥ ½ é λ −", { b: "模型模" }] }),
      ["模", "型"],
    );
  });

  it("are warned of where no typeface here has them", async function () {
    this.timeout(120_000);
    const warned: string[] = [];
    const listen = ({ message }: Error) => warned.push(message);
    process.on("warning", listen);
    // Set aside for private use: no typeface has it.
    const nowhere = String.fromCodePoint(0xf0123);
    const named = (name: string) =>
      accuracyOnTheLine({
        baselines: [{ name: "a", reference: 0.6, shifted: 0.5 }],
        pretrained: [{ name: "b", reference: 0.7, shifted: 0.6, source: name }],
      });
    await render(named("Größe ≥ λ"), ["svg"]);
    assert.deepEqual(warned, []);
    await render(named(`model ${nowhere}`), ["svg"]);
    await new Promise(setImmediate);
    process.off("warning", listen);
    assert.equal(warned.length, 1);
    assert.match(
      warned[0],
      new RegExp(`has ${nowhere}: .*boxes.*fonts-noto-cjk`),
    );
  });
});
