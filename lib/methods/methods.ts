import { classMeans } from "./class-means";
import { ewc } from "./ewc";
import { fromScratch } from "./from-scratch";
import { full } from "./full";
import { lastBlocks } from "./last-blocks";
import { linearProbe } from "./linear-probe";
import { lora } from "./lora";
import { lpFt } from "./lp-ft";
import { lwf } from "./lwf";
import type { Method } from "./method";
import type { FineTuningStrategy } from "./method-names";
import { soup } from "./soup";
import { wiseFt } from "./wise-ft";

/** Each method by its name. */
export const methods: Record<FineTuningStrategy, Method> = {
  "from-scratch": fromScratch,
  "linear-probe": linearProbe,
  full,
  "lp-ft": lpFt,
  "last-blocks": lastBlocks,
  "class-means": classMeans,
  ewc,
  lwf,
  lora,
  "wise-ft": wiseFt,
  soup,
};
