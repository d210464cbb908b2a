export { withAttribute, type Attribute, type Attributes } from "./attributes";
export { requireLabelledImages, type LabelledImages } from "./labelled-images";
export { toGrey, toRgb, type Rgb } from "./image-channels";
export {
  joinExamples,
  sampleExamples,
  takeExamples,
  takeRange,
} from "./image-sets";
export { resizeImages, type Fit, type ImageSize } from "./resize-images";
export { orientImages } from "./orient-images";
export { paintImages, type PaintOptions } from "./paint-images";
export { rasterise, type Contour } from "./rasterise";
export { groupImages, LABEL, type ImageGroups } from "./group-images";
export { counterfactualPairs } from "./counterfactual-pairs";
export { placeFigures, type PlaceOptions } from "./place-figures";
