import { anything, finite, oneOf } from "../files/option-kinds";

/** A figure's width; `millimetres` says what is wrong with it. */
export const width = anything;

/** Height over width. */
export const aspect = finite({ above: 0, to: 100 });

/** Of `ValueUnit`. */
export const valueUnit = oneOf("", "%", "pp");
