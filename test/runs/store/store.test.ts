import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import {
  inProcess,
  openStore,
  readResults,
  StoreError,
  sweep,
  workerPool,
} from "../../../lib/runs";
import { projectRoot } from "../../../lib/files";
import { runFiles, writing } from "../../../lib/runs/store/store";
import { writeResult } from "../../../lib/runs/store/write-result";
import { row, simulated, simulatedRun } from "../runs";
import { withFolder, withStore } from "../temporary-store";

describe("openStore", () => {
  it(
    "makes a folder with its format, and opens it again",
    withFolder((folder) => {
      const path = join(folder, "a", "b");
      assert.equal(openStore(path).folder, path);
      openStore(path);
      assert.equal(
        readFileSync(join(path, "store.json"), "utf8"),
        '{"format":1}\n',
      );
    }),
  );

  it("keeps what is computed anew apart, and counts nothing committed as done", () => {
    const { LAB_FRESH } = process.env;
    process.env.LAB_FRESH = "1";
    try {
      const { folder, committed } = openStore();
      assert.equal(folder, join(projectRoot(), "out", "fresh"));
      assert.equal(committed, null);
    } finally {
      if (LAB_FRESH === undefined) delete process.env.LAB_FRESH;
      else process.env.LAB_FRESH = LAB_FRESH;
    }
  });

  const refusals: [string, string, RegExp][] = [
    [
      "an older format",
      '{"format":0}',
      /store .* is of format 0, this code reads and writes format 1\. Take another folder \(--store DIR\), or move this one away.*nothing in it was changed/,
    ],
    ["a later format", '{"format": 12 }', /format 12/],
    ["no format", "", /store\.json does not say its format/],
  ];
  for (const [name, marker, message] of refusals) {
    it(
      `refuses a store of ${name}, and leaves it`,
      withFolder((folder) => {
        writeFileSync(join(folder, "store.json"), marker);
        assert.throws(() => openStore(folder), message);
        assert.deepEqual(readdirSync(folder), ["store.json"]);
      }),
    );
  }

  it(
    "says so where the folder cannot be written",
    withFolder((folder) => {
      const file = join(folder, "file");
      writeFileSync(file, "");
      assert.throws(
        () => openStore(join(file, "store")),
        (error: Error) => {
          assert.ok(error instanceof StoreError);
          assert.match(
            error.message,
            /Cannot open the store in .*file\/store: A file stands where a folder should be/,
          );
          return true;
        },
      );
    }),
  );
});

describe("a folder that can hold no store", () => {
  const refused: [string, unknown, RegExp][] = [
    [
      "no name",
      "",
      /The store's folder is "": name a folder for results alone/,
    ],
    ["a blank name", " ", /The store's folder is " "/],
    ["no text", 7, /The store's folder is 7/],
    ["the project's own", projectRoot(), /is the project's own/],
  ];
  for (const [name, folder, message] of refused) {
    it(`is refused: ${name}`, () => {
      assert.throws(() => openStore(folder as string), message);
      assert.ok(!existsSync(join(projectRoot(), "store.json")));
    });
  }

  it(
    "is refused where its name is too long, or its marker a folder",
    withFolder((folder) => {
      assert.throws(
        () => openStore(join(folder, "x".repeat(300))),
        /A name in it is too long for the file system: take a shorter one/,
      );
      mkdirSync(join(folder, "store.json"));
      assert.throws(
        () => openStore(folder),
        /Cannot read the store .*A folder stands where a file should be/,
      );
    }),
  );

  it(
    "is told when it vanishes, or a file takes the place of a part of it",
    withFolder((folder) => {
      const store = openStore(join(folder, "s"), { committed: null });
      writeFileSync(join(store.folder, "ab"), "");
      assert.throws(() => readResults(store), StoreError);
      rmSync(store.folder, { recursive: true });
      assert.throws(
        () => readResults(store),
        /Cannot read the store .*not there/,
      );
    }),
  );
});

describe("writing", () => {
  const failing = (code: string) => () => {
    throw Object.assign(new Error(code), { code });
  };

  it(
    "names folder, cause and remedy",
    withStore((store) => {
      assert.throws(() => writing(store, "keep run 1", failing("ENOSPC")), {
        message: `Cannot keep run 1 in ${store.folder}: The disk is full: free some space (ENOSPC), then run the same again; nothing half-written was left.`,
      });
      assert.throws(
        () => writing(store, "keep run 1", failing("EROFS")),
        /read-only: take another folder/,
      );
      assert.throws(() => writing(store, "keep run 1", failing("EIO")), /EIO/);
    }),
  );

  it(
    "leaves other errors as they are",
    withStore((store) => {
      const bug = new TypeError("a bug");
      const fail = () => {
        throw bug;
      };
      assert.throws(() => writing(store, "", fail), bug);
    }),
  );
});

describe("a full disk", () => {
  /** Calls a test with a folder on a disk of 256 KB. */
  const withTinyDisk = (test: (folder: string) => void | Promise<void>) =>
    async function (this: Mocha.Context) {
      await withFolder(async (folder) => {
        const disk = join(folder, "disk");
        mkdirSync(disk);
        try {
          execFileSync(
            "mount",
            ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk],
            { stdio: "ignore" },
          );
        } catch {
          console.log(
            "      (skipped: a small disk can be mounted by root on Linux alone)",
          );
          this.skip();
        }
        try {
          await test(disk);
        } finally {
          execFileSync("umount", [disk]);
        }
      })();
    };

  /** Leaves so many bytes free. */
  function fill(folder: string, free: number): void {
    writeFileSync(
      join(folder, "ballast"),
      Buffer.alloc(256 * 1024 - 4096 * 3 - free),
    );
  }

  it(
    "leaves nothing half-written, where there is room for a part",
    withTinyDisk((folder) => {
      const store = openStore(folder, { committed: null });
      const run = simulatedRun();
      mkdirSync(join(runFiles(store, run.id).result, ".."));
      fill(folder, 16 * 1024);
      const rows = Array.from({ length: 1000 }, () => row(7));
      assert.throws(
        () => writeResult(store, run, { rows }, 1),
        /The disk is full: free some space/,
      );
      assert.deepEqual(
        readdirSync(join(runFiles(store, run.id).result, "..")),
        [],
      );
    }),
  );

  for (const engine of [inProcess(), workerPool({ workers: 2 })]) {
    it(
      `stops a sweep (${engine.name}) with one plain message, and the sweep goes on once there is room`,
      withTinyDisk(async (folder) => {
        const store = openStore(folder, { committed: null });
        const experiment = simulated([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], {
          evaluations: 300,
        });
        await assert.rejects(
          sweep(experiment, { store, engine, progress: false }),
          (error: Error) =>
            error.message.includes(`in ${folder}: The disk is full`),
        );
        const left = readdirSync(folder, { recursive: true, encoding: "utf8" });
        assert.deepEqual(
          left.filter((file) => /claim|tmp|failed/.test(file)),
          [],
        );
        const done = left.filter((file) => /[0-9a-f]{32}\.json$/.test(file));
        assert.ok(
          done.length > 0 && done.length < 10,
          `${done.length} of 10 fitted`,
        );
        execFileSync("mount", ["-o", "remount,size=8m", folder]);
        const { records } = await sweep(experiment, {
          store,
          engine,
          progress: false,
        });
        assert.equal(records.size, 10);
      }),
    );
  }
});
