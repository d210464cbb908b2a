export type { Shift, ShiftKind } from "./shift";
export {
  spuriousTint,
  tintColours,
  unseenTint,
  type SpuriousTintOptions,
  type TintOptions,
} from "./tint";
export { inVariedColours } from "./varied-colours";
