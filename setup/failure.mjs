/** A failure the user can act on: its message is the whole story, no stack. */
export class Failure extends Error {
  /**
   * @param {string} message what went wrong
   * @param {{ remedy?: string, log?: string }} [more] what to do; where the whole output is
   */
  constructor(message, { remedy, log } = {}) {
    super(message);
    this.remedy = remedy;
    this.log = log;
  }
}

const causes = [
  {
    pattern: /ENOSPC|No space left on device|disk quota exceeded/i,
    message: "the disk is full",
    remedy:
      "Free some space (about 4 GB are needed), or move the cache with LAB_CACHE_DIR.",
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|Temporary failure in name resolution|Name or service not known|Failed to establish a new connection|Network is unreachable|Could not resolve host|NameResolutionError/i,
    message: "no network: the package registry cannot be reached",
    remedy:
      "Check the connection (or the proxy and registry settings of npm and pip), then run again.",
  },
  {
    pattern: /from versions: none\)|No matching distribution found/,
    message:
      "the Python package index cannot be reached, or does not hold what is pinned",
    remedy:
      "Check the connection (or pip's proxy and index settings), then run again.",
  },
  {
    pattern: /EACCES|EPERM|Permission denied/,
    message: "a file or folder may not be written",
    remedy:
      "Check who owns the project's folder and the cache; no root is needed.",
  },
  {
    pattern:
      /EINTEGRITY|THESE PACKAGES DO NOT MATCH THE HASHES|sha256 .* expected/,
    message: "a download is not the file that was pinned",
    remedy:
      "Run again; if it repeats, a mirror or proxy on the way changes what it passes on.",
  },
];

/**
 * The plain cause behind a command's output or an error's text, where it is a known one.
 *
 * @param {string} text
 */
export function knownCause(text) {
  return causes.find(({ pattern }) => pattern.test(text));
}
