import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { nearestName } from "../../files/nearest-name";

/** A folder that holds the pictures of a class. */
export interface ClassFolder {
  name: string;
  label: number;
  /** Paths, in the order of their names. */
  files: string[];
}

/** What operating systems leave in folders. Names that begin with a dot are passed over too. */
const LEFT_BEHIND = new Set(["Thumbs.db", "desktop.ini", "__MACOSX"]);
const PICTURE = /\.(png|jpe?g)$/i;
/** A label is one byte. */
const MOST_CLASSES = 256;

/**
 * The class folders within a folder, with the files in them.
 *
 * @param classNames what the folders may be called, in the order of the labels. Default: their names, sorted.
 * @throws Error naming what is wrong: no folder, none for a class in it, pictures beside them, a name that `classNames`
 *   lacks, a class without files, a folder within a class.
 */
export function listClassFolders(
  folder: string,
  classNames?: readonly string[],
): ClassFolder[] {
  const entries = entriesOf(folder);
  const names = entries.filter((name) => isFolder(join(folder, name)));
  const stray = entries.find((n) => PICTURE.test(n) && !names.includes(n));
  if (stray !== undefined || names.length === 0) {
    const found =
      stray === undefined
        ? "holds no folders"
        : `"${stray}" lies beside the folders`;
    throw new Error(
      `${folder}: ${found}; each picture belongs into the folder of its class, such as ${join(folder, "cat", stray ?? "1.png")}.`,
    );
  }
  const known = classNames ?? names;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `${join(folder, unknown)}: classNames has no "${unknown}". ${nearestName(unknown, known)}`,
    );
  }
  if (known.length > MOST_CLASSES) {
    throw new Error(
      `${folder}: ${known.length} classes; a label is one byte, so there may be ${MOST_CLASSES}. Join or leave out some.`,
    );
  }
  return known
    .map((name, label) => ({ name, label }))
    .filter(({ name }) => names.includes(name))
    .map((each) => ({ ...each, files: filesOf(join(folder, each.name)) }));
}

/**
 * Paths of the pictures of a folder that has no classes, in the order of their names.
 *
 * @throws Error for a folder that cannot be read, holds nothing, or holds folders.
 */
export function listPictures(folder: string): string[] {
  return filesOf(folder, "a folder without images. Put some in");
}

function filesOf(
  folder: string,
  empty = "a class without images. Put some in, or remove the folder",
): string[] {
  const files = entriesOf(folder).map((name) => join(folder, name));
  if (files.length === 0) throw new Error(`${folder}: ${empty}.`);
  const within = files.find(isFolder);
  if (within !== undefined) {
    throw new Error(
      `${within}: a folder within the folder of a class. Move its pictures up, or remove it.`,
    );
  }
  return files;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith(".") && !LEFT_BEHIND.has(name))
      .sort();
  } catch (error) {
    throw new Error(
      `${folder}: no folder that can be read (looked for ${resolve(folder)}).`,
      { cause: error },
    );
  }
}

const isFolder = (path: string) => statSync(path).isDirectory();
