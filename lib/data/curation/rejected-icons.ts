import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromCSV } from "arquero";
import { projectRoot } from "../../files/paths";

/** "set:icon" of each that was looked at and found wrong. */
export function rejectedIcons(): Set<string> {
  const path = join(projectRoot(), "data", "tables", "drawings-rejected.csv");
  const rows = fromCSV(readFileSync(path, "utf8")).objects() as {
    set: string;
    icon: string;
  }[];
  return new Set(rows.map(({ set, icon }) => `${set}:${icon}`));
}
