import assert from "node:assert/strict";
import { packageEnvironment } from "../../../lib/data/sources/package-environment";
import { ownEnvironment } from "../../../setup/environment.mjs";

describe("the environment in which packages are fetched", () => {
  const fromWhere = {
    PATH: "/bin",
    PIP_INDEX_URL: "https://mirror",
    PIP_CERT: "/ca.pem",
    PIP_CONFIG_FILE: "/pip.conf",
    npm_config_registry: "https://mirror",
    NPM_CONFIG_CAFILE: "/ca.pem",
    "npm_config_@firm:registry": "https://firm",
  };
  const which = {
    NODE_ENV: "production",
    PIP_REQUIRE_HASHES: "1",
    PIP_DEST: "/elsewhere",
    PIP_NO_BINARY: ":all:",
    PIP_QUIET: "3",
    npm_config_dry_run: "true",
    NPM_CONFIG_PACK_DESTINATION: "/elsewhere",
    npm_config_json: "true",
    TAR_OPTIONS: "--totals",
    PYTHONHOME: "/nowhere",
  };

  it("keeps from where, not which", () =>
    assert.deepEqual(
      packageEnvironment({ ...fromWhere, ...which }),
      fromWhere,
    ));

  it("keeps of npm's settings what the set-up keeps", () => {
    const ofNpm = (environment: NodeJS.ProcessEnv) =>
      Object.keys(environment).filter((name) => /^npm_config_/i.test(name));
    const all = { ...fromWhere, ...which, npm_config_omit: "dev" };
    assert.deepEqual(
      ofNpm(packageEnvironment(all)),
      ofNpm(ownEnvironment(all)),
    );
  });
});
