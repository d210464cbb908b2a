import { classMeans } from "./class-means";
import { fromScratch } from "./from-scratch";
import { full } from "./full";
import { lastBlocks } from "./last-blocks";
import { linearProbe } from "./linear-probe";
import { lpFt } from "./lp-ft";
import type { Method } from "./method";
import type { FineTuningStrategy } from "./method-names";

/** Each method by its name. */
export const methods: Record<FineTuningStrategy, Method> = {
  "from-scratch": fromScratch,
  "linear-probe": linearProbe,
  full,
  "lp-ft": lpFt,
  "last-blocks": lastBlocks,
  "class-means": classMeans,
};
