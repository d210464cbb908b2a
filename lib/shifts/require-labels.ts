/**
 * Checks that a shift made for so many classes can take these labels.
 *
 * @param shift the shift's name, for the message.
 * @throws RangeError naming the first label beyond them.
 */
export function requireLabels(
  labels: Uint8Array,
  classes: number,
  shift: string,
): void {
  const stray = labels.findIndex((label) => label >= classes);
  if (stray >= 0) {
    throw new RangeError(
      `Image ${stray} has label ${labels[stray]}, but the ${shift} knows ${classes} classes (0 to ${classes - 1}); set \`classes\`.`,
    );
  }
}
