// A process that carries out runs; see `runWorker`. It knows every kind of run that is listed.
import "../experiments/kinds";
import { runWorker } from "../runs/engines/worker-process";

runWorker(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
