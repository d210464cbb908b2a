import { linearProbe } from "./linear-probe";
import type { Method } from "./method";
import { trainWithBestRate } from "./train-with-best-rate";

/** The linear probe's head, then everything trained (Kumar et al. 2022). */
export const lpFt: Method = async (network, set, options) => ({
  ...(await linearProbe(network, set, options)),
  ...(await trainWithBestRate(network, set, options)),
});
