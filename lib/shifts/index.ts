export { backgroundTexture } from "./background-texture";
export { blur } from "./blur";
export { checkedShift } from "./checked-shift";
export { compose } from "./compose";
export { grey } from "./grey";
export { invertedContrast } from "./inverted-contrast";
export { labelShift, type LabelShiftOptions } from "./label-shift";
export {
  minoritySubgroup,
  type MinoritySubgroupOptions,
} from "./minority-subgroup";
export { noise } from "./noise";
export { partly } from "./partly";
export { posterise } from "./posterise";
export { renditions } from "./renditions";
export {
  combiningShifts,
  describeShift,
  shiftFrom,
  shiftNames,
} from "./shift-from";
export { type Shift, type ShiftKind, type ShiftSpec } from "./shift";
export { sketch } from "./sketch";
export { spuriousPatch, type SpuriousPatchOptions } from "./spurious-patch";
export {
  spuriousTint,
  tintColours,
  unseenTint,
  type SpuriousTintOptions,
  type TintOptions,
} from "./tint";
export { unseenRotation } from "./unseen-rotation";
export { type StrengthOptions } from "./untouched-reference";
export { inVariedColours } from "./varied-colours";
export { verticalFlip } from "./vertical-flip";
