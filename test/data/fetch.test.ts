import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { fetchEntry, type RegistryEntry } from "../../lib/data";

const content = Buffer.from("a registered file");
const packed = gzipSync(content);
const bomb = gzipSync(Buffer.alloc(1_000_000));
const hash = (bytes: Uint8Array) =>
  createHash("sha256").update(bytes).digest("hex");
const served: Record<string, () => Buffer | "cut"> = {
  "/good": () => content,
  "/good.gz": () => packed,
  "/changed": () => Buffer.from("a replaced file!!"),
  "/cut": () => "cut",
  "/bomb.gz": () => bomb,
  "/other/good.gz": () => gzipSync(Buffer.from("another file")),
  "/unknown.gz": () => packed,
};

describe("fetchEntry", () => {
  let server: Server;
  let base: string;
  let folder: string;

  before((done) => {
    server = createServer((request, response) => {
      const body = served[request.url ?? ""]?.();
      if (body === undefined) return response.writeHead(404).end();
      if (body !== "cut") return response.end(body);
      response.writeHead(200, { "content-length": content.length });
      response.write(content.subarray(0, 5), () => response.destroy());
    }).listen(0, "127.0.0.1", () => {
      base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  after(() => server.close());
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "fetch-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const entry = (...paths: string[]): RegistryEntry => ({
    name: "tiny",
    title: "Tiny",
    licence: "CC0",
    citation: "none",
    files: [
      {
        name: "file",
        bytes: content.length,
        sha256: hash(content),
      },
    ],
    sources: paths.map((path) => ({
      kind: "url",
      paths: { file: `${base}${path}` },
      archives: { "good.gz": hash(packed), "bomb.gz": hash(bomb) },
    })),
  });
  const file = () => readFileSync(join(folder, "file"));

  it("fetches, verifies, and says from where and how much", async () => {
    const result = await fetchEntry(entry("/good"), folder);
    assert.deepEqual(file(), content);
    assert.equal(result.fetchedBytes, content.length);
    assert.match(result.source ?? "", /127\.0\.0\.1/);
    assert.deepEqual(result.problems, []);
  });

  it("unpacks what is packed", async () => {
    await fetchEntry(entry("/good.gz"), folder);
    assert.deepEqual(file(), content);
  });

  it("unpacks nothing whose hash is not the registered one, or is not registered", async () => {
    await assert.rejects(
      fetchEntry(entry("/other/good.gz"), folder),
      /good\.gz: sha256 [0-9a-f]{64}, expected [0-9a-f]{64}: not unpacked/,
    );
    await assert.rejects(
      fetchEntry(entry("/unknown.gz"), folder),
      /the archive is unknown\.gz, registered are good\.gz, bomb\.gz: not unpacked/,
    );
  });

  it("does not unpack more than is registered", async () => {
    await assert.rejects(
      fetchEntry(entry("/bomb.gz"), folder),
      /larger than 17 bytes/,
    );
  });

  it("reports progress up to the whole", async () => {
    const seen: (number | undefined)[][] = [];
    await fetchEntry(entry("/good"), folder, {
      progress: (...args) => seen.push(args),
    });
    assert.deepEqual(seen.at(-1), [content.length, content.length]);
  });

  it("fetches nothing where all is there", async () => {
    await fetchEntry(entry("/good"), folder);
    const again = await fetchEntry(entry("/missing"), folder);
    assert.equal(again.fetchedBytes, 0);
  });

  it("tries the sources in order and says why one was passed over", async () => {
    const { problems } = await fetchEntry(
      entry("/missing", "/cut", "/changed", "/good"),
      folder,
    );
    assert.deepEqual(file(), content);
    assert.match(problems[0], /HTTP 404/);
    assert.match(problems[2], /sha256 [0-9a-f]{64}, expected/);
    assert.equal(problems.length, 3);
  });

  it("keeps nothing of a download cut short or changed", async () => {
    for (const path of ["/cut", "/changed"]) {
      await assert.rejects(fetchEntry(entry(path), folder));
      assert.deepEqual(readdirSync(folder), []);
    }
  });

  it("names every source when all fail", async () => {
    await assert.rejects(
      fetchEntry(entry("/missing", "/changed"), folder),
      /any of its 2 sources:\n.*HTTP 404[^]*corrupted, or not the registered file/,
    );
  });

  it("replaces a corrupted file in the cache and says so", async () => {
    writeFileSync(join(folder, "file"), "a tampered file!!");
    const { problems } = await fetchEntry(entry("/good"), folder);
    assert.deepEqual(file(), content);
    assert.match(problems[0], /corrupted.*fetched anew/);
  });

  it("replaces a truncated file in the cache", async () => {
    writeFileSync(join(folder, "file"), content.subarray(0, 4));
    const { problems } = await fetchEntry(entry("/good"), folder);
    assert.deepEqual(file(), content);
    assert.match(problems[0], /4 bytes, expected 17 \(truncated\)/);
  });

  it("keeps a corrupted file where nothing better can be had", async () => {
    writeFileSync(join(folder, "file"), "a tampered file!!");
    await assert.rejects(fetchEntry(entry("/missing"), folder));
    assert.ok(existsSync(join(folder, "file")));
  });

  it("clears away what a killed run left an hour ago, not what may be under way", async () => {
    for (const [name, hours] of [
      [".fetch-old", 2],
      [".fetch-new", 0],
    ] as const) {
      mkdirSync(join(folder, name));
      const time = Date.now() / 1000 - 3600 * hours;
      utimesSync(join(folder, name), time, time);
    }
    await fetchEntry(entry("/good"), folder);
    assert.deepEqual(readdirSync(folder).sort(), [".fetch-new", "file"]);
  });

  it("tries no further source once interrupted", async () => {
    await assert.rejects(
      fetchEntry(entry("/good"), folder, { signal: AbortSignal.abort() }),
      /abort/i,
    );
    assert.deepEqual(readdirSync(folder), []);
  });
});
