import assert from "node:assert/strict";
import {
  completeSlurmOptions,
  slurmMinutes,
  type SlurmOptions,
} from "../../../lib/runs/engines/slurm-options";

const good: SlurmOptions = { partition: "gpu", time: "1:00:00", memory: "4G" };

describe("Slurm options", () => {
  it("are completed", () => {
    assert.deepEqual(completeSlurmOptions({ ...good, throttle: undefined }), {
      ...good,
      throttle: 50,
      chunk: 1,
      account: null,
      extra: [],
      attempts: 3,
      pollSeconds: 15,
      onInterrupt: "leave",
    });
  });

  it("read times as Slurm does", () => {
    // The forms of sbatch's manual page.
    const forms: [string, number][] = [
      ["90", 90],
      ["1:30", 2],
      ["02:30:00", 150],
      ["1-12", 2160],
      ["1-12:30", 2190],
      ["1-12:30:01", 2191],
    ];
    for (const [time, minutes] of forms)
      assert.equal(slurmMinutes(time), minutes, time);
  });

  const refused: [keyof SlurmOptions, unknown, RegExp][] = [
    ["time", "2 hours", /time is "2 hours".*"02:30:00"/],
    ["time", "1h", /time is "1h"/],
    ["time", "00:00:00", /above 0/],
    ["time", "1:2:3:4", /time/],
    ["time", "", /time/],
    ["memory", "4", /memory is "4".*"4G"/],
    ["memory", "4 GB", /memory is "4 GB"/],
    ["memory", "0G", /memory/],
    ["memory", undefined, /memory is missing/],
    ["partition", undefined, /partition is missing.*sinfo/],
    ["partition", "a b", /partition is "a b"/],
    ["account", "x\n#SBATCH --exclusive", /account/],
    ["throttle", 0, /throttle is 0, expected a whole number from 1/],
    ["chunk", 1.5, /chunk is 1.5/],
    ["attempts", NaN, /attempts/],
    ["attempts", -1, /attempts is -1/],
    ["pollSeconds", 0, /pollSeconds is 0/],
    ["extra", ["-n 4"], /extra is "-n 4".*--gres=gpu:1/],
    ["extra", ["--array=0-9"], /does not set itself/],
    ["extra", ["--comment=a\nrm -rf x"], /extra/],
  ];
  for (const [option, value, message] of refused)
    it(`refuse ${option} ${JSON.stringify(value)}`, () => {
      const options = { ...good, [option]: value } as SlurmOptions;
      assert.throws(() => completeSlurmOptions(options), message);
    });
});
