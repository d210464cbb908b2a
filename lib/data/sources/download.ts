import { createWriteStream } from "node:fs";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FetchOptions } from "./fetch-options";

/** Fetches one address into a file. @throws Error naming the address and how it failed. */
export async function download(
  url: string,
  path: string,
  options: FetchOptions,
): Promise<void> {
  const response = await fetch(url, { signal: options.signal }).catch(
    (error: Error) => {
      const cause = error.cause instanceof Error ? error.cause.message : "";
      throw new Error(`GET ${url}: ${error.message} ${cause}`.trim());
    },
  );
  if (!response.ok || !response.body) {
    throw new Error(`GET ${url}: HTTP ${response.status}`);
  }
  const total = Number(response.headers.get("content-length")) || undefined;
  let done = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      options.progress?.((done += chunk.length), total);
      next(null, chunk);
    },
  });
  await pipeline(
    Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
    count,
    createWriteStream(path),
  );
}
