import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot, writeWhole } from "../files";
import {
  chaptersOf,
  notebooksIn,
  readNotebook,
  type Chapter,
} from "./book/chapter";

/** Pages with places to be filled, and the folder that their links go out from. */
const pages: { [page: string]: string } = {
  "README.md": "notebooks/",
  "notebooks/where-to-begin.md": "",
};

/** Pictures of the README: the first figure of these notebooks. */
const pictures: { [file: string]: string } = {
  "docs/figure-1-imagenet.png": "01-effective-robustness",
  "docs/figure-4-photographs.png": "05-synthetic-shifts",
};

/** The notebook whose answer is the README's. */
const ANSWER = "05-synthetic-shifts";

/**
 * The maintainers' command `npx tsx lib/commands/overview.ts`: questions and answers of all notebooks, as their outputs have them, into the README and the
 * page that `npm run lab` opens, and the README's pictures.
 */
export function main(): void {
  const notebooks = join(projectRoot(), "notebooks");
  const chapters = chaptersIn(notebooks);
  for (const [page, folder] of Object.entries(pages)) {
    const path = join(projectRoot(), page);
    writeWhole(path, filled(readFileSync(path, "utf8"), chapters, folder));
  }
  for (const [file, name] of Object.entries(pictures))
    writeWhole(
      join(projectRoot(), file),
      firstPicture(join(notebooks, `${name}.ipynb`)),
    );
}

/**
 * A page with its places filled.
 *
 * @param folder that links to notebooks go out from.
 */
export function filled(
  page: string,
  chapters: readonly Chapter[],
  folder: string,
): string {
  const answer = chapters.find(({ name }) => name === ANSWER)?.answer ?? "";
  const contents = {
    overview: overviewOf(chapters, folder),
    answer: firstSentences(answer, 2),
  };
  return Object.entries(contents).reduce(
    (text, [place, content]) => withPlace(text, place, content),
    page,
  );
}

/** @throws Error naming the notebook where it has no picture. */
function firstPicture(path: string): Buffer {
  const { cells } = readNotebook(path);
  const picture = cells
    .flatMap(({ outputs }) => outputs ?? [])
    .map(({ data }) => data?.["image/png"])
    .find((png) => png !== undefined);
  if (picture === undefined)
    throw new Error(`${path}: no output holds a picture; execute it first.`);
  return Buffer.from([picture].flat().join(""), "base64");
}

/** What the book says of each notebook of a folder. */
export const chaptersIn = (folder: string): Chapter[] =>
  chaptersOf(notebooksIn(folder));

/** A Markdown list: number and question as a link, then the answer's first two sentences. */
export const overviewOf = (
  chapters: readonly Chapter[],
  folder: string,
): string =>
  chapters
    .map(
      ({ name, number, question, answer }) =>
        `- **[${number} · ${question}](${folder}${name}.ipynb)** ${firstSentences(answer, 2)}`,
    )
    .join("\n");

/** The beginning of a text; emphasis is left out, as a list of answers in bold emphasises none. */
export function firstSentences(markdown: string, count: number): string {
  const [paragraph] = markdown
    .replaceAll("**", "")
    .replace(/\*(\S[^*]*)(?<!\s)\*/g, "$1")
    .trim()
    .split("\n\n");
  const sentences = paragraph.replace(/\s+/g, " ").split(/(?<=\.) (?=[A-Z])/);
  return sentences.slice(0, count).join(" ");
}

/**
 * A page with a place between `<!-- NAME … -->` and `<!-- end of NAME -->` filled; as it is where it has no such place.
 *
 * @throws Error for a place that does not end.
 */
export function withPlace(
  page: string,
  place: string,
  content: string,
): string {
  const begin = new RegExp(`<!-- ${place}[^>]*-->`).exec(page);
  if (!begin) return page;
  const start = begin.index + begin[0].length;
  const end = page.indexOf(`<!-- end of ${place} -->`, start);
  if (end < 0)
    throw new Error(
      `A page has a place for "${place}" without its end, "<!-- end of ${place} -->".`,
    );
  return `${page.slice(0, start)}\n\n${content}\n\n${page.slice(end)}`;
}

if (require.main === module) main();
