import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** Folders of lib/, lowest first: each may import only those before it. */
const layers = [
  "notebook",
  "numerics",
  "transport",
  "robustness",
  "theory",
  "data",
  "shifts",
  "training",
  "splitting",
  "remedies",
  "experiments",
  "figures",
];

const downwardOnly = layers.map((layer, level) => ({
  files: [`lib/${layer}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: layers.slice(level + 1).map((above) => ({
          group: [`**/${above}`, `**/${above}/**`],
          message: `lib/${layer} must know nothing of lib/${above}: imports run downwards only.`,
        })),
      },
    ],
  },
}));

const nodeGlobals = Object.fromEntries(
  [
    "process",
    "console",
    "fetch",
    "URL",
    "Buffer",
    "AbortController",
    "setTimeout",
    "clearTimeout",
    "setInterval",
    "clearInterval",
  ].map((name) => [name, "readonly"]),
);

export default tseslint.config(
  {
    ignores: [
      "lib/dist/**",
      "node_modules/**",
      ".venv/**",
      ".cache/**",
      "out/**",
    ],
  },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: nodeGlobals },
  },
  {
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      eqeqeq: "error",
      "prefer-const": "error",
    },
  },
  ...downwardOnly,
  prettier,
);
