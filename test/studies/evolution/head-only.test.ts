import assert from "node:assert/strict";
import { headOnlyText } from "../../../lib/studies/evolution/head-only";
import { fineTuned, rowsOf, type MadeUp } from "./followed-networks";

const full = fineTuned([
  { epoch: 1, reference: 0.5, robustness: 0.1 },
  { epoch: 4, reference: 0.7, robustness: 0.02 },
]);
const head = (robustness: number, offsets = [0, 0, 0]): MadeUp[] =>
  fineTuned(
    [
      { epoch: 1, reference: 0.4, robustness: 0 },
      { epoch: 2, reference: 0.6, robustness },
    ],
    offsets,
  ).map((network) => ({ ...network, method: "last-blocks" }));

describe("the head alone against full fine-tuning", () => {
  it("is told by robustness at the ends, and both reference accuracies", () => {
    assert.match(
      headOnlyText(rowsOf([...full, ...head(0.12)])),
      /: unseen tint more \(10\.0 \[9\.5, 10\.5\] points\)\. Reference accuracy there is 60\.0 %, against 70\.0 %\.$/,
    );
    assert.match(headOnlyText(rowsOf([...full, ...head(-0.08)])), / less /);
    assert.match(
      headOnlyText(rowsOf([...full, ...head(0.12, [-0.2, 0, 0.2])])),
      / undecided /,
    );
  });

  it("compares the seeds that both have", () => {
    const some = head(0.12, [0, 0, 0.3]).slice(0, 2);
    assert.match(
      headOnlyText(rowsOf([...full, ...some])),
      // Without the third seed full fine-tuning has 0.018 and 0.020 left.
      /more \(10\.1 /,
    );
  });

  it("says what is missing", () => {
    assert.match(headOnlyText(rowsOf(full)), /npm run sweep -- evolution/);
  });
});
