import assert from "node:assert/strict";
import { basename, dirname, join } from "node:path";
import {
  fileGraph,
  groupGraph,
  onCircles,
  readSources,
  roomsOnCircles,
} from "../../bench/house-graph.mjs";

const sources = readSources(join(__dirname, "../../lib"));
const files = fileGraph(sources);

/** Faces of folders. */
const FACE = "index.ts";
/** The rooms that questions have. */
const ROOMS =
  "answer declare plan results shown-results analyse samples tables text"
    .split(" ")
    .map((room) => `${room}.ts`);
/** What is to get a name of its own; nothing is to be added. */
const STILL_SHARED = ["domain-scores.ts"];
/** What `npm run …` starts is called as the command, and so is what does it. */
const COMMANDS = "commands";

describe("the files of lib", () => {
  it("are on no circle of imports, types included", () =>
    assert.deepEqual(onCircles(files), []));

  it("lie in folders of which none imports itself through those beside it", () =>
    assert.deepEqual(roomsOnCircles(files), []));

  it("have a name each", () => {
    const named = new Map<string, string>();
    const shared: string[] = [];
    for (const { path } of sources) {
      const name = basename(path);
      if (name === FACE || STILL_SHARED.includes(name)) continue;
      if (path.startsWith("studies/") && ROOMS.includes(name)) continue;
      if (dirname(path) === COMMANDS) continue;
      const other = named.get(name);
      if (other) shared.push(`${path} and ${other}`);
      named.set(name, path);
    }
    assert.deepEqual(shared, []);
  });
});

describe("circles", () => {
  const graph = (edges: { [from: string]: string[] }) =>
    new Map(Object.entries(edges).map(([from, to]) => [from, new Set(to)]));

  it("are found, direct and through others", () => {
    const found = onCircles(
      graph({ a: ["b"], b: ["c"], c: ["a"], d: ["a"], e: ["e"] }),
    );
    assert.deepEqual(found, ["a", "b", "c", "e"]);
  });

  it("are found among folders whose files have none", () => {
    const imports = graph({ "a/1": ["b/1"], "b/2": ["a/2"] });
    assert.deepEqual(onCircles(imports), []);
    const folders = groupGraph(imports, (path) => path[0]);
    assert.deepEqual(onCircles(folders), ["a", "b"]);
    const deeper = graph({ "c/a/1": ["c/b/1"], "c/b/2": ["c/a/2"] });
    assert.deepEqual(roomsOnCircles(deeper), ["c/a", "c/b"]);
  });
});
