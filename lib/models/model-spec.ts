import { z } from "zod";
import { checked } from "../files/checked";
import { nearestName } from "../files";

const count = z.int().positive();
const widths = z.array(count).min(1);

const convolutional = {
  depth: count.default(1),
};

/** The options of each model as plain data, by its name; how each is made is in `make-model.ts`. */
const schemas = {
  "small-cnn": z.strictObject({
    name: z.literal("small-cnn"),
    widths: widths.default([16, 32, 64]),
    ...convolutional,
  }),
  "residual-cnn": z.strictObject({
    name: z.literal("residual-cnn"),
    widths: widths.default([32, 64, 128]),
    stemStrides: count.default(1),
    ...convolutional,
  }),
  mlp: z.strictObject({
    name: z.literal("mlp"),
    widths: widths.default([256, 128]),
  }),
  "efficientnet-lite0": efficientNet("efficientnet-lite0"),
  "efficientnet-lite1": efficientNet("efficientnet-lite1"),
  "efficientnet-lite2": efficientNet("efficientnet-lite2"),
};

function efficientNet<Name extends string>(name: Name) {
  return z.strictObject({
    name: z.literal(name),
    /** Side to which images are enlarged inside the network, in pixels. */
    inputSize: count.default(64),
  });
}

/** Name of a model. */
export type ModelName = keyof typeof schemas;

/** A model as plain data, all options given. */
export type ModelSpec = {
  [Name in ModelName]: z.output<(typeof schemas)[Name]>;
}[ModelName];

/** The names that {@link completeModel} knows. */
export const modelNames = Object.keys(schemas) as ModelName[];

/**
 * Completes a model given as plain data with its defaults.
 *
 * @param what names the place in messages, such as "A train run, field model".
 * @throws Error for an unknown name, with the nearest known one; naming the option that is wrong, and its value.
 * @example
 * completeModel({ name: "efficientnet-lite0" }, "My model"); // { name: "efficientnet-lite0", inputSize: 64 }
 */
export function completeModel(
  given: { name: string },
  what: string,
): ModelSpec {
  const { name } = given;
  if (!Object.hasOwn(schemas, name)) {
    throw new Error(
      `${what}: there is no model "${name}". ${nearestName(String(name), modelNames)}`,
    );
  }
  return checked(
    schemas[name as ModelName] as z.ZodType<ModelSpec>,
    given,
    what,
  );
}

/** Whether ImageNet weights of a model are registered. */
export const hasImageNetWeights = (name: ModelName): boolean =>
  name.startsWith("efficientnet-");
