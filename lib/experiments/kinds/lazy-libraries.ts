/* eslint-disable @typescript-eslint/no-require-imports -- import() is not compiled where tests run from the sources */
/** What trains networks; loaded when it is needed, for it brings TensorFlow. */
export const training = () =>
  require("../../training") as typeof import("../../training");

/** What splits shifts by support; likewise. */
export const splitting = () =>
  require("../../splitting") as typeof import("../../splitting");
/* eslint-enable @typescript-eslint/no-require-imports */
