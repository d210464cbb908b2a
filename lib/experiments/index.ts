import "./kinds";

export {
  placedDrawings,
  type PlacedPart,
  type PlacedSet,
  type PlacedTask,
} from "./placed-drawings";
