import "./quiet";
import "./intact";
import * as tf from "@tensorflow/tfjs-node";
import { registerNativeGradients } from "./native-gradients";

registerNativeGradients();

/**
 * TensorFlow as this project uses it: tfjs-node, quiet, with TensorFlow's own
 * kernels for the gradients that tfjs would compose of slow ones. Import it from
 * here, never from the package, so that they are registered.
 */
export { tf };
