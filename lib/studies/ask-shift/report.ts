import type { Interval } from "../../robustness";
import type { AttributeShift } from "./attribute-shift";
import type { FrequencyShift } from "./class-shares";

/** What to try against a shift. */
export type Remedy = "pre-training" | "undo the bias" | "both" | "nothing";

/** Of what kind a shift is by its share out of support. */
export type AskedKind = "no shift" | "in support" | "mixed" | "out of support";

/** A recommendation: each clause with the number behind it. */
export interface Recommendation {
  kind: AskedKind;
  remedy: Remedy;
  /** In words, each clause made from the numbers of the report. */
  clauses: string[];
}

/** An image of the shifted sample with its density ratio. */
export interface RatedImage {
  /** Place in the shifted sample as it was given. */
  index: number;
  /** p_shift / p_ref. */
  ratio: number;
}

/** What pre-training may be expected to bring. */
export interface AskedPrediction {
  /** 95 % prediction interval, fractions. */
  robustness: Interval;
  /** Number of the laboratory's shifts that it rests on. */
  shifts: number;
  /** By how much it misses a shift that is left out: root mean square, fractions. */
  error: number;
}

/** What `askShift` finds. */
export interface ShiftReport {
  /** Images of either sample that were looked at, and that were given. */
  counts: { reference: number; shifted: number };
  given: { reference: number; shifted: number };
  /** Area under the ROC curve of the domain classifier. */
  auc: Interval;
  epsilon: number;
  /** Share of the shifted images out of support. */
  share: Interval;
  /** Jensen–Shannon divergence in bits. */
  divergence: number;
  /** Undefined where labels do not mean the same in both samples. */
  labelShift?: FrequencyShift;
  /** Attributes that both samples have. */
  attributes: AttributeShift[];
  /** The shifted images with the least and with the greatest density ratio, such first. */
  mostInSupport: RatedImage[];
  leastInSupport: RatedImage[];
  /** Undefined where the laboratory's results are missing. */
  prediction?: AskedPrediction;
  recommendation: Recommendation;
  /** What no sample can tell. */
  cannotKnow: string[];
}
