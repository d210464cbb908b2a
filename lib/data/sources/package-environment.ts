/** What the settings of npm and pip may say: from where and how packages are fetched. Which, we say. As `setup/` has it. */
const NPM =
  /^npm_config_(@.*|\/\/.*|registry|(https_?)?proxy|no_?proxy|cafile|ca|certfile|cert|keyfile|key|strict_ssl|cache|userconfig|globalconfig|prefix|fetch_.*|maxsockets|offline|prefer_offline|user_agent)$/i;
const PIP =
  /^PIP_(INDEX_URL|EXTRA_INDEX_URL|NO_INDEX|FIND_LINKS|PROXY|CERT|CLIENT_CERT|TRUSTED_HOST|TIMEOUT|DEFAULT_TIMEOUT|RETRIES|CACHE_DIR|KEYRING_PROVIDER|USE_FEATURE|USE_DEPRECATED|CONFIG_FILE)$/;

/** An environment in which npm, pip and tar fetch what they are told to, and where: of the user's settings, only what says from where is kept. */
export const packageEnvironment = (
  environment: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) =>
        !/^(NODE_ENV|NODE_PATH|PYTHON.+|TAR_OPTIONS|GZIP|POSIXLY_CORRECT)$/.test(
          name,
        ) &&
        (!/^npm_config_/i.test(name) || NPM.test(name)) &&
        (!/^PIP_/.test(name) || PIP.test(name)),
    ),
  );
