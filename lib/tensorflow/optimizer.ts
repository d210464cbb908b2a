import * as tf from "@tensorflow/tfjs-node";
import { startAdamW, stepAdamW } from "./adamw";
import { attribute, runOperation, typeAttribute } from "./native";
import { ownOperations } from "./operations";
import {
  createResource,
  disposeResource,
  readResource,
  type Resource,
} from "./resource";

/** How weights follow their gradients. */
export interface OptimizerSettings {
  /** "adamw" (decoupled weight decay, Loshchilov & Hutter 2019) or "sgd" with momentum. */
  optimizer: "adamw" | "sgd";
  /** Weight decay of kernels, ≥ 0. Biases and normalisation layers are never decayed. */
  weightDecay: number;
  /** Gradients longer than this (Euclidean norm over all weights) are scaled down to it; null leaves them. */
  clipNorm: number | null;
  /** Momentum of SGD, in [0, 1). */
  momentum: number;
  /** Decay rates of AdamW's running moments. */
  betas: [number, number];
  /** AdamW's ε. */
  epsilon: number;
}

/** Moves variables against gradients. Made by {@link createOptimizer}. */
export interface Optimizer {
  /**
   * One step.
   *
   * @param gradients one a variable, in the order given at creation.
   * @returns the Euclidean norm of all gradients together, before clipping. Where
   *   it is not finite, nothing has been changed.
   */
  step(gradients: tf.Tensor[], learningRate: number): number;
  /** Frees the optimiser's own tensors; the variables stay. */
  dispose(): void;
}

/**
 * AdamW or SGD with momentum, in PyTorch's formulas (`torch.optim.AdamW`,
 * `torch.optim.SGD`), except that weight decay leaves out everything of rank
 * below 2: biases, and scale and offset of normalisation layers.
 *
 * @param variables moved in place.
 */
export function createOptimizer(
  variables: tf.Variable[],
  recipe: OptimizerSettings,
): Optimizer {
  return recipe.optimizer === "adamw" && ownOperations
    ? ownAdamW(variables, recipe)
    : byTensorFlow(variables, recipe);
}

function ownAdamW(
  variables: tf.Variable[],
  recipe: OptimizerSettings,
): Optimizer {
  const decays = variables.map(({ rank }) =>
    rank >= 2 ? recipe.weightDecay : 0,
  );
  const state = startAdamW(variables, decays);
  return {
    step: (gradients, learningRate) =>
      stepAdamW(variables, gradients, state, { ...recipe, learningRate }),
    dispose: () => tf.dispose([state.first, state.second, state.decays]),
  };
}

/**
 * All variables are held as two flat vectors (decayed or not), so that a step is
 * a few of TensorFlow's fused update kernels however many layers there are.
 */
function byTensorFlow(
  variables: tf.Variable[],
  recipe: OptimizerSettings,
): Optimizer {
  const isDecayed = (index: number) => variables[index].rank >= 2;
  const indices = [...variables.keys()];
  const groups = [
    { members: indices.filter(isDecayed), weightDecay: recipe.weightDecay },
    { members: indices.filter((index) => !isDecayed(index)), weightDecay: 0 },
  ]
    .filter(({ members }) => members.length > 0)
    .map(createGroup);

  function createGroup(group: { members: number[]; weightDecay: number }) {
    const own = group.members.map((index) => variables[index]);
    const size = own.reduce((sum, variable) => sum + variable.size, 0);
    const zeros = () => createResource(size, () => tf.zeros([size]));
    return {
      ...group,
      parameters: createResource(size, () => concatenate(own)),
      moments: recipe.optimizer === "adamw" ? [zeros(), zeros()] : [zeros()],
    };
  }

  let steps = 0;

  function step(gradients: tf.Tensor[], learningRate: number): number {
    const norm = globalNorm(gradients);
    if (!Number.isFinite(norm)) return norm;
    steps += 1;
    const clip = recipe.clipNorm ?? Infinity;
    for (const group of groups) {
      tf.tidy(() => {
        const flat = concatenate(group.members.map((i) => gradients[i]));
        const gradient =
          norm > clip ? tf.mul(flat, clip / (norm + 1e-6)) : flat;
        const update =
          recipe.optimizer === "adamw" ? stepAdamW : stepSgdWithMomentum;
        update(
          group.parameters,
          group.moments,
          gradient,
          learningRate,
          group.weightDecay,
        );
        scatter(
          readResource(group.parameters),
          group.members.map((i) => variables[i]),
        );
      });
    }
    return norm;
  }

  function stepAdamW(
    parameters: Resource,
    [m, v]: Resource[],
    gradient: tf.Tensor,
    learningRate: number,
    weightDecay: number,
  ): void {
    if (weightDecay > 0) {
      runOperation(
        "ResourceApplyGradientDescent",
        [typeAttribute(), attribute("use_locking", "BOOL", false)],
        [
          parameters.handle,
          tf.scalar(learningRate * weightDecay),
          readResource(parameters),
        ],
        0,
      );
    }
    const [beta1, beta2] = recipe.betas;
    runOperation(
      "ResourceApplyAdam",
      [
        typeAttribute(),
        attribute("use_locking", "BOOL", false),
        attribute("use_nesterov", "BOOL", false),
      ],
      [
        parameters.handle,
        m.handle,
        v.handle,
        tf.scalar(beta1 ** steps),
        tf.scalar(beta2 ** steps),
        tf.scalar(learningRate),
        tf.scalar(beta1),
        tf.scalar(beta2),
        // TensorFlow adds ε before the bias correction of v, PyTorch after it.
        tf.scalar(recipe.epsilon * Math.sqrt(1 - beta2 ** steps)),
        gradient,
      ],
      0,
    );
  }

  function stepSgdWithMomentum(
    parameters: Resource,
    [momentum]: Resource[],
    gradient: tf.Tensor,
    learningRate: number,
    weightDecay: number,
  ): void {
    const decayed =
      weightDecay > 0
        ? tf.add(gradient, tf.mul(readResource(parameters), weightDecay))
        : gradient;
    runOperation(
      "ResourceApplyMomentum",
      [
        typeAttribute(),
        attribute("use_locking", "BOOL", false),
        attribute("use_nesterov", "BOOL", false),
      ],
      [
        parameters.handle,
        momentum.handle,
        tf.scalar(learningRate),
        decayed,
        tf.scalar(recipe.momentum),
      ],
      0,
    );
  }

  function dispose(): void {
    for (const { parameters, moments } of groups) {
      [parameters, ...moments].forEach(disposeResource);
    }
  }

  return { step, dispose };
}

function globalNorm(gradients: tf.Tensor[]): number {
  return tf.tidy(() => {
    const halfSquares = gradients.map(
      (gradient) =>
        runOperation("L2Loss", [typeAttribute()], [gradient])[0] as tf.Scalar,
    );
    return Math.sqrt(2 * tf.addN(halfSquares).dataSync()[0]);
  });
}

/** All values of the tensors as one vector. */
function concatenate(tensors: tf.Tensor[]): tf.Tensor1D {
  return tf.concat(
    tensors.map((tensor) => tensor.reshape([tensor.size])),
  ) as tf.Tensor1D;
}

/** The reverse of {@link concatenate}, into variables. */
function scatter(vector: tf.Tensor1D, variables: tf.Variable[]): void {
  const parts = tf.split(
    vector,
    variables.map((variable) => variable.size),
  );
  parts.forEach((part, i) => {
    variables[i].assign(part.reshape(variables[i].shape));
  });
}
