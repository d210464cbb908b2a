/** What the settings of npm may say: from where and how packages are fetched. What is installed, we say. */
const NPM =
  /^npm_config_(@.*|\/\/.*|registry|(https_?)?proxy|no_?proxy|cafile|ca|certfile|cert|keyfile|key|strict_ssl|cache|userconfig|globalconfig|prefix|fetch_.*|maxsockets|offline|prefer_offline|user_agent)$/i;

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {(name: string) => boolean} kept
 * @returns {NodeJS.ProcessEnv}
 */
const filtered = (environment, kept) =>
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => kept(name)),
  );

/**
 * An environment in which a Python of ours uses its own modules, and Jupyter our kernel.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
export const pythonEnvironment = (environment) =>
  filtered(
    environment,
    (name) => !/^PYTHON.+|^JUPYTER_PATH$|^__PYVENV_LAUNCHER__$/.test(name),
  );

/**
 * An environment in which what is installed depends on the project alone: of the user's, only what says from where to fetch is kept.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
export const ownEnvironment = (environment) =>
  filtered(
    pythonEnvironment(environment),
    (name) =>
      !/^(NODE_ENV|NODE_PATH|PIP_.*)$/i.test(name) &&
      (!/^npm_config_/i.test(name) || NPM.test(name)),
  );

/** Options of npm that are stronger than its files, so that these don't change what is installed. */
export const npmOptions = [
  ...["--include=dev", "--include=optional", "--include=peer"],
  ...["--no-production", "--also=dev", "--optional", "--package-lock"],
  ...["--location=project", "--no-global", "--no-dry-run", "--bin-links"],
  ...["--install-strategy=hoisted", "--before=null"],
  ...["--no-legacy-peer-deps", "--no-strict-peer-deps", "--no-engine-strict"],
  ...[`--os=${process.platform}`, `--cpu=${process.arch}`],
];
