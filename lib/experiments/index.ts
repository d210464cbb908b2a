import "./kinds";

export { naturalShifts, type NaturalShift } from "./digit-sets";
export {
  placedDrawings,
  type PlacedPart,
  type PlacedSet,
  type PlacedTask,
} from "./placed-drawings";
