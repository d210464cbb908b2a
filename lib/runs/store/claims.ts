import {
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { makeFolder } from "../../files/make-folder";
import { clearUnfinished, isAlive } from "../../files";
import { isAbsent } from "../../files/is-absent";
import { unfinishedPath } from "../../files/unfinished";
import { runFiles, writing, type Store } from "./store";

/** Who carries out a run, as its claim file says. */
export interface Claim {
  host: string;
  pid: number;
  /** ISO 8601. */
  started: string;
}

/** How often a process says that it is still at its run. */
const HEARTBEAT_MS = 30_000;
/** A claim that was not touched for so long has been abandoned. */
export const ABANDONED_MS = 10 * 60_000;
/** The same for a claim whose writer was killed before it could say who it is. */
const NAMELESS_MS = 5_000;

/**
 * Claims a run for this process: a file that only one can make. It is touched as long as the process lives; where it is not
 * touched for ten minutes, or its process is gone from this host, whoever comes next takes it over.
 *
 * Claims save work; they are not what keeps results whole. Two that carried out the same run would write the same result, each
 * in one piece.
 *
 * @returns what gives the claim back; undefined where another process has it.
 * @throws ClaimError where there is a claim that cannot be read or taken over; StoreError where the store cannot be written.
 */
export function claimRun(store: Store, id: string): (() => void) | undefined {
  const { claim: path } = runFiles(store, id);
  const claim: Claim = {
    host: hostname(),
    pid: process.pid,
    started: new Date().toISOString(),
  };
  const taken = writing(store, `claim run ${id}`, () => {
    makeFolder(dirname(path));
    return create(path, claim) || (takeOver(path) && create(path, claim));
  });
  if (!taken) return undefined;
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  heartbeat.unref();
  return () => {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  };
}

/** Makes the claim whole, under another name, and gives it its own where that is free: nobody sees one that does not say whose it is. */
function create(path: string, claim: Claim): boolean {
  const whole = unfinishedPath(path);
  try {
    writeFileSync(whole, JSON.stringify(claim));
    linkSync(whole, path);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (WITHOUT_LINKS.includes(code)) return createInPlace(path, claim);
    throw error;
  } finally {
    rmSync(whole, { force: true });
  }
}

/** Of file systems that give no file a second name. */
const WITHOUT_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];

function createInPlace(path: string, claim: Claim): boolean {
  try {
    writeFileSync(path, JSON.stringify(claim), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    rmSync(path, { force: true }); // made, but there was no space for its content
    throw error;
  }
}

/** A claim is there, but of whom it is cannot be told: the run cannot be carried out, others can. */
export class ClaimError extends Error {
  constructor(path: string, what: string, cause: unknown) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === "EISDIR" ? "it is a folder" : message;
    super(
      `The claim ${path} cannot be ${what}: ${why}. Another user's process may be at this run: wait until it is done, or remove the claim; then try the run again (retry).`,
      { cause },
    );
  }
}

/** Removes an abandoned claim, unless another process was faster. */
function takeOver(path: string): boolean {
  const found = read(path);
  if (found === undefined) return true;
  if (!isAbandoned(path, parse(found))) return false;
  const aside = unfinishedPath(path);
  try {
    renameSync(path, aside);
  } catch (error) {
    // Another has taken it over meanwhile: let `create` decide.
    if (isAbsent(error)) return true;
    throw new ClaimError(path, "taken over", error);
  }
  // Another may have taken it over between reading and renaming: then it was theirs.
  const mine = read(aside) === found;
  if (!mine && !existsSync(path)) linkSync(aside, path);
  rmSync(aside);
  return mine;
}

/** The claim's text; undefined where there is none. @throws ClaimError where it cannot be read. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw new ClaimError(path, "read", error);
  }
}

const UNREADABLE: Claim = { host: "unknown", pid: 0, started: "" };
/** About to be written, or its writer was killed meanwhile. */
const NAMELESS: Claim = { ...UNREADABLE };

function parse(text: string): Claim {
  try {
    return (JSON.parse(text) as Claim | null) ?? NAMELESS;
  } catch {
    return NAMELESS;
  }
}

function isAbandoned(path: string, claim: Claim): boolean {
  if (claim.host === hostname() && !isAlive(claim.pid)) return true;
  const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {
    mtimeMs: Date.now(),
  };
  return (
    Date.now() - mtimeMs > (claim === NAMELESS ? NAMELESS_MS : ABANDONED_MS)
  );
}

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // Taken over or gone: the result counts, not the claim.
  }
}

/** Who carries out a run now, "unknown" where the claim does not say; undefined where nobody does. */
export function claimOf(store: Store, id: string): Claim | undefined {
  const { claim: path } = runFiles(store, id);
  const claim = claimAt(path);
  return claim && isAbandoned(path, claim) ? undefined : claim;
}

/** Removes what a process of this host that has ended left of a run: a claim that it did not give back, files that it was writing. */
export function tidyAfter(store: Store, id: string, pid: number): void {
  const { claim: path } = runFiles(store, id);
  const claim = claimAt(path);
  if (claim?.host === hostname() && claim.pid === pid) {
    rmSync(path, { force: true });
  }
  clearUnfinished(dirname(path), id);
}

/** Removes the claim of a run that is done, where its process was killed before it gave it back. */
export function dropAbandonedClaim(store: Store, id: string): void {
  const { claim: path } = runFiles(store, id);
  const claim = claimAt(path);
  if (!claim || claim === UNREADABLE || !isAbandoned(path, claim)) return;
  try {
    rmSync(path, { force: true });
  } catch {
    // In a store that is only read it stays.
  }
}

function claimAt(path: string): Claim | undefined {
  try {
    const text = read(path);
    return text === undefined ? undefined : parse(text);
  } catch (error) {
    if (error instanceof ClaimError) return UNREADABLE;
    throw error;
  }
}
