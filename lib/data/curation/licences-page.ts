import type { Drawing } from "./candidate-drawings";
import type { IconSetFacts } from "./icon-sets";

/** A page that names each icon set that drawings come from, with author, licence and number of drawings. */
export function licencesPage(
  drawings: readonly Drawing[],
  setOf: ReadonlyMap<string, IconSetFacts>,
): string {
  const counts = new Map<string, number>();
  for (const { set } of drawings) counts.set(set, (counts.get(set) ?? 0) + 1);
  const rows = [...counts].sort().map(([name, count]) => {
    const { title, author, authorUrl, licence, licenceUrl } = setOf.get(name)!;
    const cells = [
      `${title} (\`${name}\`)`,
      link(author, authorUrl),
      link(licence, licenceUrl),
      count,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "# Licences of the drawings",
    "",
    "The drawings in `drawings.png` are icons of the sets below, drawn by this project at 32×32 pixels on white and otherwise unchanged.",
    "They stay under their authors' licences, not under this project's; which set each comes from is in `../tables/drawings.csv`.",
    "",
    "| set | author | licence | drawings |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

const link = (text: string, url: string) => (url ? `[${text}](${url})` : text);
