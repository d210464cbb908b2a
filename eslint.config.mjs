import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** Which folders of lib/ each folder may import from, itself aside: the house, from the ground up. */
const allowedImports = {
  files: [],
  notebook: ["files"],
  numerics: ["files"],
  transport: ["files", "numerics"],
  robustness: ["files", "numerics"],
  theory: ["files", "numerics"],
  images: ["files", "numerics"],
  data: ["files", "images", "numerics"],
  shifts: ["files", "images", "numerics"],
  tensorflow: ["files"],
  models: ["data", "files", "numerics", "tensorflow"],
  training: ["files", "images", "models", "notebook", "numerics", "tensorflow"],
  methods: ["files", "images", "models", "numerics", "tensorflow", "training"],
  pretraining: [
    "data",
    "files",
    "images",
    "models",
    "notebook",
    "numerics",
    "training",
  ],
  support: [
    "files",
    "images",
    "methods",
    "models",
    "notebook",
    "numerics",
    "robustness",
    "shifts",
    "tensorflow",
    "training",
  ],
  figures: ["files", "images", "notebook", "numerics", "robustness"],
  runs: ["files", "notebook", "numerics"],
  experiments: [
    "data",
    "files",
    "images",
    "methods",
    "models",
    "numerics",
    "pretraining",
    "runs",
    "shifts",
    "support",
    "tensorflow",
    "training",
    "transport",
  ],
  studies: [
    "data",
    "experiments",
    "files",
    "images",
    "methods",
    "models",
    "notebook",
    "numerics",
    "pretraining",
    "robustness",
    "runs",
    "shifts",
    "support",
    "theory",
    "training",
    "transport",
  ],
  commands: [
    "data",
    "experiments",
    "figures",
    "files",
    "images",
    "models",
    "notebook",
    "pretraining",
    "robustness",
    "runs",
    "studies",
    "training",
  ],
};

const onlyAllowed = Object.entries(allowedImports).map(([folder, allowed]) => ({
  files: [`lib/${folder}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          ...Object.keys(allowedImports)
            .filter((other) => other !== folder && !allowed.includes(other))
            .map((other) => ({
              regex: `^(\\.\\./)+${other}(/|$)`,
              message: `lib/${folder} must know nothing of lib/${other}; the table of allowed imports is in eslint.config.mjs.`,
            })),
          ...(folder === "tensorflow"
            ? []
            : [
                {
                  group: ["@tensorflow/*"],
                  message: "TensorFlow has one door: lib/tensorflow.",
                },
              ]),
        ],
      },
    ],
  },
}));

/** Takes the code cells of a notebook for files of their own, `NOTEBOOK/CELL.ts`; what is said of them is told with the cell's number. */
const codeCells = {
  meta: { name: "code-cells", version: "1" },
  preprocess: (text) =>
    JSON.parse(text)
      .cells.filter((cell) => cell.cell_type === "code")
      .map((cell, i) => ({
        text: [cell.source].flat().join(""),
        filename: `${i + 1}.ts`,
      })),
  postprocess: (byCell) =>
    byCell.flatMap((messages, i) =>
      messages.map((each) => ({
        ...each,
        message: `Code cell ${i + 1}, line ${each.line}: ${each.message}`,
      })),
    ),
};

/** Columns of a code cell: what a page, a review and two windows side by side show. */
const widestCell = 88;

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
    "module",
  ].map((name) => [name, "readonly"]),
);

/** What still holds a function of more than {@link longestFunction} lines; nothing is to be added. */
const withLongFunctions = [
  "runs/store/committed-results",
  "studies/support-splitting/results",
  "tensorflow/native-gradients",
  "tensorflow/optimizer",
  "theory/logistic-loss",
].map((path) => `lib/${path}.ts`);

/** Lines of a function, without blank ones and comments. */
const longestFunction = 60;

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
    files: ["lib/**/*.ts", "test/**/*.ts", "bench/**/*.ts"],
    languageOptions: {
      parserOptions: {
        project: "./tsconfig.json",
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            { from: "package", package: "mocha", name: ["describe", "it"] },
          ],
        },
      ],
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: false },
      ],
      "@typescript-eslint/await-thenable": "error",
    },
  },
  {
    files: ["**/*.mjs", "**/*.cjs"],
    languageOptions: { globals: nodeGlobals },
  },
  {
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      eqeqeq: "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["lib/**/*.ts"],
    ignores: withLongFunctions,
    rules: {
      "max-lines-per-function": [
        "error",
        { max: longestFunction, skipBlankLines: true, skipComments: true },
      ],
    },
  },
  ...onlyAllowed,
  prettier,
  {
    files: ["notebooks/*.ipynb"],
    plugins: { notebooks: { processors: { cells: codeCells } } },
    processor: "notebooks/cells",
  },
  {
    files: ["notebooks/*.ipynb/*.ts"],
    rules: {
      "max-len": ["error", { code: widestCell }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "TSInterfaceDeclaration, TSTypeAliasDeclaration",
          message: "A type belongs into the study's results.ts or analyse.ts.",
        },
        {
          selector:
            'TSAsExpression:not([typeAnnotation.typeName.name="const"]):not([typeAnnotation.typeName.right.name="Profile"])',
          message: "A cast hides a missing type: give the study's rows one.",
        },
      ],
      // A cell's variables are for later cells.
      "@typescript-eslint/no-unused-vars": "off",
      "prefer-const": "off",
    },
  },
);
