import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import {
  encodeIdx,
  fetchEntry,
  type RegistryEntry,
  type Source,
} from "../../../lib/data";
import { sha256 } from "../../../lib/files";

const red = 200;
const images = Uint8Array.from({ length: 2 * 3072 }, (_, k) =>
  k % 3 === 0 ? red : k % 251,
);
const labels = Uint8Array.of(1, 0);
const wanted = {
  images: encodeIdx([2, 32, 32, 3], images),
  labels: encodeIdx([2], labels),
};

/** The same two images in the formats of both sources, packed as those pack them. */
function pack(folder: string): void {
  const sheet = new PNG({ width: 1024, height: 2 });
  const planes: number[] = [];
  for (let i = 0; i < 2; i++) {
    const image = images.subarray(i * 3072, (i + 1) * 3072);
    for (let k = 0; k < 1024; k++) {
      const rgb = image.subarray(3 * k, 3 * k + 3);
      sheet.data.set([...rgb, 255], 4 * (1024 * i + k));
    }
    planes.push(labels[i]);
    for (const c of [0, 1, 2]) {
      planes.push(...image.filter((_, k) => k % 3 === c));
    }
  }
  mkdirSync(join(folder, "set"));
  writeFileSync(join(folder, "set", "batch.png"), PNG.sync.write(sheet));
  writeFileSync(
    join(folder, "set", "labels.json"),
    JSON.stringify([...labels]),
  );
  writeFileSync(join(folder, "set", "batch.bin"), Uint8Array.from(planes));
  execFileSync("tar", ["-czf", join(folder, "a.tar.gz"), "-C", folder, "set"]);
}

describe("sources of CIFAR-10 in different formats", () => {
  let folder: string;
  let server: Server;
  let archive: Buffer;
  before((done) => {
    folder = mkdtempSync(join(tmpdir(), "conversion-"));
    pack(folder);
    archive = readFileSync(join(folder, "a.tar.gz"));
    server = createServer((_, response) => response.end(archive)).listen(
      0,
      "127.0.0.1",
      done,
    );
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  const entry = (
    paths: string[],
    convert: Source["convert"],
    hash = sha256(archive),
  ): RegistryEntry => ({
    name: "tiny",
    title: "Tiny",
    licence: "CC0",
    citation: "none",
    classes: ["cat", "dog"],
    splits: { test: { images: "images", labels: "labels", count: 2 } },
    files: (["images", "labels"] as const).map((name) => ({
      name,
      bytes: wanted[name].length,
      sha256: sha256(wanted[name]),
    })),
    sources: [
      {
        kind: "tarball",
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.tar.gz`,
        archives: { "a.tar.gz": hash },
        paths: Object.fromEntries(paths.map((path) => [path, `set/${path}`])),
        convert,
      },
    ],
  });

  const sheets = () =>
    entry(["batch.png", "labels.json"], {
      from: "cifar-sheets",
      splits: { test: { images: ["batch.png"], labels: "labels.json" } },
    });
  const binary = (hash?: string) =>
    entry(
      ["batch.bin"],
      { from: "cifar-binary", splits: { test: { images: ["batch.bin"] } } },
      hash,
    );

  it("come to the same files, and to no others", async () => {
    for (const [name, made] of Object.entries({
      sheets: sheets(),
      binary: binary(),
    })) {
      const into = join(folder, name);
      const { fetchedBytes } = await fetchEntry(made, into);
      assert.equal(fetchedBytes, archive.length);
      assert.deepEqual(readdirSync(into), ["images", "labels"]);
      assert.ok(readFileSync(join(into, "images")).equals(wanted.images));
      assert.ok(readFileSync(join(into, "labels")).equals(wanted.labels));
    }
  });

  it("are hashed before they are unpacked", async () => {
    await assert.rejects(
      fetchEntry(binary("0".repeat(64)), join(folder, "changed")),
      /a\.tar\.gz: sha256 .*: not unpacked/,
    );
  });
});
