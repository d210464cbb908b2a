/** R² of baselines from which on they are called a line, where nothing else is asked for. */
export const LEAST_R_SQUARED = 0.9;
