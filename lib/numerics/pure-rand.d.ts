// pure-rand names its files only through "exports", which Node10 module resolution does not read.
declare module "pure-rand/generator/xoroshiro128plus" {
  interface Generator {
    /** Next whole number, uniform in [−2³¹, 2³¹). */
    next(): number;
  }
  export function xoroshiro128plusFromState(
    state: readonly number[],
  ): Generator;
}
