import { nearestName } from "../files";

/** Gives back the name of a column that is there. @throws RangeError naming what it was to be, and the nearest that is. */
export type NeedColumn = (name: string, what: string) => string;

/** The columns of a table, to be asked for by name. */
export const needOf =
  (columns: readonly string[]): NeedColumn =>
  (name, what) => {
    if (columns.includes(name)) return name;
    throw new RangeError(
      `The table has no column "${name}" (${what}). ${nearestName(name, columns)}`,
    );
  };
