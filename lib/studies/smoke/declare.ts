import type { Study } from "../../runs/study";

/** Forty simulated runs in four experiments: shows in seconds that engines and stores work. */
export const smoke: Study = {
  name: "smoke",
  description: "Do engine and store work? Forty simulated runs.",
  declare: () =>
    [1, 2, 3, 4].map((group) => ({
      name: `group ${group}`,
      run: {
        kind: "simulated",
        milliseconds: 50 * group,
        examples: 10,
      },
      seeds: Array.from({ length: 10 }, (_, k) => 10 * group + k),
      labels: { group },
    })),
};
