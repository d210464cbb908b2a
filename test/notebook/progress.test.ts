import assert from "node:assert/strict";
import { formatSeconds, reportProgress } from "../../lib/notebook/progress";

describe("progress", () => {
  it("writes seconds as a person says them", () => {
    assert.equal(formatSeconds(0), "0 s");
    assert.equal(formatSeconds(58.2), "59 s");
    assert.equal(formatSeconds(59.5), "1 min 0 s");
    assert.equal(formatSeconds(75), "1 min 15 s");
  });

  const written = (isTTY: boolean, progress: boolean) => {
    const { stderr } = process;
    const before = { isTTY: stderr.isTTY, write: stderr.write };
    let text = "";
    Object.assign(stderr, {
      isTTY,
      write: (chunk: string) => {
        text += chunk;
        return true;
      },
    });
    try {
      const report = reportProgress(progress);
      for (const step of [1, 2]) {
        report.update({
          step,
          steps: 2,
          loss: 0.5,
          imagesPerSecond: 1234.4,
          secondsLeft: 75,
        });
      }
      report.end();
    } finally {
      Object.assign(stderr, before);
    }
    return text;
  };

  it("shows speed and time left in a terminal", () => {
    assert.match(
      written(true, true),
      /step 1\/2 · loss 0\.500 · 1234 images\/s · 1 min 15 s left/,
    );
  });

  it("is silent elsewhere, and when not wanted", () => {
    assert.equal(written(false, true), "");
    assert.equal(written(true, false), "");
  });
});
