export {
  loadCifar10Testbed,
  loadCifar10TestbedPredictions,
  type Cifar10TestbedModel,
  type Cifar10TestbedPredictions,
  type Cifar10TestSet,
} from "./cifar10-testbed";
export { classNames, groupNames, loadDataset } from "./dataset";
export { datasetHash } from "./dataset-hash";
export { fetchDataset, fetchEntry, type FetchResult } from "./fetch";
export { encodeIdx, readIdx, type IdxArray } from "./formats/idx";
export {
  imagesFromNpy,
  imagesFromNpz,
  type ImageArrayOptions,
  type NpzOptions,
} from "./formats/image-arrays";
export {
  imagesFromFolder,
  type ImageFolderOptions,
  type ImagesFromFolder,
} from "./formats/image-folder";
export type { OwnImagesOptions } from "./formats/image-options";
export {
  loadImagenetAccuracies,
  type ImagenetAccuracyColumn,
  type ImagenetModel,
} from "./imagenet-accuracies";
export { drawingRows, drawingSets, type DrawingRow } from "./natural/drawings";
export { enlargeDigit, printedFamilies } from "./natural/natural-shifts";
export {
  registeredNames,
  registryEntry,
  type FilePaths,
  type RegisteredFile,
  type RegisteredSplit,
  type RegistryEntry,
  type Source,
} from "./registry";
export { openFontFamilies, type FontFamily } from "./natural/open-fonts";
export {
  renderSymbols,
  type RenderedSymbols,
  type RenderSymbolsOptions,
} from "./natural/rendered-symbols";
