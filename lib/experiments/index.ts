import "./kinds";

export { naturalShifts, type NaturalShift } from "./digit-sets";
export {
  taskSets,
  type Preparation,
  type Task,
  type TaskSets,
} from "./task-sets";
