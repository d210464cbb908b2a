// The house in numbers: `node bench/house.mjs [FOLDER]` prints, of a folder of sources (default lib), a table of its folders, the longest files and
// functions, and the circles among folders and files.
import {
  fileGraph,
  onCircles,
  readSources,
  roomsOnCircles,
  topFolder,
} from "./house-graph.mjs";

const sources = readSources(process.argv[2] ?? "lib");
const graph = fileGraph(sources);

const sum = (/** @type {typeof sources} */ of) =>
  of.reduce((total, { lines }) => total + lines, 0);
const folders = [...new Set(sources.map(({ path }) => topFolder(path)))].sort();
console.log(
  "| folder | files | lines | longest file |\n| --- | ---: | ---: | ---: |",
);
for (const folder of folders.filter(Boolean)) {
  const own = sources.filter(({ path }) => topFolder(path) === folder);
  const longest = Math.max(...own.map(({ lines }) => lines));
  console.log(`| ${folder} | ${own.length} | ${sum(own)} | ${longest} |`);
}
const lengths = sources.map(({ lines }) => lines).sort((a, b) => a - b);
const functions = sources
  .flatMap(({ path, functions }) =>
    functions.map(([lines, name]) => ({ lines, name, path })),
  )
  .sort((a, b) => b.lines - a.lines);
const longest = [...sources].sort((a, b) => b.lines - a.lines).slice(0, 3);
console.log(`
${sources.length} files, ${sum(sources)} lines, median ${lengths[sources.length >> 1]}
longest files: ${longest.map(({ path, lines }) => `${path} ${lines}`).join(", ")}
functions over 60 lines: ${functions.filter(({ lines }) => lines > 60).length}; longest: ${functions
  .slice(0, 3)
  .map(({ lines, name, path }) => `${name} ${lines} (${path})`)
  .join(", ")}
folders on a circle: ${roomsOnCircles(graph).join(", ") || "none"}; files on a circle: ${onCircles(graph).join(", ") || "none"}`);
