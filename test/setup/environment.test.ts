import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  npmOptions,
  ownEnvironment,
  pythonEnvironment,
} from "../../setup/environment.mjs";
import { venvPython } from "../../setup/paths.mjs";
import { pipEnvironment } from "../../setup/pip-environment.mjs";

describe("the set-up's own environment", function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "environment-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("keeps from where to fetch, not what to install", () => {
    const fetching = {
      PATH: "/bin",
      HTTPS_PROXY: "http://proxy",
      npm_config_registry: "http://mirror",
      npm_config_cache: "/cache",
      "npm_config_//mirror/:_authToken": "secret",
      "npm_config_@scope:registry": "http://other",
      NPM_CONFIG_CAFILE: "/ca",
      npm_config_strict_ssl: "false",
      PYTHON: "/usr/bin/python3.12",
      TF_CPP_MIN_LOG_LEVEL: "1",
    };
    const installing = {
      NODE_ENV: "production",
      npm_config_production: "true",
      NPM_CONFIG_OMIT: "dev",
      npm_config_global: "true",
      npm_config_ignore_scripts: "false",
      PIP_USER: "1",
      PIP_TARGET: "/elsewhere",
      PYTHONHOME: "/nowhere",
      PYTHONPATH: "/opt/ros",
      JUPYTER_PATH: "/other/kernels",
    };
    assert.deepEqual(ownEnvironment({ ...fetching, ...installing }), fetching);
  });

  it("lets Python find its own modules, whatever PYTHONHOME says", () => {
    const env = { ...process.env, PYTHONHOME: "/nowhere" };
    const python = (variables: NodeJS.ProcessEnv) =>
      spawnSync("python3", ["-c", "import json"], { env: variables }).status;
    assert.notEqual(python(env), 0);
    assert.equal(python(pythonEnvironment(env)), 0);
  });

  it("has npm install all that is locked, whatever the user's settings say", () => {
    const user = join(folder, "npmrc");
    writeFileSync(
      user,
      "omit[]=dev\nomit[]=optional\nproduction=true\nonly=prod\npackage-lock=false\nglobal=true\ndry-run=true\nbefore=2001-01-01\n",
    );
    const kinds = {
      plain: "dependencies",
      dev: "devDependencies",
      optional: "optionalDependencies",
    };
    const packages: Record<string, object> = {};
    const project: Record<string, object | string> = { name: "project" };
    for (const [name, kind] of Object.entries(kinds)) {
      mkdirSync(join(folder, name));
      writeFileSync(
        join(folder, name, "package.json"),
        JSON.stringify({ name, version: "1.0.0" }),
      );
      project[kind] = { [name]: `file:${name}` };
      packages[name] = { version: "1.0.0" };
      packages[`node_modules/${name}`] = { resolved: name, link: true };
    }
    packages[""] = project;
    writeFileSync(join(folder, "package.json"), JSON.stringify(project));
    writeFileSync(
      join(folder, "package-lock.json"),
      JSON.stringify({ name: "project", lockfileVersion: 3, packages }),
    );
    const hostile = {
      ...process.env,
      NODE_ENV: "production",
      npm_config_userconfig: user,
      npm_config_omit: "dev",
      npm_config_dry_run: "true",
    };
    const { status, stderr } = spawnSync(
      "npm",
      ["ci", "--offline", "--no-audit", ...npmOptions],
      { cwd: folder, env: ownEnvironment(hostile), encoding: "utf8" },
    );
    assert.equal(status, 0, stderr);
    for (const name of Object.keys(kinds)) {
      const file = join(folder, "node_modules", name, "package.json");
      assert.match(readFileSync(file, "utf8"), /1\.0\.0/);
    }
  });

  it("takes of pip's files and variables what says from where to fetch", function () {
    if (!existsSync(venvPython)) {
      console.log("      skipped: no .venv (npm run setup makes it)");
      this.skip();
    }
    const file = join(folder, "pip.conf");
    writeFileSync(
      file,
      "[global]\nindex-url = http://mirror/simple\nuser = true\ntimeout = 5\n[install]\ntimeout = 7\nno-deps = true\n",
    );
    const env = pipEnvironment({
      PATH: process.env.PATH,
      PIP_CONFIG_FILE: file,
      PIP_TARGET: "/elsewhere",
      PIP_EXTRA_INDEX_URL: "http://other/simple",
    });
    assert.equal(env.PIP_CONFIG_FILE, "/dev/null");
    assert.equal(env.PIP_INDEX_URL, "http://mirror/simple");
    assert.equal(env.PIP_TIMEOUT, "7");
    assert.equal(env.PIP_EXTRA_INDEX_URL, "http://other/simple");
    for (const name of ["USER", "NO_DEPS", "TARGET"])
      assert.ok(!(`PIP_${name}` in env), name);
  });
});
