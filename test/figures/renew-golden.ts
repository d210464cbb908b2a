import { writeFileSync } from "node:fs";
import { closeBrowser } from "../../lib/figures";
import { drawGolden, goldenFigures, goldenPath } from "./golden";

/** `npm run golden`: draw all golden pictures anew, after a change that is meant. */
async function renew(): Promise<void> {
  for (const [name, figure] of Object.entries(goldenFigures())) {
    const png = await drawGolden(figure);
    writeFileSync(goldenPath(name), png);
    console.log(`${name}: ${png.length} bytes`);
  }
  await closeBrowser();
}

void renew();
