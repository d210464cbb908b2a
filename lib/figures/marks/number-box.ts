import { type Mark } from "../frame";
import { INK, lines, plainText, TEXT, textWidth } from "../theme";

const PADDING = 2.5;
const LINE_HEIGHT = 1.3;
/** Digits are wider than letters. */
const DIGITS = 1.1;

/** A box of numbers, a line each, where it covers nothing; none where there are no lines. */
export function numberBox(...parts: (string | undefined | false)[]): Mark {
  const shown = parts.filter((part) => typeof part === "string" && part !== "");
  if (shown.length === 0) return {};
  const widest = Math.max(
    ...shown.map((part) => textWidth(plainText(String(part)), TEXT.tick)),
  );
  return {
    words: [
      {
        name: "box",
        annotation: {
          text: lines(...shown),
          align: "left",
          borderpad: PADDING,
          borderwidth: 0.75,
          bordercolor: INK.grid,
          bgcolor: "rgba(255,255,255,0.85)",
          font: { size: TEXT.tick },
        },
        size: {
          width: DIGITS * widest + 2 * PADDING,
          height: LINE_HEIGHT * TEXT.tick * shown.length + 2 * PADDING,
        },
      },
    ],
  };
}
