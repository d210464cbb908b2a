import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  curateDrawings,
  candidateDrawings,
  type Drawing,
} from "../data/curation/candidate-drawings";
import { colouredShare } from "../data/curation/drawing-part";
import { readIconSet, type IconSetFacts } from "../data/curation/icon-sets";
import { rejectedIcons } from "../data/curation/rejected-icons";
import { licencesPage } from "../data/curation/licences-page";
import { fetchEntry } from "../data/fetch";
import { writeSheet } from "../data/natural/drawing-sheet";
import { parseRegistryEntry } from "../data/registry";
import { cacheFolder, projectRoot, sha256, writeWhole } from "../files";

const inData = (...path: string[]) => join(projectRoot(), "data", ...path);

/**
 * The maintainers' command `npx tsx lib/commands/curate-drawings.ts`: makes the set of drawings anew from the icon
 * collection (104 MB, fetched once) and `data/tables/drawings-rejected.csv`. Writes the sheet, the table, the page of licences and the hashes in the registry.
 * The same collection and list give the same bytes. Afterwards: `npm run format`, and look at the sheet.
 */
export async function main(): Promise<void> {
  const collection = inData("drawings", "icon-collection.json");
  const entry = parseRegistryEntry(
    JSON.parse(readFileSync(collection, "utf8")),
    collection,
  );
  const { folder } = await fetchEntry(
    entry,
    join(cacheFolder(), "curation", entry.name),
  );
  const sets = entry.files.map(({ name }) => readIconSet(join(folder, name)));
  const chosen = curateDrawings(candidateDrawings(sets), rejectedIcons());
  writeOutcome(chosen, new Map(sets.map((set) => [set.set, set])));
  console.log(`${chosen.length} drawings`);
}

/** Writes what was chosen, and its hashes. */
export function writeOutcome(
  chosen: readonly Drawing[],
  setOf: ReadonlyMap<string, IconSetFacts>,
): void {
  writeWhole(inData("drawings", "drawings.png"), writeSheet(pixelsOf(chosen)));
  writeWhole(inData("tables", "drawings.csv"), tableOf(chosen, setOf));
  writeWhole(inData("drawings", "LICENCES.md"), licencesPage(chosen, setOf));
  register("drawings", chosen);
  for (const part of ["in colour", "line art"]) {
    register(
      `drawings-${part.replace(" ", "-")}`,
      chosen.filter((drawing) => drawing.part === part),
    );
  }
}

const pixelsOf = (drawings: readonly Drawing[]) =>
  new Uint8Array(Buffer.concat(drawings.map(({ pixels }) => pixels)));

function tableOf(
  drawings: readonly Drawing[],
  setOf: ReadonlyMap<string, IconSetFacts>,
): string {
  const quoted = (text: string) =>
    /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const rows = drawings.map(({ className, set, icon, part, pixels }) => {
    const { licence, author } = setOf.get(set)!;
    const share = colouredShare(pixels).toFixed(3);
    return [className, set, icon, part, share, licence, author].map(quoted);
  });
  const header = "class,set,icon,part,coloured_share,licence,author";
  return [header, ...rows.map((row) => row.join(",")), ""].join("\n");
}

/** Writes number and hash of what was made into its registration. */
function register(name: string, drawings: readonly Drawing[]): void {
  const path = inData("registry", `${name}.json`);
  const entry = parseRegistryEntry(
    JSON.parse(readFileSync(path, "utf8")),
    path,
  );
  const labels = drawings.map(({ className }) =>
    entry.classes!.indexOf(className),
  );
  const hash = sha256(
    Buffer.concat([pixelsOf(drawings), Uint8Array.from(labels)]),
  );
  entry.splits = { test: { sha256: hash, count: drawings.length } };
  writeWhole(path, JSON.stringify(entry, null, 2) + "\n");
}

if (require.main === module) void main();
