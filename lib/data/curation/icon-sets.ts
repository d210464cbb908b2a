import { readFileSync } from "node:fs";
import type { Icon } from "./rasterise-icon";

/** What is to be said of a set of icons. */
export interface IconSetFacts {
  /** Its name in the Iconify collection, such as "twemoji". */
  set: string;
  title: string;
  author: string;
  authorUrl: string;
  /** SPDX identifier. */
  licence: string;
  licenceUrl: string;
  /** Subject, as the collection files it: "Emoji", "Logos", … */
  category: string;
}

/** A set of icons. */
export interface IconSet extends IconSetFacts {
  icons: Record<string, Icon>;
}

/**
 * Licences that let anybody copy, change and sell the drawings, at most asking for the author's name or the same licence. Left out are those that forbid
 * commercial use, and the GPL, which is made for programs.
 */
export const openLicences: readonly string[] = [
  "Apache-2.0",
  "BSD-3-Clause",
  "CC-BY-3.0",
  "CC-BY-4.0",
  "CC-BY-SA-3.0",
  "CC-BY-SA-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MPL-2.0",
  "OFL-1.1",
  "Unlicense",
];

/** What is read of a set's file in the collection. */
interface IconifySet {
  prefix: string;
  info: {
    name: string;
    author: { name: string; url?: string };
    license: { title: string; spdx?: string; url?: string };
    category?: string;
  };
  icons: Record<string, Partial<Box> & { body: string; hidden?: boolean }>;
  left?: number;
  top?: number;
  width?: number;
  height?: number;
}

type Box = { left: number; top: number; width: number; height: number };

/** Reads a set's file (`json/<set>.json` of the npm package `@iconify/json`). Aliases are left out: they draw nothing new. */
export function readIconSet(path: string): IconSet {
  const file = JSON.parse(readFileSync(path, "utf8")) as IconifySet;
  const { author, license, name, category = "" } = file.info;
  const icons = Object.entries(file.icons).map(([icon, drawn]) => {
    const { left, top, width, height } = {
      left: file.left ?? 0,
      top: file.top ?? 0,
      width: file.width ?? 16,
      height: file.height ?? 16,
      ...drawn,
    };
    return [icon, { body: drawn.body, box: [left, top, width, height] }];
  });
  return {
    set: file.prefix,
    title: name,
    author: author.name,
    authorUrl: author.url ?? "",
    licence: license.spdx ?? license.title,
    licenceUrl: license.url ?? "",
    category,
    icons: Object.fromEntries(icons) as Record<string, Icon>,
  };
}
