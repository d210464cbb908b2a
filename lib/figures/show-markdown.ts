import { notebookOutput } from "./notebook-output";

/**
 * Show text with computed numbers in it in the notebook, as Markdown. Outside a notebook it goes to standard output.
 *
 * @example lab.showMarkdown(`ER is **${(100 * robustness.mean).toFixed(1)} points**.`);
 */
export function showMarkdown(text: string): void {
  const shown = notebookOutput({
    data: { "text/markdown": text, "text/plain": text },
  });
  if (!shown) console.log(text);
}
