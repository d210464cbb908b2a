import { execFile } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { makeFolder } from "../../files/make-folder";
import { cacheFolder, clearUnfinished } from "../../files";

/** Environment variable that names the Chrome or Chromium to draw with. */
export const CHROME_VARIABLE = "CHROME_PATH";

const NAMES = [
  "google-chrome-stable",
  "google-chrome",
  "chromium",
  "chromium-browser",
  "chrome",
];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
];

/** A browser that may draw figures. */
export interface Chrome {
  /** Where it comes from, for messages. */
  origin: string;
  /** Path of the executable; unpacks it first where it is packed. */
  executable(): Promise<string>;
}

/**
 * The browsers that may draw figures on this machine, best first: the one that `$CHROME_PATH` names (and then no other), an
 * installed Chrome or Chromium, the Chromium that the npm package `@sparticuz/chromium` ships (Linux only).
 */
export function chromes(): Chrome[] {
  const chosen = process.env[CHROME_VARIABLE];
  if (chosen) {
    return [{ origin: `$${CHROME_VARIABLE}`, executable: async () => chosen }];
  }
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const installed = [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...PLACES,
  ].find(isProgram);
  return [
    ...(installed
      ? [{ origin: "installed", executable: async () => installed }]
      : []),
    ...(process.platform === "linux"
      ? [{ origin: "@sparticuz/chromium", executable: unpackedChromium }]
      : []),
  ];
}

/** Whether it is a file that we may execute. */
function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What to do when no browser starts. */
export const CHROME_REMEDY = `Install Chrome or Chromium (Debian, Ubuntu: apt-get install chromium; macOS: brew install --cask google-chrome), or set ${CHROME_VARIABLE} to one.`;

/**
 * Unpack the packed Chromium into the cache, once. The package itself unpacks into the system's temporary folder and takes whatever
 * file it finds there for a whole one; here it appears under its final name only when it is complete.
 */
async function unpackedChromium(): Promise<string> {
  const require = createRequire(__filename);
  const entry = require.resolve("@sparticuz/chromium");
  const manifest = join(entry, "..", "..", "..", "package.json");
  const { version } = require(manifest) as { version: string };
  const folder = join(cacheFolder(), `chromium-${version}`);
  const executable = join(folder, "chromium");
  clearUnfinished(dirname(folder), "chromium-");
  if (existsSync(executable)) return executable;

  const partial = `${folder}.${process.pid}.tmp`;
  makeFolder(partial);
  try {
    // A process of its own, since the package takes the folder from the environment.
    await promisify(execFile)(
      process.execPath,
      [
        "-e",
        "require(process.argv[1]).executablePath().catch((e) => { console.error(e.message); process.exit(1); })",
        entry,
      ],
      { env: { ...process.env, TMPDIR: partial } },
    );
    makeReadable(partial);
    renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(executable)) throw error; // else another process was first
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return executable;
}

/** Gives all users of the cache what its maker may do, but for writing: the package unpacks for its maker alone. */
function makeReadable(folder: string): void {
  const entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const path of [folder, ...entries.map((name) => join(folder, name))]) {
    const own = statSync(path).mode & 0o500;
    chmodSync(path, (statSync(path).mode & 0o777) | (own >> 3) | (own >> 6));
  }
}
