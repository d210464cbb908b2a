import { GENTLE, rateOf } from "./plan";

const names: { [method: string]: string } = {
  [GENTLE]: `full at ${rateOf(GENTLE)}`,
  "linear-probe": "linear probe",
  "lp-ft": "LP-FT",
  ewc: "EWC",
  lwf: "LwF",
  lora: "LoRA",
  "wise-ft": "WiSE-FT",
};

/** A method as texts, tables and figures call it; a name that is none of the study's stays as it is. */
export const methodName = (method: string): string => names[method] ?? method;
