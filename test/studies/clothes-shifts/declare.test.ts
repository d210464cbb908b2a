import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ColumnTable } from "arquero";
import { classNames } from "../../../lib/data";
import {
  candidateSplit,
  candidateStrengths,
  inSupportShifts,
  chooseReferenceSet,
  straightness,
  chosen,
  supportSplittingResults,
} from "../../../lib/studies";
import {
  inProcess,
  openStore,
  runsOf,
  type Profile,
  type Run,
} from "../../../lib/runs";
import { committedRecords } from "../../../lib/runs/store/committed-results";
import "../../../lib/experiments/kinds";
import { tableOf } from "../../../lib/runs/store/results";
import type { RunRecord } from "../../../lib/runs/store/results-index";
import { resultsTable } from "../../../lib/runs/store/results-table";
import { committedFolder } from "../../../lib/runs/store/store";
import { referenceSets } from "../../../lib/studies/reference-sets/declare";
import { supportSplitting } from "../../../lib/studies/support-splitting/declare";
import { clothesShifts } from "../../../lib/studies/clothes-shifts/declare";
import { namedRuns, plannedRuns } from "../../../lib/runs/study";
import { uniqueRuns } from "../../../lib/runs/sweep";
import { loadPretrained } from "../../../lib/pretraining";
import { measuredRun, rateOf } from "../measured-runs";
import { withFolder } from "../../runs/temporary-store";

const nothing = resultsTable([]);
const parts = (runs: readonly Run[]) =>
  [...new Set(runs.map(({ labels }) => String(labels!.part)))].sort();
const runsWith = (profile: Profile, results: ColumnTable) =>
  [...namedRuns(clothesShifts.declare(profile, results)).values()].flat();

/** The rate that wins: the largest of each source and strategy but of these, where it is the smallest. */
const smallestWins = ["plain full", "none from-scratch"];

/** Hand-made results of trials of learning rates. */
const trialRecord = ({ id, experiment, labels }: Run): RunRecord => {
  const { source, strategy, rate } = labels as { [name: string]: string };
  const down = smallestWins.includes(`${source} ${strategy}`);
  const validation = down ? 0.5 - Number(rate) : 0.5 + Number(rate);
  const moments = { 6: { validation, reference: 0 } };
  return {
    ...measuredRun({ experiment, seed: 100, labels, moments }),
    run: id,
  };
};

/** Each profile's trials, and what it declares once they are done. */
const declared = (profile: Profile) => {
  const trials = runsWith(profile, nothing);
  const records = trials.map(trialRecord);
  return { trials, records, runs: runsWith(profile, resultsTable(records)) };
};

describe("the study of synthetic shifts", () => {
  let all: Record<Profile, ReturnType<typeof declared>>;
  before(() => {
    all = { small: declared("small"), full: declared("full") };
  });
  const profiles = ["small", "full"] as const;

  for (const profile of profiles) {
    it(`first tries learning rates alone, on no shifted set (${profile})`, () => {
      const { trials } = all[profile];
      assert.deepEqual(parts(trials), ["rate"]);
      for (const { spec, labels } of trials) {
        assert.deepEqual(spec.shifted, {});
        assert.equal(spec.reference, null);
        assert.equal(rateOf(spec), labels!.rate);
        assert.equal(spec.pretraining ?? "none", labels!.source);
      }
    });

    it(`declares no more before the trials are done (${profile})`, () => {
      const { trials, records } = all[profile];
      for (const source of ["none", "broad"]) {
        const some = records.filter(({ labels }) => labels!.source !== source);
        assert.deepEqual(
          runsWith(profile, resultsTable(some)).map(({ id }) => id),
          trials.map(({ id }) => id),
        );
      }
    });

    it(`then trains at the rates that were found best (${profile})`, () => {
      const { trials, runs } = all[profile];
      const main = runs.filter(({ labels }) =>
        ["baseline", "fine-tuned"].includes(String(labels!.part)),
      );
      for (const { spec, labels } of main) {
        const { source, strategy } = labels!;
        const tried = trials
          .filter(
            (trial) =>
              trial.labels!.source === source &&
              trial.labels!.strategy === strategy,
          )
          .map((trial) => rateOf(trial.spec));
        const down = smallestWins.includes(`${source} ${strategy}`);
        assert.equal(rateOf(spec), (down ? Math.min : Math.max)(...tried));
      }
    });

    it(`ends once all is done (${profile})`, () => {
      const { trials, records, runs } = all[profile];
      const known = new Map(records.map((record) => [record.run, record]));
      const ids = (list: readonly Run[]) => list.map(({ id }) => id).sort();
      assert.deepEqual(
        ids(plannedRuns(clothesShifts, profile, new Map())),
        ids(trials),
      );
      for (const run of runs) {
        if (!known.has(run.id))
          known.set(run.id, { ...records[0], run: run.id });
      }
      assert.deepEqual(
        ids(plannedRuns(clothesShifts, profile, known)),
        ids(runs),
      );
    });
  }

  it("sweeps in the full profile alone", () => {
    assert.deepEqual(parts(all.small.runs), ["baseline", "fine-tuned", "rate"]);
    assert.deepEqual(parts(all.full.runs), [
      ...["architecture", "baseline", "batch size", "diversity", "epochs"],
      ...["fine-tuned", "leak", "learning rate", "rate", "size", "strength"],
      "weight decay",
    ]);
  });

  it("repeats baseline and fine-tuned networks with four seeds, under every shift and from every source", () => {
    const { runs } = all.full;
    const seedsOf = (part: string, of: (run: Run) => string) => {
      const seeds = new Map<string, number[]>();
      for (const run of runs.filter(({ labels }) => labels!.part === part)) {
        const list = seeds.get(of(run)) ?? [];
        seeds.set(of(run), [...list, Number(run.spec.seed)]);
      }
      for (const [what, list] of seeds) {
        assert.deepEqual([...new Set(list)].sort(), [1, 2, 3, 4], what);
      }
      return [...seeds.keys()].sort();
    };
    const references = ["untouched", ...Object.keys(inSupportShifts)].sort();
    assert.deepEqual(
      seedsOf("baseline", ({ labels }) => String(labels!.reference)),
      references,
    );
    const ways = [
      ...["broad", "plain"].flatMap((source) =>
        ["full", "lp-ft", "class-means"].map((way) => `${source}, ${way}`),
      ),
      ...["full", "lp-ft"].map((way) => `imagenet, ${way}`),
    ];
    assert.deepEqual(
      seedsOf("fine-tuned", ({ labels }) =>
        [labels!.reference, labels!.source, labels!.strategy].join(", "),
      ),
      references
        .flatMap((reference) => ways.map((way) => `${reference}, ${way}`))
        .sort(),
    );
  });

  it("draws main runs from other seeds than those that learning rates and reference sets were chosen by", () => {
    const others = new Set(
      [
        ...all.full.trials,
        ...referenceSets.declare("full", nothing).flatMap(runsOf),
      ].map(({ spec }) => spec.seed),
    );
    const main = all.full.runs.filter(({ labels }) => labels!.part !== "rate");
    assert.ok(main.length > 0);
    assert.deepEqual(
      main.filter(({ spec }) => others.has(spec.seed)),
      [],
    );
  });

  it("prepares and tests every network of a shift alike", () => {
    const tasks = new Map<string, Set<string>>();
    for (const { spec, labels } of all.full.runs) {
      if (!["baseline", "fine-tuned"].includes(String(labels!.part))) continue;
      const { test, preparation, reference, shifted } = spec;
      const key = `${String(labels!.reference)}, seed ${String(spec.seed)}`;
      const task = { test, preparation, reference, shifted };
      tasks.set(key, (tasks.get(key) ?? new Set()).add(JSON.stringify(task)));
    }
    assert.equal(tasks.size, 5 * 4);
    for (const [key, found] of tasks) assert.equal(found.size, 1, key);
  });

  it("starts from no pre-training set that holds the task's own data set or classes", () => {
    const runs = profiles.flatMap((profile) => all[profile].runs);
    const datasets = new Set(runs.map(({ spec }) => spec.dataset));
    assert.deepEqual([...datasets], ["fashion-mnist"]);
    const task = new Set(classNames("fashion-mnist"));
    const sources = new Set(
      runs.flatMap(({ spec }) => (spec.pretraining as string | null) ?? []),
    );
    sources.delete("imagenet");
    assert.ok(sources.size >= 10);
    for (const name of sources) {
      const { set, classNames: seen } = loadPretrained(name).about;
      // All images of such a set are letters and symbols from fonts, and digits of MNIST.
      assert.deepEqual(
        Object.keys(set.classes).sort(),
        ["digits", "letters", "symbols"],
        name,
      );
      assert.ok(
        seen.every((each) => [...each].length === 1 && !task.has(each)),
      );
    }
  });
});

/** The runs of a study's full profile, and the committed results; skips the test while there are none. */
function committed(context: Mocha.Context, study: typeof clothesShifts) {
  const file = join(committedFolder(), `${study.name}.csv`);
  if (!existsSync(file)) {
    console.log(`    Skipped: data/results/${study.name}.csv is not there yet`);
    context.skip();
  }
  const records = committedRecords(committedFolder());
  const runs = uniqueRuns(plannedRuns(study, "full", records));
  const missing = runs.filter(({ id }) => !records.has(id));
  assert.deepEqual(
    missing.map(({ experiment, spec }) => `${experiment}, seed ${spec.seed}`),
    [],
    `${missing.length} of ${runs.length} runs are not among the committed results`,
  );
  return tableOf(runs, records);
}

describe("committed results", () => {
  it("of reference sets lead to what the study of synthetic shifts works with", function () {
    const results = committed(this, referenceSets);
    const { outOfSupport, preparation, augmentation } = chosen;
    assert.deepEqual(
      chooseReferenceSet(
        straightness(results),
        Object.values(candidateStrengths).map((specs) =>
          specs.map(candidateSplit),
        ),
      ),
      {
        preparation,
        augmentation,
        splits: Object.values(outOfSupport).map(candidateSplit),
      },
    );
  });

  it("hold every run of synthetic shifts", function () {
    committed(this, clothesShifts);
  });

  it("hold every run of support splitting, with numbers for each example", async function () {
    committed(this, supportSplitting);
    await withFolder(async (folder) => {
      const store = openStore(join(folder, "empty"));
      const nothingToDo = {
        ...inProcess(),
        execute: () => assert.fail("nothing is missing"),
      };
      const options = { store, engine: nothingToDo, progress: false };
      const { domains, models } = await supportSplittingResults(
        "full",
        options,
      );
      assert.ok(domains.every(({ scores }) => scores.every(Number.isFinite)));
      const sizes = new Set(
        models.flatMap(({ correct }) =>
          Object.entries(correct).map(
            ([set, flags]) => `${set} ${flags.length}`,
          ),
        ),
      );
      assert.deepEqual([...sizes].sort(), [
        "mnist-easier-half 5000",
        "mnist-harder-half 5000",
        "printed-digits 5000",
        "uci-digits 1797",
      ]);
    })();
  });
});
