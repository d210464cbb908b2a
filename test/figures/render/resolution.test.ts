import assert from "node:assert/strict";
import { accuracyOnTheLine, save, show } from "../../../lib/figures";
import { requireResolution } from "../../../lib/figures/render/resolution";

describe("a picture's resolution", () => {
  const figure = accuracyOnTheLine({
    baselines: [{ name: "a", reference: 0.6, shifted: 0.5 }],
  });

  it("is refused where no picture can be drawn", () => {
    for (const resolution of [-1, 0, NaN, Infinity, 100_000, "300"])
      assert.throws(
        () => requireResolution(figure, { resolution: resolution as number }),
        /can't have a resolution of .*: give 20–2400 dots per inch/,
      );
    assert.throws(
      () => requireResolution(figure, { resolution: 2400, width: 1000 }),
      /would be \d+ pixels long, more than the 16384/,
    );
    requireResolution(figure, { resolution: 1200 });
  });

  it("and other options are refused by save before anything is written", async () => {
    for (const resolution of [-1, 0, 100_000])
      await assert.rejects(
        save(figure, "refused", { resolution }),
        /give 20–2400 dots per inch/,
      );
    await assert.rejects(
      save(figure, "refused", { resolutoin: 300 } as object),
      /save has no option "resolutoin"\. Did you mean "resolution"/,
    );
    await assert.rejects(
      show(figure, { font: "seriff" } as object),
      /"seriff"\. Did you mean "serif"/,
    );
  });
});
