export { parameters, type ParameterValue, type Parameters } from "./parameters";
