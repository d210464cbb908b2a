import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { makeFolder } from "../files/make-folder";
import { Command, CommanderError } from "commander";
import { gitRevision, projectRoot, writeWhole } from "../files";
import {
  chaptersOf,
  notebooksIn,
  searchEntries,
  type Chapter,
} from "./book/chapter";
import { brokenLinks } from "./book/links";
import { chapterPage, openingPage } from "./book/pages";

/** A notebook converted: HTML of its main part and of its appendix. */
interface Converted {
  path: string;
  main: string;
  appendix: string;
  problem?: string;
}

const source = (...path: string[]) =>
  join(projectRoot(), "lib/commands/book", ...path);
const package_ = (...path: string[]) =>
  join(projectRoot(), "node_modules", ...path);

/** What every page loads, by where it comes from. */
const assets: { [file: string]: string } = {
  "book.css": source("book.css"),
  "book.js": source("book.js"),
  "ready.js": source("ready.js"),
  "plotly.js": package_("plotly.js-dist/plotly.js"),
  "minisearch.js": package_("minisearch/dist/umd/index.js"),
  "katex/katex.min.js": package_("katex/dist/katex.min.js"),
  "katex/katex.min.css": package_("katex/dist/katex.min.css"),
  "katex/auto-render.min.js": package_("katex/dist/contrib/auto-render.min.js"),
  "katex/fonts": package_("katex/dist/fonts"),
};

/**
 * Makes the book: all notebooks as a static site in one folder that needs no network.
 *
 * @param notebooks folder of executed notebooks.
 * @param folder that the book goes to; what was there of an earlier book is replaced.
 * @returns number of chapters.
 * @throws Error naming a notebook that was not executed, cannot be converted, or links to what is not there.
 */
export function makeBook(notebooks: string, folder: string): number {
  const paths = notebooksIn(notebooks);
  if (paths.length === 0)
    throw new Error(`${notebooks}: no notebooks to make a book of.`);
  const chapters = chaptersOf(paths);
  const revision = gitRevision();
  const frame = {
    chapters,
    colophon: revision ? `Revision ${revision.slice(0, 10)}` : "",
  };
  const pages = convert(paths).map((converted, i) => {
    const { main, appendix } = linked(converted, chapters);
    return {
      chapter: chapters[i],
      html: main + appendix,
      page: chapterPage(chapters[i], { main, appendix }, frame),
    };
  });
  const opening = openingPage(
    { title: TITLE, introduction: INTRODUCTION },
    frame,
  );
  const files = new Map([
    ["index.html", opening],
    ...pages.map(({ chapter, page }): [string, string] => [
      `${chapter.name}.html`,
      page,
    ]),
  ]);
  const broken = brokenLinks(files);
  if (broken.length > 0)
    throw new Error(
      `The book would link to what is not there: ${broken.join("; ")}.`,
    );
  clear(folder);
  for (const [file, content] of files)
    writeWhole(join(folder, file), content, { flush: false });
  const entries = pages
    .flatMap(({ chapter, html }) => searchEntries(chapter, html))
    .map((entry, id) => ({ id, ...entry }));
  writeWhole(
    join(folder, MARK),
    `window.bookEntries = ${JSON.stringify(entries)};\n`,
  );
  for (const [file, from] of Object.entries(assets)) {
    const to = join(folder, "assets", file);
    makeFolder(dirname(to));
    cpSync(from, to, { recursive: true });
  }
  return chapters.length;
}

/** A file that every book has: what lies beside it may be replaced. */
const MARK = "assets/entries.js";

/** @throws Error for a folder that holds something that is no book. */
function clear(folder: string): void {
  if (!existsSync(folder)) return;
  const isBook = existsSync(join(folder, MARK));
  if (!isBook && readdirSync(folder).length > 0) {
    throw new Error(
      `${folder} holds other files, which the book would replace; name a new or empty folder.`,
    );
  }
  rmSync(folder, { recursive: true });
}

const TITLE = "When does pre-training make a model robust?";
const INTRODUCTION = `<p>A laboratory in notebooks for one question: when does pre-training make a model robust to a distribution shift, and when not? Begin with the first chapter, which takes two minutes; each one asks a question, answers it in its first lines, and shows how.</p>`;

/** Links between notebooks as links between pages. */
function linked(converted: Converted, chapters: readonly Chapter[]) {
  const known = new Set(chapters.map(({ name }) => name));
  const change = (html: string) =>
    html.replace(
      /href="([^":#]+)\.ipynb(#[^"]*)?"/g,
      (link: string, name: string, anchor = "") =>
        known.has(name) ? `href="${name}.html${anchor}"` : link,
    );
  return { main: change(converted.main), appendix: change(converted.appendix) };
}

function convert(paths: string[]): Converted[] {
  const python = join(projectRoot(), ".venv/bin/python");
  const { status, stdout, stderr, error } = spawnSync(
    python,
    [source("convert.py")],
    {
      input: JSON.stringify(paths),
      encoding: "utf8",
      maxBuffer: 2 ** 30,
    },
  );
  if (error)
    throw new Error(
      `${python} does not start (${error.message}); make it ready: npm run setup.`,
      { cause: error },
    );
  if (status !== 0)
    throw new Error(`Notebooks cannot be converted:\n${stderr.slice(-2000)}`);
  const found = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Converted);
  const failed = found.find(({ problem }) => problem !== undefined);
  if (failed)
    throw new Error(`${failed.path} cannot be converted: ${failed.problem}`);
  return found;
}

/**
 * The command `npm run book [-- --out FOLDER]`.
 *
 * @returns the exit code.
 */
export function main(args: readonly string[]): number {
  try {
    const { out, from } = new Command("npm run book --")
      .description(
        "Makes a static site of all notebooks, which needs no network.",
      )
      .exitOverride()
      .option(
        "--out <folder>",
        "where it goes",
        join(projectRoot(), "out", "book"),
      )
      .option(
        "--from <folder>",
        "the notebooks",
        join(projectRoot(), "notebooks"),
      )
      .parse([...args], { from: "user" })
      .opts<{ out: string; from: string }>();
    const folder = resolve(out);
    const chapters = makeBook(resolve(from), folder);
    console.log(`${chapters} chapters: ${join(folder, "index.html")}`);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    console.error((error as Error).message);
    return 1;
  }
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
