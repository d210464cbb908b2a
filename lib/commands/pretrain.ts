import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "../files/make-folder";
import { gitRevision, nearestName } from "../files";
import { hashPretrainingSet } from "../pretraining";
import { pretrainedPath } from "../pretraining/pretrained-files";
import {
  loadPretrained,
  pretrain,
  pretrainingPlans,
  type PretrainingPlan,
} from "../pretraining/pretrained";
import { completeRecipe } from "../training/recipe";
import { writeWeightsFile } from "../models/weights-file";

/**
 * The command `npm run pretrain [-- NAME …] [--again]`: makes the files in
 * `data/weights`, each as soon as it is trained. What is there and made by the
 * plan as it stands is kept, unless asked to make it again.
 *
 * @throws Error for a name that is no plan's.
 */
export async function main(args: string[]): Promise<void> {
  const again = args.includes("--again");
  const asked = args.filter((arg) => arg !== "--again");
  const known = Object.keys(pretrainingPlans);
  const stranger = asked.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw new Error(
      `There is no pre-training "${stranger}". ${nearestName(stranger, known)}`,
    );
  }
  const revision = gitRevision("lib");
  for (const name of asked.length > 0 ? asked : known) {
    const plan = pretrainingPlans[name];
    if (!again && isMade(name, plan)) {
      console.log(`${name}: there already`);
      continue;
    }
    const started = performance.now();
    const { weights, about } = await pretrain(name, plan, {
      revision,
      progress: true,
    });
    const path = pretrainedPath(name);
    makeFolder(dirname(path));
    writeWeightsFile(path, { weights, about: { ...about } });
    const seconds = Math.round((performance.now() - started) / 1000);
    const accuracy = (100 * about.correct) / about.total;
    console.log(
      `${name}: ${accuracy.toFixed(1)} % of ${about.classNames.length} classes, ${seconds} s`,
    );
  }
}

/** Whether the weights are there and come from this very plan. */
function isMade(name: string, plan: PretrainingPlan): boolean {
  if (!existsSync(pretrainedPath(name))) return false;
  const { about } = loadPretrained(name);
  const { widths, depth } = about.network;
  const found = [about.setHash, { widths, depth }, about.recipe, about.seed];
  const wanted = [
    hashPretrainingSet(plan.set),
    plan.network,
    completeRecipe(plan.recipe),
    plan.seed,
  ];
  return JSON.stringify(found) === JSON.stringify(wanted);
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
