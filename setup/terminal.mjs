const live = process.stderr.isTTY === true;
const width = 24;

// Progress goes to standard error: standard output is for results.

/** @param {number} bytes */
export const megabytes = (bytes) =>
  bytes >= 1e6
    ? `${Math.round(bytes / 1e6)} MB`
    : `${Math.round(bytes / 1e3)} kB`;

/** @param {number} seconds */
export const duration = (seconds) =>
  seconds < 60
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${String(Math.round(seconds % 60)).padStart(2, "0")} s`;

/**
 * One line that is overwritten while something runs, and stays when it is done.
 * Where the output is no terminal, a line is printed only when a tenth more is done.
 *
 * @param {string} title
 */
export function progressLine(title) {
  let detail = "";
  let tenth = -1;
  const started = Date.now();
  const draw = () => {
    const elapsed = duration((Date.now() - started) / 1000);
    const words = [title, detail, elapsed].filter(Boolean).join("  ");
    process.stderr.write(`\r\x1b[K${words}`);
  };
  const ticker = live ? setInterval(draw, 500) : undefined;
  if (live) draw();
  return {
    /** @param {string} text */
    say(text) {
      detail = text;
      if (live) draw();
    },
    /** @param {number} done @param {number | undefined} total @param {(n: number) => string} [unit] */
    bar(done, total, unit = megabytes) {
      if (!total) return this.say(unit(done));
      const share = Math.min(1, done / total);
      const full = Math.round(share * width);
      const drawn = `${"█".repeat(full)}${"░".repeat(width - full)}`;
      detail = `${drawn} ${unit(done)} of ${unit(total)}`;
      if (live) return draw();
      if (Math.floor(share * 10) > tenth) {
        tenth = Math.floor(share * 10);
        console.error(`${title}  ${detail}`);
      }
    },
    /** A line above that stays. @param {string} text */
    note(text) {
      console.error(`${live ? "\r\x1b[K" : ""}${text}`);
      if (live) draw();
    },
    /** Ends it without a trace. */
    clear() {
      clearInterval(ticker);
      if (live) process.stderr.write("\r\x1b[K");
    },
    /** @param {string} text */
    end(text) {
      clearInterval(ticker);
      console.error(`${live ? "\r\x1b[K" : ""}${title}  ${text}`);
    },
  };
}
