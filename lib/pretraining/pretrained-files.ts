import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { nearestName, projectRoot, sha256 } from "../files";

const EXTENSION = ".safetensors";
const weightsFolder = () => join(projectRoot(), "data", "weights");

/** Where the weights of a plan lie. */
export const pretrainedPath = (name: string): string =>
  join(weightsFolder(), `${name}${EXTENSION}`);

/** Names of the pre-trained weights that there are, sorted. */
export function pretrainedNames(): string[] {
  return readdirSync(weightsFolder())
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => file.slice(0, -EXTENSION.length))
    .sort();
}

/** @throws Error where there are no pre-trained weights of that name, with the nearest one. */
export function requirePretrained(name: string): void {
  if (!/^[\w-]+$/.test(name) || !existsSync(pretrainedPath(name))) {
    throw new Error(
      `There are no pre-trained weights "${name}". ${nearestName(name, pretrainedNames())}`,
    );
  }
}

/**
 * SHA-256 of a file of pre-trained weights: what a run depends on that starts from them.
 *
 * @throws Error for an unknown name.
 */
export function hashPretrained(name: string): string {
  requirePretrained(name);
  return sha256(readFileSync(pretrainedPath(name)));
}
