export { InterruptedError } from "./interruption";
export { parameters, type ParameterValue, type Parameters } from "./parameters";
export { type Progress, type TrainingStatus } from "./progress";
