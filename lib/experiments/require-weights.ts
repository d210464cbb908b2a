import { hasImageNetWeights, type ModelSpec } from "../models/model-spec";

/**
 * Refuses pre-training that a model does not have, or a method that does not go with it.
 *
 * @param what kind of run, for the message.
 * @throws Error naming the field.
 */
export function requireWeights(
  what: string,
  {
    model,
    pretraining,
    method,
  }: { model: Pick<ModelSpec, "name">; pretraining: string; method: string },
): void {
  if (pretraining === "imagenet" && !hasImageNetWeights(model.name)) {
    throw new Error(
      `${what}, field pretraining: there are no ImageNet weights of the model "${model.name}"; take an efficientnet-lite, or pretraining "none".`,
    );
  }
  if ((method === "from-scratch") !== (pretraining === "none")) {
    throw new Error(
      `${what}, field method: found "${method}" with pretraining "${pretraining}"; "from-scratch" goes with "none" and with no other.`,
    );
  }
}
