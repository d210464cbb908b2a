import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { sha256 } from "./verify";

/** How the name of a file ends while it is being written. */
export const UNFINISHED = ".tmp";

/** Of this machine: folders are shared, and a process's number says nothing on another one. */
export const HOST = sha256(Buffer.from(hostname())).slice(0, 8);

/** A name beside `path` that no other writer takes; it says which process of which machine writes. */
export const unfinishedPath = (path: string): string =>
  `${path}.${HOST}-${process.pid}-${randomBytes(4).toString("hex")}${UNFINISHED}`;
