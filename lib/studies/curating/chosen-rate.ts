import type { ColumnTable } from "arquero";
import { rateByValidation } from "../shared/rate-by-validation";
import type { Arm } from "./plan";

/**
 * The learning rate of an arm on a large or on a small set, chosen by {@link rateByValidation}; the only one where there is no choice.
 *
 * @returns undefined where there are no trials yet.
 */
export const chosenRate = (
  results: ColumnTable,
  { model, method, rates }: Arm,
  large: boolean,
): number | undefined =>
  rates.length === 1
    ? rates[0]
    : rateByValidation(results, { model: model.name, method, large });
