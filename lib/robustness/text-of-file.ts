import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isAbsent } from "../files/is-absent";
import { systemRemedy } from "../files/system-error";

/** How files begin that are no text, and what to do. */
const NO_TEXT: [begins: number[], what: string][] = [
  [
    [0x50, 0x4b, 3, 4],
    "a ZIP file, such as an Excel workbook: save the table as CSV",
  ],
  [[0xd0, 0xcf, 0x11, 0xe0], "an old Excel workbook: save the table as CSV"],
  [[0x1f, 0x8b], "packed (gzip): unpack it first"],
  [[0x50, 0x41, 0x52, 0x31], "a Parquet file: write the table as CSV"],
];

/** Its characters from 0x80 to 0x9f, elsewhere Latin-1: Node 20's own decoder takes it for Latin-1 throughout. */
const WINDOWS_1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/**
 * The text of a file, in UTF-8, in UTF-16 where a byte-order mark says so, else in Windows-1252.
 *
 * @throws RangeError naming the path where there is no such file, it cannot be read or is no text.
 */
export function textOfFile(path: string): string {
  const bytes = read(path);
  const other = NO_TEXT.find(([begins]) =>
    begins.every((byte, i) => bytes[i] === byte),
  );
  if (other) throw new RangeError(`${path} is ${other[1]}.`);
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytes
      .toString("latin1")
      .replace(
        /[\x80-\x9f]/g,
        (each) => WINDOWS_1252[each.charCodeAt(0) - 0x80],
      );
  }
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const why = isAbsent(error)
      ? `there is no such file (looked for ${resolve(path)})`
      : systemRemedy(error as Error);
    throw new RangeError(
      `The table ${JSON.stringify(path)} cannot be read: ${why}. Text of a CSV file has more than one line.`,
      { cause: error },
    );
  }
}
