export { askShift, type AskedShift } from "./ask-shift";
export type { RatedImage, ShiftReport } from "./report";
export { adviceRows, recommendationText, reportRows } from "./report-texts";
export {
  validateAdvice,
  validationText,
  type ValidatedAdvice,
} from "./validate";
