import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot, writeWhole } from "../files";
import { chapterOf, type Chapter, type Notebook } from "./book/chapter";

/** Between these lines a page holds what {@link overviewOf} makes. */
const BEGIN = "<!-- overview: made by npx tsx lib/commands/overview.ts -->";
const END = "<!-- end of overview -->";

/** Pages with an overview, and the folder that their links go out from. */
const pages: { [page: string]: string } = {
  "README.md": "notebooks/",
  "notebooks/where-to-begin.md": "",
};

/**
 * The maintainers' command `npx tsx lib/commands/overview.ts`: questions and answers of all notebooks, as their outputs have them, into the README and the
 * page that `npm run lab` opens.
 */
export function main(): void {
  const chapters = chaptersIn(join(projectRoot(), "notebooks"));
  for (const [page, folder] of Object.entries(pages)) {
    const path = join(projectRoot(), page);
    const old = readFileSync(path, "utf8");
    writeWhole(path, withOverview(old, overviewOf(chapters, folder), page));
  }
}

/** What the book says of each notebook of a folder. */
export const chaptersIn = (folder: string): Chapter[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".ipynb"))
    .sort()
    .map((file) => {
      const path = join(folder, file);
      return chapterOf(
        path,
        JSON.parse(readFileSync(path, "utf8")) as Notebook,
      );
    });

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
  const [paragraph] = markdown.replaceAll("**", "").trim().split("\n\n");
  const sentences = paragraph.replace(/\s+/g, " ").split(/(?<=\.) (?=[A-Z])/);
  return sentences.slice(0, count).join(" ");
}

/** @throws Error for a page without the two lines. */
export function withOverview(
  page: string,
  overview: string,
  name: string,
): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new Error(
      `${name} lacks the lines "${BEGIN}" and "${END}", between which its overview belongs.`,
    );
  return `${page.slice(0, begin + BEGIN.length)}\n\n${overview}\n\n${page.slice(end)}`;
}

if (require.main === module) main();
