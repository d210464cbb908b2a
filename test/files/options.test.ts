import assert from "node:assert/strict";
import {
  callable,
  finite,
  flag,
  level,
  list,
  oneOf,
  seed,
  share,
  text,
  whole,
} from "../../lib/files/option-kinds";
import { optionChecker, optionGroup } from "../../lib/files/options";

interface Options {
  band?: "mean" | "prediction";
  level?: number;
  least?: number;
  resamples?: number;
  seed?: number;
  step?: number;
  title?: string;
  shown?: boolean;
  values?: ArrayLike<number>;
  test?: () => boolean;
  augmentation?: { shift?: number; flip?: boolean };
}

const check = optionChecker<Options>("fit", {
  band: oneOf("mean", "prediction"),
  level,
  least: share,
  resamples: whole(2, 1e6),
  seed,
  step: finite({ above: 0 }),
  title: text,
  shown: flag,
  values: list,
  test: callable,
  augmentation: optionGroup<{ shift?: number; flip?: boolean }>({
    shift: whole(0),
    flip: flag,
  }),
});

const refuses = (options: unknown, message: string) =>
  assert.throws(() => check(options as Options), new RangeError(message));

describe("option checker", () => {
  it("lets through what is in range, and what is left out", () => {
    check({});
    check({
      band: "prediction",
      level: 0.9,
      least: 1,
      resamples: 2,
      seed: -3,
      step: 1e-9,
      title: "",
      shown: false,
      values: Float32Array.of(1),
      test: () => true,
      augmentation: { shift: 2 },
    });
    check({ level: undefined, augmentation: {} });
    check(JSON.parse('{"level": 0.5}') as Options);
  });

  it("names the nearest option there is", () => {
    refuses(
      { levle: 0.9 },
      'fit has no option "levle". Did you mean "level"? Known: band, level, least, resamples, seed, step, title, shown, values, test, augmentation.',
    );
    refuses(
      { augmentation: { shfit: 1 } },
      'fit has no option "augmentation.shfit". Did you mean "shift"? Known: shift, flip.',
    );
  });

  it("names the nearest word", () => {
    refuses(
      { band: "predicton" },
      'fit: option band is "predicton". Did you mean "prediction"? Known: mean, prediction.',
    );
    refuses(
      { band: 3 },
      'fit: option band is 3, expected "mean" or "prediction".',
    );
  });

  it("says what a value may be, and what was meant", () => {
    refuses(
      { level: 95 },
      "fit: option level is 95, expected a confidence level between 0 and 1 (did you mean 0.95?).",
    );
    refuses(
      { level: "0.9" },
      'fit: option level is "0.9", expected a confidence level between 0 and 1 (a number, not text).',
    );
    for (const value of [0, 1, NaN, null, -0.5])
      refuses(
        { level: value },
        `fit: option level is ${value}, expected a confidence level between 0 and 1.`,
      );
    refuses(
      { least: 90 },
      "fit: option least is 90, expected a number from 0 to 1 (did you mean 0.9?).",
    );
    refuses(
      { resamples: 2.5 },
      "fit: option resamples is 2.5, expected a whole number from 2 to 1000000.",
    );
    refuses(
      { step: "1e-9" },
      'fit: option step is "1e-9", expected a finite number, above 0 (a number, not text).',
    );
    refuses(
      { step: Infinity },
      "fit: option step is Infinity, expected a finite number, above 0.",
    );
    refuses(
      { seed: NaN },
      "fit: option seed is NaN, expected a finite number as seed.",
    );
    refuses({ title: 7 }, "fit: option title is 7, expected text.");
    refuses(
      { shown: "no" },
      'fit: option shown is "no", expected true or false.',
    );
    refuses({ values: 3 }, "fit: option values is 3, expected a list.");
    refuses({ test: true }, "fit: option test is true, expected a function.");
    refuses(
      { augmentation: { shift: -1 } },
      "fit: option augmentation.shift is -1, expected a whole number from 0 up.",
    );
  });

  it("refuses options that are no object", () => {
    refuses(null, "fit: the options are null, expected an object of options.");
    refuses(0.9, "fit: the options are 0.9, expected an object of options.");
    refuses(
      { augmentation: true },
      "fit: option augmentation is true, expected an object of options.",
    );
  });
});
