/** How fetching is followed and ended. */
export interface FetchOptions {
  /** Told the bytes fetched so far, and in all where the source says. */
  progress?: (done: number, total?: number) => void;
  /** Ends what is under way. */
  signal?: AbortSignal;
}
