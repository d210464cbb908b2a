import { tf } from "../tensorflow/tensorflow";

/** Options of {@link preparePixels}. */
export interface PreparePixelsOptions {
  /** Pixels x become (x − mean) / deviation. */
  mean: number;
  deviation: number;
  /** Side to which images are enlarged or reduced (bilinear, pixel centres kept); as they are without it. */
  inputSize?: number;
  /** Repeat the one channel of grey images as three. Default false. */
  colour?: boolean;
}

/** First layer of a network: from pixels 0–255 to what its convolutions take. */
export function preparePixels(options: PreparePixelsOptions): tf.layers.Layer {
  return new PreparePixels(options);
}

class PreparePixels extends tf.layers.Layer {
  static className = "PreparePixels";

  constructor(private readonly options: PreparePixelsOptions) {
    super({ name: "prepare" });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const [batch, height, width, channels] = inputShape;
    const { inputSize, colour } = this.options;
    return [
      batch,
      inputSize ?? height,
      inputSize ?? width,
      colour ? 3 : channels,
    ];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const { mean, deviation, inputSize, colour } = this.options;
    return tf.tidy(() => {
      let x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
      x = tf.mul(tf.sub(x, mean), 1 / deviation);
      if (inputSize && (x.shape[1] !== inputSize || x.shape[2] !== inputSize)) {
        const size: [number, number] = [inputSize, inputSize];
        x = tf.image.resizeBilinear(x, size, false, true);
      }
      return colour && x.shape[3] === 1 ? tf.tile(x, [1, 1, 1, 3]) : x;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.options };
  }
}

tf.serialization.registerClass(PreparePixels);
