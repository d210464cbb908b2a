export {
  supportSplittingResults,
  type DigitModel,
  type DomainScores,
  type SupportSplittingResults,
} from "./results";
export { digitParts, digitRows, type DigitPart } from "./analyse";
