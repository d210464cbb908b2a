import { label, shortLabel, TEXT, textWidth } from "../theme";

/** Longest name that is written whole where names stand aslant. */
const LONGEST_ASLANT = 22;

/**
 * Names of groups or columns as tick labels: on several lines where each word fits under its group, otherwise aslant.
 *
 * @param room of a group in pixels.
 * @returns also the height that they take beyond a single line.
 */
export function nameTicks(
  names: readonly string[],
  room: number,
): { texts: string[]; angle: number; height: number } {
  const broken = names.map((name) => breakLines(name, room));
  const fits = broken
    .flat()
    .every((text) => textWidth(text, TEXT.tick) <= room);
  if (fits) {
    const most = Math.max(...broken.map((text) => text.length));
    return {
      texts: broken.map((text) => text.map(label).join("<br>")),
      angle: 0,
      height: 1.3 * TEXT.tick * (most - 1),
    };
  }
  const longest = Math.max(
    ...names.map((name) => Math.min(name.length, LONGEST_ASLANT)),
  );
  const angle = -40;
  return {
    texts: names.map((name) => shortLabel(name, LONGEST_ASLANT)),
    angle,
    height:
      textWidth("n".repeat(longest), TEXT.tick) *
      Math.sin((-angle * Math.PI) / 180),
  };
}

/** Words in as few lines as fit. */
function breakLines(text: string, room: number): string[] {
  const broken: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = broken.length ? `${broken.at(-1)} ${word}` : word;
    if (broken.length && textWidth(longer, TEXT.tick) <= room) {
      broken[broken.length - 1] = longer;
    } else broken.push(word);
  }
  return broken;
}
