import type { ImagenetModel } from "../../data";
import type { AccuracyLine, Interval } from "../../robustness";
import type { ImagenetRobustness } from "./analyse";
import type { ImagenetShift } from "./imagenet-shifts";

/** A model in the plane of accuracies, fractions. */
interface PanelModel {
  name: string;
  reference: number;
  shifted: number;
  source?: string;
}

/** What a panel of Figure 1 shows. */
export interface ImagenetPanel {
  baselines: PanelModel[];
  pretrained: PanelModel[];
  line: AccuracyLine;
  effectiveRobustness?: Interval;
  matchedDifference?: Interval;
}

/**
 * A shift's models as `accuracyOnTheLine` takes them, the line as the paper draws it, and the number that counts: effective robustness
 * where the baseline is a line, else the matched difference.
 *
 * @param by what gives a model its colour. Default the corpus it was pre-trained on.
 */
export function imagenetPanel(
  { shift, scratch, models, byLine, diagnosis, robustness }: ImagenetRobustness,
  by: "pretraining_corpus" | "supervision" = "pretraining_corpus",
): ImagenetPanel {
  return {
    baselines: scratch.map((model) => placed(model, shift)),
    pretrained: models.map((model) => ({
      ...placed(model, shift),
      source: model[by],
    })),
    line: byLine.line,
    ...(diagnosis.isLine
      ? { effectiveRobustness: robustness }
      : { matchedDifference: robustness }),
  };
}

const placed = (model: ImagenetModel, shift: ImagenetShift): PanelModel => ({
  name: model.model,
  reference: model[shift.reference],
  shifted: model[shift.shifted],
});
