import assert from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import {
  inProcess,
  openStore,
  type Store,
  readExamples,
  readResults,
  sweep,
  type Experiment,
  type Study,
  runsOf,
} from "../../../lib/runs";
import { committedRecords } from "../../../lib/runs/store/committed-results";
import { allRecords } from "../../../lib/runs/store/results";
import { exportStudy } from "../../../lib/runs/export-study";
import { writeResult } from "../../../lib/runs/store/write-result";
import { row, simulated } from "../runs";
import { withFolder } from "../temporary-store";

const study: Study = {
  name: "two-groups",
  description: "Do the two groups differ?",
  declare: (): Experiment[] => [
    { ...simulated([2, 1], {}, "b"), labels: { group: "b", size: 10 } },
    // "1e5" and 32 digits look like numbers: names they stay.
    {
      ...simulated([3], { evaluations: 3 }, "1e5"),
      labels: { group: 'a, "quoted"' },
    },
  ],
};

const quietly = (store: Store) => ({
  store,
  engine: inProcess(),
  progress: false,
});

/** Carries the study out in one store, and opens another beside that knows its committed results alone. */
const withExport = (
  test: (committed: string, names: string[]) => void | Promise<void>,
) =>
  withFolder(async (folder) => {
    const committed = join(folder, "results");
    const store = openStore(join(folder, "runs"), { committed });
    await sweep(study, quietly(store));
    const files = exportStudy(study, "full", store);
    await test(committed, files);
  });

/** As files of before checksums were recorded, whatever is in them. */
function forgetChecksums(committed: string) {
  const path = join(committed, "two-groups.json");
  const { sha256, ...about } = JSON.parse(readFileSync(path, "utf8")) as {
    sha256: unknown;
  };
  assert.ok(sha256);
  writeFileSync(path, JSON.stringify(about));
}

describe("committed results", () => {
  it(
    "are refused where a row was edited or a file is gone",
    withExport((committed) => {
      const path = join(committed, "two-groups.csv");
      const text = readFileSync(path, "utf8");
      writeFileSync(path, text.replace(",1000,", ",1001,"));
      assert.throws(
        () => committedRecords(committed),
        /two-groups\.csv has been changed since it was exported .*SHA-256.*from the repository again/,
      );
      rmSync(path);
      assert.throws(
        () => committedRecords(committed),
        /two-groups\.csv is missing: take it from the repository again/,
      );
      writeFileSync(path, text);
      assert.equal(committedRecords(committed).size, 3);
    }),
  );

  it(
    "are refused where their description is no JSON, naming the file",
    withExport((committed) => {
      const path = join(committed, "two-groups.json");
      writeFileSync(path, readFileSync(path, "utf8").slice(0, 100));
      assert.throws(
        () => committedRecords(committed),
        /two-groups\.json cannot be read \(.*JSON.*from the repository again/s,
      );
    }),
  );

  it(
    "are small, sorted, and say what made them",
    withExport((committed) => {
      assert.deepEqual(readdirSync(committed).sort(), [
        "two-groups.csv",
        "two-groups.json",
        "two-groups.values.csv",
      ]);
      const lines = readFileSync(join(committed, "two-groups.csv"), "utf8")
        .trimEnd()
        .split("\n");
      assert.equal(
        lines[0],
        "experiment,seed,run,epoch,split,correct,total,seconds,provenance",
      );
      assert.deepEqual(
        lines.slice(1).map((line) =>
          line
            .replace(/,[0-9a-f]{32},/, ",")
            .split(",")
            .slice(0, 4)
            .join(","),
        ),
        [
          "1e5,3,0,reference",
          "1e5,3,0,shifted",
          "1e5,3,1,reference",
          "b,1,0,reference",
          "b,1,0,shifted",
          "b,2,0,reference",
          "b,2,0,shifted",
        ],
      );
      const about = JSON.parse(
        readFileSync(join(committed, "two-groups.json"), "utf8"),
      );
      assert.equal(
        about.command,
        "npm run sweep -- two-groups --profile full --export",
      );
      assert.equal(about.profile, "full");
      assert.equal(about.runs, 3);
      assert.equal(about.provenances.length, 1);
      assert.equal(about.provenances[0].versions.node, process.versions.node);
      assert.deepEqual(about.experiments.b, { group: "b", size: 10 });
    }),
  );

  it(
    "count as done, and give the rows that the store gives",
    withExport(async (committed) => {
      const folder = join(committed, "..");
      const full = openStore(join(folder, "runs"), { committed: null });
      const fresh = openStore(join(folder, "fresh"), { committed });
      const engine = {
        ...inProcess(),
        execute: () => assert.fail("nothing is missing"),
      };
      const { runs, failures } = await sweep(study, {
        store: fresh,
        engine,
        progress: false,
      });
      assert.deepEqual([runs.length, failures], [3, []]);
      const rows = (store: typeof full) =>
        readResults(store)
          .orderby("experiment", "seed", "epoch", "split")
          .objects()
          .map((row) => ({ ...row, seconds: 0 }));
      assert.equal(rows(fresh).length, 7);
      assert.deepEqual(rows(fresh), rows(full));
    }),
  );

  it(
    "give way to the store's own",
    withExport(async (committed) => {
      const path = join(committed, "two-groups.csv");
      writeFileSync(
        path,
        readFileSync(path, "utf8").replaceAll(",1000,", ",2000,"),
      );
      forgetChecksums(committed);
      const totals = (store: string) =>
        new Set(
          readResults(
            openStore(join(committed, "..", store), { committed }),
          ).array("total"),
        );
      assert.deepEqual(totals("runs"), new Set([1000]));
      assert.deepEqual(totals("fresh"), new Set([2000]));
    }),
  );

  it(
    "are the same to the byte when exported again from themselves",
    withExport((committed, files) => {
      const bytes = () => files.map((file) => readFileSync(file, "utf8"));
      const before = bytes().filter((text) => !text.startsWith("{"));
      exportStudy(
        study,
        "full",
        openStore(join(committed, "..", "fresh"), { committed }),
      );
      assert.deepEqual(
        bytes().filter((text) => !text.startsWith("{")),
        before,
      );
    }),
  );

  it(
    "are written as far as they are there, and say how many are missing",
    withFolder((folder) => {
      const committed = join(folder, "results");
      const store = openStore(join(folder, "runs"), { committed });
      const [run] = runsOf(study.declare("full", null as never)[1]);
      writeResult(store, run, { rows: [row(5)] }, 1);
      exportStudy(study, "full", store);
      const about = readFileSync(join(committed, "two-groups.json"), "utf8");
      const { runs, missing } = JSON.parse(about) as {
        runs: number;
        missing: number;
      };
      assert.deepEqual([runs, missing], [1, 2]);
      assert.deepEqual([...committedRecords(committed).keys()], [run.id]);
    }),
  );

  it(
    "stay together by study: its own go before the store's, and these before those of others",
    withFolder((folder) => {
      const committed = join(folder, "results");
      const other = { ...study, name: "others" };
      const [run] = runsOf(study.declare("full", null as never)[1]);
      // The same run, made three times with other outcomes.
      [study, other].forEach((each, i) => {
        const store = openStore(join(folder, `runs ${i}`), { committed });
        writeResult(store, run, { rows: [row(5 + i)] }, 1);
        exportStudy(each, "full", store);
      });
      const store = openStore(join(folder, "runs"), { committed });
      const outcome = (name?: string) =>
        allRecords(store, name).get(run.id)!.rows[0].correct;
      assert.equal(outcome("two-groups"), 5);
      assert.equal(outcome("others"), 6);
      writeResult(store, run, { rows: [row(7)] }, 1);
      assert.equal(outcome("two-groups"), 5);
      assert.equal(outcome("no study"), 7);
      // An export keeps what is committed.
      exportStudy(study, "full", store);
      assert.equal(outcome("two-groups"), 5);
    }),
  );

  it(
    "are not written while there is none",
    withFolder((folder) => {
      const store = openStore(folder, { committed: join(folder, "results") });
      assert.throws(
        () => exportStudy(study, "full", store),
        /None of the 3 runs of study "two-groups" has a result.*npm run sweep -- two-groups --profile full/,
      );
      assert.ok(!existsSync(join(folder, "results")));
    }),
  );

  it(
    "are refused where a line was spoilt, naming the file",
    withExport((committed) => {
      forgetChecksums(committed);
      appendFileSync(
        join(committed, "two-groups.csv"),
        "b,1,aa,0,reference,1,2,0,7\n",
      );
      assert.throws(
        () => committedRecords(committed),
        /two-groups\.csv: a line names run "aa" and provenance 7/,
      );
    }),
  );

  it(
    "are refused where their description was spoilt, naming the field",
    withExport((committed) => {
      const path = join(committed, "two-groups.json");
      writeFileSync(
        path,
        readFileSync(path, "utf8").replace(
          '"profile": "full"',
          '"profile": "whole"',
        ),
      );
      assert.throws(
        () => committedRecords(committed),
        /two-groups\.json, field profile: found "whole"/,
      );
    }),
  );

  it(
    "hold numbers for each example where the study keeps them",
    withFolder(async (folder) => {
      const committed = join(folder, "results");
      const store = openStore(join(folder, "runs"), { committed });
      const runs = (await sweep(study, quietly(store))).runs;
      const scores = (k: number) => ({ score: [k, -0.25], flag: [1, 0, 1] });
      runs.forEach((run, k) =>
        writeResult(store, run, { rows: [row(k)], perExample: scores(k) }, 1),
      );
      const keepingFirst = {
        ...study,
        keepExamples: ({ id }: { id: string }) => id === runs[0].id,
      };
      exportStudy(keepingFirst, "full", store);
      const some = openStore(join(folder, "some"), { committed });
      assert.deepEqual(
        runs.map(({ id }) => readExamples(some, id) !== undefined),
        runs.map((_, k) => k === 0),
      );

      const keeping = { ...study, keepExamples: () => true };
      const [archive] = exportStudy(keeping, "full", store).slice(-1);
      assert.equal(archive, join(committed, "two-groups.examples.json.gz"));

      const fresh = openStore(join(folder, "fresh"), { committed });
      runs.forEach(({ id }, k) =>
        assert.deepEqual(readExamples(fresh, id), scores(k)),
      );
      assert.equal(readExamples(fresh, "0"), undefined);
      const again = openStore(join(folder, "fresh"), { committed });
      const bytes = readFileSync(archive);
      exportStudy(keeping, "full", again);
      assert.deepEqual(readFileSync(archive), bytes);

      writeFileSync(archive, bytes.subarray(0, 40));
      assert.throws(
        () => readExamples(openStore(store.folder, { committed }), "0"),
        /examples\.json\.gz has been changed since it was exported/,
      );
      forgetChecksums(committed);
      const broken = openStore(join(folder, "fresh"), { committed });
      assert.throws(
        () => readExamples(broken, runs[0].id),
        /examples\.json\.gz cannot be unpacked .*from the repository again/,
      );
      const unaware = openStore(join(folder, "runs"), { committed: null });
      assert.deepEqual(readExamples(unaware, runs[0].id), scores(0));

      exportStudy(study, "full", store);
      assert.ok(!existsSync(archive));
    }),
  );
});
