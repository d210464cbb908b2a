import { nearestName } from "../files";
import type { RunKind } from "./run-kind";

const kinds = new Map<string, RunKind>();

/**
 * Makes a kind of run known by its name. Worker processes know those alone that `lib/experiments/kinds.ts` lists.
 *
 * @throws Error where another kind has that name.
 */
export function registerRunKind(kind: RunKind): void {
  const known = kinds.get(kind.name);
  if (known && known !== kind) {
    throw new Error(`There is a kind of run "${kind.name}" already.`);
  }
  kinds.set(kind.name, kind);
}

/**
 * The kind of run of that name.
 *
 * @throws Error for an unknown name, with the nearest known one.
 */
export function runKind(name: string): RunKind {
  const kind = kinds.get(name);
  if (kind) return kind;
  throw new Error(
    `There is no kind of run "${name}". ${nearestName(name, [...kinds.keys()])}`,
  );
}
