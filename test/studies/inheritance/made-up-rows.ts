import { resultsTable } from "../../../lib/runs/store/results-table";
import { inheritanceRows } from "../../../lib/studies/inheritance/results";
import { measuredRun } from "../measured-runs";

export const sets = ["near", "middling", "far", "farther", "farthest"];
/** Distance of each set. */
export const distances = [1, 2, 4, 6, 9];

/** Two networks, the second of richer pre-training; full fine-tuning loses 1 % (the richer one 2 %) of accuracy on the base data a unit of distance, WiSE-FT half of it, and on the others as much. */
export const madeUpResults = ({
  seeds = [1, 2, 3],
  methods = ["full", "wise-ft"],
}: { seeds?: number[]; methods?: string[] } = {}) => {
  const bases = [
    { base: "CIFAR-10", richness: 0, rate: 0.01 },
    { base: "ImageNet Lite0", richness: 2, rate: 0.02 },
  ];
  const share = (method: string) => (method === "full" ? 1 : 0.5);
  const before = (richness: number) =>
    Object.fromEntries([
      ["base", 0.8],
      ...sets.map((set) => [set, 0.5 + 0.05 * richness]),
    ]) as { [set: string]: number };
  return resultsTable(
    seeds.flatMap((seed) => [
      ...bases.map(({ base, richness }) =>
        measuredRun({
          experiment: `before, ${base}`,
          seed,
          labels: { part: "before", base, richness },
          moments: {
            2: { base: 0.5, ...Object.fromEntries(sets.map((s) => [s, 0.3])) },
            4: { base: 0.6, ...Object.fromEntries(sets.map((s) => [s, 0.36])) },
            10: before(richness),
          },
        }),
      ),
      ...bases.flatMap(({ base, richness, rate }) =>
        methods.flatMap((method) =>
          sets.map((to, i) => {
            const lost =
              share(method) * rate * distances[i] + 0.001 * (seed - 2);
            const after = before(richness);
            return measuredRun({
              experiment: `${method}, ${base}, to ${to}`,
              seed,
              labels: { part: "adapted", base, richness, method, to },
              moments: {
                3: Object.fromEntries(
                  Object.entries(after).map(([set, accuracy]) => [
                    set,
                    set === to ? 0.9 : accuracy - lost,
                  ]),
                ),
              },
            });
          }),
        ),
      ),
      ...sets.map((to, i) => ({
        ...measuredRun({
          experiment: `distance, ${to}`,
          seed,
          labels: { part: "distance", to },
          moments: { 0: { [to]: 0.9 } },
        }),
        values: {
          transport: distances[i],
          transportOfAll: distances[i] + 10,
          means: [3, 1, 2, 5, 4][i],
          auc: [0.9, 0.8, 0.7, 0.9, 0.8][i],
          outside: 0.5,
        },
      })),
    ]),
  );
};

export const madeUpRows = (options?: Parameters<typeof madeUpResults>[0]) =>
  inheritanceRows(madeUpResults(options));
