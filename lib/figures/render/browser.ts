import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser } from "puppeteer-core";
import { isAlive } from "../../files";
import { CHROME_REMEDY, chromes } from "./chrome";

/** No browser could be started to draw a figure with; the message says what to install. */
export class NoBrowserError extends Error {
  override name = "NoBrowserError";
}

let launching: Promise<Browser> | undefined;

/**
 * The browser that draws figures: started at first need, kept for the next figures, gone with this process. It does not keep
 * the process alive (see {@link whileDrawing}), and it ends by itself when the process is killed, since it is driven through a pipe.
 *
 * @throws NoBrowserError when none starts.
 */
export function browser(): Promise<Browser> {
  launching ??= launch().catch((error: unknown) => {
    launching = undefined;
    throw error;
  });
  return launching;
}

/** Close the browser, if one runs. The next figure starts another. */
export async function closeBrowser(): Promise<void> {
  const running = launching;
  launching = undefined;
  await (await running?.catch(() => undefined))?.close();
}

async function launch(): Promise<Browser> {
  const failures: string[] = [];
  for (const { origin, executable } of chromes()) {
    try {
      return await start(await executable());
    } catch (error) {
      failures.push(`${origin}: ${firstLine(error)}`);
    }
  }
  const tried = failures.length
    ? `Tried ${failures.join("; ")}.`
    : "None was found.";
  throw new NoBrowserError(
    `No browser to draw the figure with. ${tried} ${CHROME_REMEDY}`,
  );
}

async function start(executablePath: string): Promise<Browser> {
  await checkStarts(executablePath);
  clearStaleProfiles();
  const profile = mkdtempSync(join(tmpdir(), `${PROFILE}${process.pid}-`));
  try {
    const started = await puppeteer.launch({
      executablePath,
      userDataDir: profile,
      headless: "shell",
      pipe: true,
      // The notebook's kernel is interrupted with SIGINT: that must not end it.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: LAUNCH_ARGUMENTS,
    });
    endTogether(started, profile);
    return started;
  } catch (error) {
    clear(profile);
    throw error;
  }
}

/** That the system starts it at all: where it does not (a folder, no program, not ours to execute), puppeteer lets the process end. */
async function checkStarts(executable: string): Promise<void> {
  const child = spawn(executable, ["--version"], { stdio: "ignore" });
  await once(child, "spawn").finally(() => child.kill("SIGKILL"));
}

/** The browser ends with this process, and its profile with it. */
function endTogether(started: Browser, profile: string): void {
  keepAlive(started, false);
  const endWithProcess = () => {
    killGroup(started.process()!);
    clear(profile);
  };
  process.once("exit", endWithProcess);
  started.once("disconnected", () => (launching = undefined));
  started.process()!.once("exit", () => {
    process.off("exit", endWithProcess);
    killGroup(started.process()!);
    clear(profile);
  });
}

/** Kill the browser with its helpers: it leads a process group of its own. */
function killGroup({ pid }: ChildProcess): void {
  try {
    process.kill(-pid!, "SIGKILL");
  } catch {
    // it has ended, or this system has no process groups
  }
}

/** Remove the browser's profile, as far as a helper that is just ending lets it be removed. */
function clear(profile: string): void {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // some files stay in the system's temporary folder
  }
}

/** What profiles' folders are called, before the process's number. */
const PROFILE = "figures-browser-";

/** Remove the profiles of processes that were killed and could not do so (Jupyter kills its kernels). */
function clearStaleProfiles(): void {
  for (const folder of readdirSync(tmpdir())) {
    const [, pid] = new RegExp(`^${PROFILE}(\\d+)-`).exec(folder) ?? [];
    if (pid && !isAlive(Number(pid))) clear(join(tmpdir(), folder));
  }
}

const isRoot = process.getuid?.() === 0;

/** A browser that stays off the network, draws text the same everywhere, and can be run by root (in containers). */
export const LAUNCH_ARGUMENTS = [
  ...(isRoot ? ["--no-sandbox"] : []),
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-gpu",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
];

const firstLine = (error: unknown) =>
  (error instanceof Error ? error.message : String(error))
    .trim()
    .split("\n")[0];

/** Do some drawing; until it is done the browser keeps this process alive. */
export async function whileDrawing<T>(
  running: Browser,
  draw: () => Promise<T>,
): Promise<T> {
  keepAlive(running, true);
  try {
    return await draw();
  } finally {
    keepAlive(running, false);
  }
}

/** Whether the browser's process and pipes keep this process from ending. */
function keepAlive(running: Browser, alive: boolean): void {
  const child = running.process();
  const handles = [child, ...(child?.stdio ?? [])] as unknown[];
  for (const handle of handles as ({ ref?(): void; unref?(): void } | null)[]) {
    if (alive) handle?.ref?.();
    else handle?.unref?.();
  }
}
