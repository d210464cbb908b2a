export { clearUnfinished } from "./clear-unfinished";
export { gitRevision } from "./git-revision";
export { isAlive } from "./is-alive";
export { nearestName } from "./nearest-name";
export { cacheFolder, projectRoot } from "./paths";
export { readVerified, sha256 } from "./verify";
export { writeWhole } from "./write-whole";
export { canonicalJson, type Json } from "./canonical-json";
export { optionChecker, optionGroup, type OptionKinds } from "./options";
