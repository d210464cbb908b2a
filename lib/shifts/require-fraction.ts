/** @throws RangeError naming the option and its value where it is not in [0, 1]. */
export function requireFraction(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) {
    throw new RangeError(`${name} is ${value}, expected a number from 0 to 1.`);
  }
}
