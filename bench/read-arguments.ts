import { nearestName } from "../lib/files/nearest-name";

/** What `npm run bench` is asked for. */
export interface BenchArguments {
  /** Of benches; all where none is named. */
  names: readonly string[];
  json: boolean;
  /** Text that the names of subjects hold. */
  only?: string;
}

const JSON_OPTION = "--json";
const ONLY = "--only=";

/** @throws Error for an option or a bench that there is not, with the nearest. */
export function readArguments(
  args: readonly string[],
  known: readonly string[],
): BenchArguments {
  const only = args.find((each) => each.startsWith(ONLY));
  const options = args.filter((each) => each.startsWith("-"));
  const stray = options.find((each) => each !== JSON_OPTION && each !== only);
  if (stray !== undefined)
    throw new Error(
      `bench has no option "${stray}". ${nearestName(stray, [JSON_OPTION, `${ONLY}TEXT`])}`,
    );
  const named = args.filter((each) => !each.startsWith("-"));
  const stranger = named.find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw new Error(
      `There is no bench "${stranger}". ${nearestName(stranger, known)}`,
    );
  return {
    names: named.length > 0 ? named : known,
    json: options.includes(JSON_OPTION),
    only: only?.slice(ONLY.length),
  };
}
