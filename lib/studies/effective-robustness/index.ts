export {
  imagenetModels,
  imagenetShift,
  imagenetShifts,
  pairsUnder,
  type ImagenetModels,
  type ImagenetShift,
} from "./imagenet-shifts";
export {
  imagenetRobustness,
  lineFault,
  type ImagenetRobustness,
  type ImagenetRobustnessOptions,
} from "./analyse";
export { imagenetPanel, type ImagenetPanel } from "./imagenet-panel";
export {
  corpusText,
  robustnessByCorpus,
  type CorpusRobustness,
} from "./by-corpus";
export {
  baselineEnds,
  choicesText,
  measuringChoices,
  type MeasuringChoice,
} from "./sensitivity";
export { publishedNote, publishedRows, publishedText } from "./published-text";
