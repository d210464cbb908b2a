import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, venvPython } from "../../setup/paths.mjs";

interface Told {
  event: string;
  [name: string]: unknown;
}

interface Output {
  output_type: string;
  name?: string;
  text?: string[];
  evalue?: string;
}

/** What a cell printed. */
const printed = (outputs: Output[]) =>
  outputs.flatMap(({ text }) => text ?? []).join("");

describe("executing a notebook", function () {
  this.timeout(120_000);
  let folder: string;
  before(function () {
    if (!existsSync(venvPython)) {
      console.log("      skipped: no .venv (npm run setup makes it)");
      this.skip();
    }
  });
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "notebook-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Executes code cells in order; a cell may be tagged by a first line `// tag TAG`. */
  function execute(cells: string[], seconds = 100) {
    const source = join(folder, "source.ipynb");
    const target = join(folder, "target.ipynb");
    writeFileSync(
      source,
      JSON.stringify({
        cells: cells.map((text, i) => ({
          cell_type: "code",
          id: `cell-${i}`,
          metadata: {
            tags: /^\/\/ tag (\S+)/.exec(text)?.slice(1) ?? [],
          },
          execution_count: null,
          outputs: [],
          source: text,
        })),
        metadata: {
          kernelspec: {
            name: "tslab",
            display_name: "TypeScript",
            language: "typescript",
          },
        },
        nbformat: 4,
        nbformat_minor: 5,
      }),
    );
    const { status, stdout, stderr } = spawnSync(
      venvPython,
      [
        join(root, "setup", "execute_notebook.py"),
        source,
        target,
        String(seconds),
      ],
      {
        encoding: "utf8",
        env: {
          ...process.env,
          JUPYTER_PREFER_ENV_PATH: "1",
          LAB_PARAMETERS: '{"strength":"0.7"}',
        },
      },
    );
    assert.ok(stdout.trim(), stderr);
    const told = stdout
      .trim()
      .split("\n")
      .map((line): Told => JSON.parse(line));
    const { cells: executed } = JSON.parse(readFileSync(target, "utf8")) as {
      cells: {
        execution_count: number | null;
        metadata: object;
        outputs: Output[];
      }[];
    };
    return { status, told, last: told.at(-1)!, executed };
  }

  it("tells each cell, hands parameters over, finds the headline", () => {
    const { status, told, last, executed } = execute([
      "const given = JSON.parse(process.env.LAB_PARAMETERS!);",
      "// tag headline\nconsole.log(`strength ${given.strength}`);",
    ]);
    assert.equal(status, 0);
    assert.deepEqual(
      told.slice(0, -1).map(({ event, cell, of }) => [event, cell, of]),
      [
        ["cell", 1, 2],
        ["cell", 2, 2],
      ],
    );
    assert.equal(last.headline, "strength 0.7");
    assert.deepEqual(last.warnings, []);
    assert.deepEqual(
      executed.map((cell) => cell.execution_count),
      [1, 2],
    );
    assert.ok(executed.every((cell) => !("execution" in cell.metadata)));
  });

  it("shows the failing cell's source and error, and keeps what came before", () => {
    const { status, last, executed } = execute([
      'console.log("before");',
      "const x: number = 2;\nthrow new Error(`boom ${x}`);",
      'console.log("after");',
    ]);
    assert.equal(status, 1);
    assert.equal(last.event, "failed");
    assert.equal(last.cell, 2);
    assert.match(String(last.source), /throw new Error/);
    assert.match(String(last.problem), /boom 2/);
    assert.doesNotMatch(String(last.problem), /node_modules/);
    assert.equal(executed[0].outputs.length, 1);
    assert.equal(executed[2].outputs.length, 0);
  });

  it("reports a type error as one", () => {
    const { last } = execute(['const x: number = "text";']);
    assert.match(String(last.problem), /not assignable to type 'number'/);
  });

  it("knows an earlier cell's variables in shorthand properties too", () => {
    const { status, told } = execute([
      "const seed = 7;\nconst { p, q } = { p: 1, q: 2 };",
      "// tag headline\nconst inner = (q: number) => ({ q, seed });\nconsole.log(JSON.stringify([{ seed, p }, inner(3)]));",
    ]);
    assert.equal(status, 0);
    assert.equal(told.at(-1)?.headline, '[{"seed":7,"p":1},{"q":3,"seed":7}]');
  });

  it("lets a pattern rename properties whose type an earlier cell declared", () => {
    const { status, told } = execute([
      "type Data = { reference: { X: number[] }; count: number };\nconst f = (): Data => ({ reference: { X: [5] }, count: 2 });",
      "// tag headline\nconst { reference: { X }, count: n = 3 } = f();\nconsole.log(`${X[0]} ${n}`);",
    ]);
    assert.equal(status, 0, String(told.at(-1)?.problem));
    assert.equal(told.at(-1)?.headline, "5 2");
  });

  it("loses no output, and executes what follows a cell that may fail", () => {
    const lines = 20_000;
    const { status, last, executed } = execute([
      `for (let i = 0; i < ${lines}; i++) console.log(i);
import { display } from "tslab";
display.html("<b>figure</b>");`,
      "// tag raises-exception\nthrow new Error('as expected');",
      "setTimeout(() => console.log('late'), 200);\nlet cells = 1;",
      `for (const byte of Buffer.from("ä→")) process.stdout.write(Uint8Array.of(byte));
await new Promise<void>((written) => process.stderr.write("!", () => written()));`,
      "// tag headline\nconsole.log(`${++cells} cells`);",
    ]);
    assert.equal(status, 0, String(last.problem));
    assert.equal(last.headline, "2 cells");
    assert.deepEqual(last.warnings, ["!"]);
    const [long, expected, late, bytes] = executed.map(
      ({ outputs }) => outputs,
    );
    assert.deepEqual(
      long.map(({ output_type }) => output_type),
      ["stream", "display_data"],
    );
    assert.equal(printed(long).trim().split("\n").length, lines);
    assert.match(printed(expected), /as expected/);
    assert.match(printed(late), /late/);
    assert.equal(printed(bytes), "ä→!");
    assert.deepEqual(
      executed.map((cell) => cell.execution_count),
      [1, 2, 3, 4, 5],
    );
  });

  it("fails of a promise that is rejected though no cell awaits it, at that cell", () => {
    const { status, last, executed } = execute([
      "const save = async (name: string) => { throw new Error(`no name: ${name}`); };",
      "void save('bad/name');",
      "console.log('after');",
    ]);
    assert.equal(status, 1);
    assert.equal(last.cell, 2);
    assert.match(String(last.problem), /no cell awaits.*no name: bad\/name/s);
    assert.equal(executed[2].execution_count, null);
  });

  it("hears what fails after the last cell, and tells it of the cell that began it", () => {
    const { status, last, executed } = execute([
      "const later = (ms: number) => new Promise((after) => setTimeout(after, ms));\nsetTimeout(() => { throw new Error('in a timer'); }, 400), undefined;",
      "void later(300).then(() => { throw new Error('in a promise'); });",
      "console.log('last');",
    ]);
    assert.equal(status, 1);
    assert.equal(last.cell, 1);
    assert.match(String(last.problem), /in a timer or an event.*in a timer/s);
    assert.deepEqual(
      executed.map(({ outputs }) => outputs.map(({ evalue }) => evalue)),
      [["in a timer"], ["in a promise"], [undefined]],
    );
  });

  it("says of a kernel that ended itself that it did, with its exit code", () => {
    const { status, last } = execute(["process.exit(3);"]);
    assert.equal(status, 1);
    assert.equal(last.cell, 1);
    assert.match(String(last.problem), /exit code 3.*process\.exit/);
  });

  it("says of a kernel that was killed what it was killed by", () => {
    const killed = execute(['process.kill(process.pid, "SIGKILL");']);
    assert.match(String(killed.last.problem), /killed: .*memory/);
  });

  it("tells its own lines apart from what a cell writes past the notebook", () => {
    const { status, told } = execute([
      `require("node:fs").writeSync(1, "no JSON\\n");`,
    ]);
    assert.equal(status, 0);
    assert.deepEqual(
      told.map(({ event }) => event),
      ["cell", "done"],
    );
  });

  it("ends a notebook that takes too long", () => {
    const { status, last } = execute(
      ["await new Promise(() => setInterval(() => {}, 1000));"],
      6,
    );
    assert.equal(status, 1);
    assert.match(String(last.problem), /Time limit of 0\.1 minutes/);
  });
});
