export {
  accuraciesAlong,
  measuredPairs,
  measuredAccuracies,
  type MeasuredAccuracies,
  type MeasuredOptions,
} from "./accuracy-points";
export { parameters, type ParameterValue, type Parameters } from "./parameters";
