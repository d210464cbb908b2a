import { checkNoEmptyClass } from "../../training/check-images";
import { requireLabels } from "../../images/labelled-images";
import { requireFeatures, type Features } from "../../training/features";
import { applyHead, type LinearHead } from "./linear-head";

/**
 * A head that sends each image to the class whose mean features are nearest: what
 * a pre-trained network knows of new classes without training, as a stand-in for
 * a zero-shot head. Its one scale is chosen by the likelihood of the labels.
 *
 * @throws Error where a class has no example.
 */
export function classMeansHead(
  features: Features,
  labels: Uint8Array,
  classes: number,
): LinearHead {
  requireFeatures(features, "features to average");
  requireLabels(labels, features.count, "features to average");
  checkNoEmptyClass(labels, classes, "features");
  const { values, count, width } = features;
  const means = new Float64Array(classes * width);
  const counts = new Float64Array(classes);
  for (let i = 0; i < count; i++) {
    counts[labels[i]] += 1;
    for (let j = 0; j < width; j++) {
      means[labels[i] * width + j] += values[i * width + j];
    }
  }
  for (let k = 0; k < means.length; k++)
    means[k] /= counts[Math.floor(k / width)];

  // −‖f − μ‖²/2 = f·μ − ‖μ‖²/2 + what is the same for all classes.
  const head = (scale: number): LinearHead => ({
    kernel: Float32Array.from({ length: width * classes }, (_, k) => {
      const [j, c] = [Math.floor(k / classes), k % classes];
      return scale * means[c * width + j];
    }),
    bias: Float32Array.from({ length: classes }, (_, c) => {
      const mean = means.subarray(c * width, (c + 1) * width);
      return (-scale * mean.reduce((sum, m) => sum + m * m, 0)) / 2;
    }),
  });
  const logits = applyHead(head(1), features);
  let best = { scale: 1, loss: Infinity };
  for (let exponent = -6; exponent <= 6; exponent += 0.25) {
    const scale = 10 ** exponent;
    const loss = crossEntropyOfScaled(logits, labels, classes, scale);
    if (loss < best.loss) best = { scale, loss };
  }
  return head(best.scale);
}

function crossEntropyOfScaled(
  logits: Float32Array,
  labels: Uint8Array,
  classes: number,
  scale: number,
): number {
  let loss = 0;
  for (let i = 0; i < labels.length; i++) {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    const most = Math.max(...row);
    let sum = 0;
    for (const logit of row) sum += Math.exp(scale * (logit - most));
    loss += Math.log(sum) + scale * (most - row[labels[i]]);
  }
  return loss / labels.length;
}
