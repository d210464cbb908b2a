import { shiftedFlags } from "./domain-scores";

/** Added to the count of either domain in a block, so that a block of a few shifted examples is no proof of anything. */
const HALF = 0.5;

/**
 * Density ratio p_shift / p_ref as a function of the score that never falls: examples in order of their score are pooled into blocks whose share of
 * shifted ones rises (isotonic regression by pooling adjacent violators, Zadrozny and Elkan 2002), and a block's ratio is
 * `(shifted + ½) / (reference + ½) · n_ref / n_shift`. Unlike one scalar it lets the few that score highest be new, however timid the scores are.
 *
 * @param scores one cross-fitted score per example, higher meaning "more likely shifted".
 * @param labels 1 (or true) for shifted, 0 (or −1, or false) for reference.
 * @returns one ratio > 0 per example; never Infinity.
 * @throws RangeError when lengths differ, a score is NaN, or a domain has no example.
 */
export function monotoneRatios(
  scores: ArrayLike<number>,
  labels: ArrayLike<number | boolean>,
): number[] {
  const flags = shiftedFlags(scores, labels);
  const order = Array.from(flags.keys()).sort((a, b) => scores[a] - scores[b]);
  const shifted = flags.filter(Boolean).length;
  const prior = (flags.length - shifted) / shifted;
  const ratios = new Array<number>(flags.length).fill(NaN);
  for (const { members, shifted: count } of blocksOf(order, scores, flags)) {
    const ratio = ((count + HALF) / (members.length - count + HALF)) * prior;
    for (const member of members) ratios[member] = ratio;
  }
  return ratios;
}

interface Block {
  members: number[];
  shifted: number;
}

/** Blocks from the lowest score to the highest, the share of shifted examples rising from each to the next; equal scores share a block. */
function blocksOf(
  order: readonly number[],
  scores: ArrayLike<number>,
  flags: readonly boolean[],
): Block[] {
  const blocks: Block[] = [];
  order.forEach((at, k) => {
    const tied = k > 0 && scores[order[k - 1]] === scores[at];
    if (tied) {
      const last = blocks.at(-1)!;
      last.members.push(at);
      last.shifted += Number(flags[at]);
    } else blocks.push({ members: [at], shifted: Number(flags[at]) });
    const isTiedNext =
      k + 1 < order.length && scores[order[k + 1]] === scores[at];
    if (!isTiedNext) pool(blocks);
  });
  return blocks;
}

/** Joins the last block to those before it, as long as its share of shifted examples is not above theirs. */
function pool(blocks: Block[]): void {
  const share = ({ members, shifted }: Block) => shifted / members.length;
  while (blocks.length > 1 && share(blocks.at(-1)!) <= share(blocks.at(-2)!)) {
    const last = blocks.pop()!;
    const into = blocks.at(-1)!;
    into.members.push(...last.members);
    into.shifted += last.shifted;
  }
}
