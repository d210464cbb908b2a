// opentype.js 2 comes without types; this is what is used of it.
declare module "opentype.js" {
  type PathCommand =
    | { type: "M" | "L"; x: number; y: number }
    | { type: "Q"; x1: number; y1: number; x: number; y: number }
    | {
        type: "C";
        x1: number;
        y1: number;
        x2: number;
        y2: number;
        x: number;
        y: number;
      }
    | { type: "Z" };
  interface Font {
    /** 0 where the font has no glyph for the character. */
    charToGlyphIndex(character: string): number;
    /** `path` is in font units, y upwards. */
    charToGlyph(character: string): { path: { commands: PathCommand[] } };
  }
  export function parse(bytes: ArrayBuffer): Font;
}
