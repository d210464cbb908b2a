export { requireLabelledImages, type LabelledImages } from "./labelled-images";
export { sampleExamples, takeExamples, toRgb } from "./image-sets";
export { orientImages } from "./orient-images";
export { paintImages, type PaintOptions } from "./paint-images";
export { rasterise, type Contour } from "./rasterise";
