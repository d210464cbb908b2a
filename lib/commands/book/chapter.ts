import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** A notebook as far as the book reads it. */
export interface Notebook {
  cells: {
    cell_type: string;
    source: string | string[];
    metadata?: { tags?: string[] };
    outputs?: {
      data?: { [type: string]: string | string[] };
      text?: string | string[];
    }[];
  }[];
}

/** Paths of the notebooks of a folder, in order. */
export const notebooksIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".ipynb"))
    .sort()
    .map((file) => join(folder, file));

/** A notebook as it is written. */
export const readNotebook = (path: string): Notebook =>
  JSON.parse(readFileSync(path, "utf8")) as Notebook;

/** What the book says of each of some notebooks. @throws Error as {@link chapterOf}. */
export const chaptersOf = (paths: readonly string[]): Chapter[] =>
  paths.map((path) => chapterOf(path, readNotebook(path)));

/** What the book says of a notebook. */
export interface Chapter {
  /** Of its page, without ending: the notebook's name. */
  name: string;
  /** "05". */
  number: string;
  /** The question that it asks: its first heading. */
  question: string;
  /** The answer that its headline cell made, in Markdown. */
  answer: string;
}

/** A part of a chapter to be found by a search. */
export interface SearchEntry {
  id: number;
  page: string;
  /** Anchor on the page; empty for its beginning. */
  anchor: string;
  chapter: string;
  heading: string;
  text: string;
}

const text = (source: string | string[] | undefined) =>
  [source ?? ""].flat().join("");

/**
 * What the book says of a notebook.
 *
 * @throws Error naming the notebook where it has no heading, or no cell tagged "headline" with an output: it was committed without being executed.
 */
export function chapterOf(path: string, { cells }: Notebook): Chapter {
  const name = basename(path, ".ipynb");
  const opening = cells.find(({ cell_type }) => cell_type === "markdown");
  const question = /^# (?:\d+ · )?(.+)$/m.exec(text(opening?.source))?.[1];
  if (question === undefined)
    throw new Error(
      `${path}: no heading ("# …") in its first Markdown cell; the book takes a chapter's name from it.`,
    );
  const headline = cells.find(({ metadata }) =>
    metadata?.tags?.includes("headline"),
  );
  const said = headline?.outputs
    ?.map((output) => text(output.data?.["text/markdown"] ?? output.text))
    .find((markdown) => markdown !== "");
  if (said === undefined)
    throw new Error(
      `${path}: no output of a cell tagged "headline"; execute it first: npm run notebooks -- ${name} --in-place.`,
    );
  return { name, number: /^\d+/.exec(name)?.[0] ?? "", question, answer: said };
}

/** The sections of a chapter's page, by its headings with anchors, as plain text. */
export function searchEntries(
  { name, question }: Chapter,
  html: string,
): Omit<SearchEntry, "id">[] {
  const parts = html.split(/(?=<h[1-3] id=")/);
  return parts.map((part) => {
    const anchor = /^<h[1-3] id="([^"]+)"/.exec(part)?.[1] ?? "";
    const heading = /^<h[1-3][^>]*>([^]*?)<\/h/.exec(part)?.[1] ?? question;
    return {
      page: `${name}.html`,
      anchor,
      chapter: question,
      heading: plain(heading).replace("¶", ""),
      text: plain(part.replace(/<(script|style|pre)[^]*?<\/\1>/g, " ")),
    };
  });
}

const ENTITIES: { [entity: string]: string } = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** The text of a piece of HTML. */
export const plain = (html: string): string =>
  html
    .replace(/<[^>]+>/g, " ")
    .replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity])
    .replace(/\s+/g, " ")
    .trim();
