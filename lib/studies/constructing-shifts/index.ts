export { photographShifts, type CatalogueEntry } from "./catalogue";
export {
  measureCatalogue,
  measureTints,
  supportText,
  type SupportRow,
  type TintSupport,
} from "./measure";
export { galleryRows, type GalleryRow } from "./gallery";
export {
  tryOnPhotographs,
  type PhotographLook,
  type PhotographOptions,
} from "./try-on-photographs";
