import { createContext, runInContext } from "node:vm";
import type { BadCall } from "./mutations";

/** What became of a bad call. */
export type Judgement =
  /** A clear error, or a valid finite answer. */
  | "right"
  /** An error of the machine below, or one that names neither value nor place. */
  | "unclear"
  /** An answer that is not finite, or to what should have been refused; no answer at all. */
  | "wrong";

/** For a call; longer is a hang. */
const MOST_MS = 2_000;
const sandbox = createContext({ call: () => {} });

/** Calls a function, and judges what comes of it. @returns also what was seen, for a list of faults. */
export function judge(
  called: (...args: never[]) => unknown,
  bad: BadCall,
  isAnswered: (bad: unknown, place: string) => boolean = () => false,
): { judgement: Judgement; seen: string } {
  sandbox.call = () => called(...(bad.args as never[]));
  let answer: unknown;
  try {
    answer = runInContext("call()", sandbox, { timeout: MOST_MS });
  } catch (error) {
    return judgeError(error, bad);
  }
  const mayAnswer = bad.fault === "range" || bad.fault === "empty";
  const isRight =
    (mayAnswer && isFinite(answer)) || isAnswered(bad.bad, bad.place);
  return {
    judgement: isRight ? "right" : "wrong",
    seen: `answered ${shown(answer)}`,
  };
}

/** Words of JavaScript's own errors. */
const OF_THE_MACHINE =
  /Cannot (read|convert|destructure|mix|set|use|access)|is not (a function|iterable|a constructor|defined|callable)|Invalid (typed )?array|Invalid (array )?(length|count)|call stack|reading '|empty array with no initial|is not an object|out of memory/i;

function judgeError(
  error: unknown,
  { bad, option, place }: BadCall,
): { judgement: Judgement; seen: string } {
  const { message = "", code } = error as NodeJS.ErrnoException;
  if (code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
    return { judgement: "wrong", seen: "never answered" };
  if (OF_THE_MACHINE.test(message))
    return { judgement: "unclear", seen: message };
  const names = [String(bad), shown(bad), option, typeof bad];
  const isNamed =
    names.some((name) => name && message.includes(name)) ||
    /\d|must|needs|expected|give|empty|is not/.test(message);
  return {
    judgement: isNamed ? "right" : "unclear",
    seen: `${place}: ${message}`,
  };
}

/** Whether all numbers in an answer are finite. */
function isFinite(answer: unknown, depth = 4): boolean {
  if (typeof answer === "number") return Number.isFinite(answer);
  if (typeof answer !== "object" || answer === null || depth === 0) return true;
  const parts = ArrayBuffer.isView(answer)
    ? Array.from(answer as unknown as ArrayLike<number>)
    : Object.values(answer as object);
  return parts.every((part) => isFinite(part, depth - 1));
}

function shown(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? typeof value).slice(0, 80);
  } catch {
    return typeof value;
  }
}
