/**
 * Text as a label: Plotly reads a little HTML in labels (`<b>`, `<a href>`, entities), so names that come from data are made plain.
 *
 * @example label("<b>ViT</b> & co") // "&lt;b&gt;ViT&lt;/b&gt; &amp; co"
 */
export function label(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

/**
 * A label of at most `length` characters: a longer one loses its middle, since model names differ at both ends.
 *
 * @example shortLabel("efficientnet-lite0-imagenet-fine-tuned", 20) // "efficientn…ine-tuned"
 */
export function shortLabel(text: string, length = 30): string {
  const characters = [...text];
  if (characters.length <= length) return label(text);
  const head = Math.ceil((length - 1) / 2);
  const tail = length - 1 - head;
  return label(
    characters.slice(0, head).join("") +
      "…" +
      characters.slice(characters.length - tail).join(""),
  );
}

/** Lines of a hover label or a box. */
export const lines = (...parts: (string | undefined | false)[]): string =>
  parts.filter(Boolean).join("<br>");

/** A number with so many decimals and a true minus sign. `−0.0` is written `0.0`. */
export function decimals(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** A fraction in per cent: `0.7512` → `75.1%`. */
export const percent = (fraction: number, digits = 1): string =>
  `${decimals(100 * fraction, digits)}%`;

/** A difference of fractions in percentage points, with its sign: `0.012` → `+1.2 pp`. */
export const percentagePoints = (difference: number, digits = 1): string => {
  const text = decimals(100 * difference, digits);
  return `${Number(text) > 0 ? "+" : ""}${text} pp`;
};
