/**
 * Refuses moments to look at that a run does not come to.
 *
 * @param what kind of run, for the message.
 * @throws Error naming the first such moment, and the end.
 */
export function requireMomentsWithin(
  what: string,
  moments: readonly number[],
  epochs: number,
): void {
  const beyond = moments.find((moment) => moment > epochs);
  if (beyond !== undefined) {
    throw new Error(
      `${what}, field moments: found ${beyond}, but the run ends after ${epochs} epochs; leave it out, or raise recipe.epochs.`,
    );
  }
}
