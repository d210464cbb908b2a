export { classNames, groupNames, loadDataset } from "./dataset";
export { fetchDataset, fetchEntry, type FetchResult } from "./fetch";
export { gitRevision } from "./git-revision";
export { readIdx, type IdxArray } from "./idx";
export {
  loadImagenetAccuracies,
  type ImagenetAccuracyColumn,
  type ImagenetModel,
} from "./imagenet-accuracies";
export { enlargeDigit, printedFamilies } from "./natural-shifts";
export { nearestName } from "./nearest-name";
export { cacheFolder, projectRoot } from "./paths";
export {
  registeredNames,
  registryEntry,
  type FilePaths,
  type RegisteredFile,
  type RegisteredSplit,
  type RegistryEntry,
  type Source,
} from "./registry";
export { requireLabelledImages, type LabelledImages } from "./labelled-images";
export { sampleExamples, takeExamples, toRgb } from "./image-sets";
export { openFontFamilies, type FontFamily } from "./open-fonts";
export {
  describePretrainingSet,
  hashPretrainingSet,
  pretrainingSet,
  type PretrainingClasses,
  type PretrainingDiversity,
  type PretrainingSet,
  type PretrainingSetDescription,
  type PretrainingSetOptions,
} from "./pretraining-set";
export { orientImages } from "./orient-images";
export { paintImages, type PaintOptions } from "./paint-images";
export { rasterise, type Contour } from "./rasterise";
export {
  renderSymbols,
  type RenderedSymbols,
  type RenderSymbolsOptions,
} from "./rendered-symbols";
export { readVerified, sha256 } from "./verify";
export { writeWhole } from "./write-whole";
