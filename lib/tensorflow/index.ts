export { tf } from "./tensorflow";
