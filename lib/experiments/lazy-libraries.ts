/* eslint-disable @typescript-eslint/no-require-imports -- import() is not compiled where tests run from the sources */
type Networks = typeof import("../models") &
  typeof import("../methods") &
  typeof import("../pretraining") &
  typeof import("../training");

/** What makes and trains networks; loaded when it is needed, for it brings TensorFlow. */
export const networks = () =>
  ({
    ...require("../models"),
    ...require("../methods"),
    ...require("../pretraining"),
    ...require("../training"),
  }) as Networks;

/** What splits shifts by support; likewise. */
export const support = () =>
  require("../support") as typeof import("../support");
/* eslint-enable @typescript-eslint/no-require-imports */
