import "./kinds";

export { naturalShifts, type NaturalShift } from "./digit-sets";
