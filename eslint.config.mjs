import fs from 'node:fs';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const core = ['ari', 'live', 'conf', 'dialplan'];
// What any feature may lean on; every other folder of src/workbench is a feature.
const ground = ['servers', 'common'];
const features = fs
  .readdirSync('src/workbench', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !ground.includes(entry.name))
  .map((entry) => entry.name);

/** What composes the workbench. */
const roof = ['./src/extension.ts', './src/prepareMainWing.ts', './src/mainWing.ts'];

const zones = [
  ...core.map((room) => ({
    target: `./src/${room}`,
    from: ['./src/workbench', './src/cli', ...roof],
    message: `src/${room} is core: it knows nothing of the workbench.`,
  })),
  ...['ari', 'live'].map((room) => ({
    target: `./src/${room}`,
    from: ['./src/conf', './src/dialplan'],
    message: 'The wire side (ari, live) and the source side (conf, dialplan) meet only in the workbench.',
  })),
  ...['conf', 'dialplan'].map((room) => ({
    target: `./src/${room}`,
    from: ['./src/ari', './src/live'],
    message: 'The wire side (ari, live) and the source side (conf, dialplan) meet only in the workbench.',
  })),
  {
    target: './src/ari',
    from: './src/live',
    message: 'ari is the protocol; live stands on it, not the other way round.',
  },
  {
    target: './src/cli',
    from: ['./src/workbench', './src/live', ...roof],
    message: 'The command line runs without VS Code and without a server.',
  },
  { target: './src/conf', from: './src/dialplan', message: 'conf is the grammar below dialplan.' },
  ...features.map((feature) => ({
    target: `./src/workbench/${feature}`,
    from: features.filter((other) => other !== feature).map((other) => `./src/workbench/${other}`),
    message: 'Features do not import each other: go through servers, common or a command.',
  })),
  ...ground.map((room) => ({
    target: `./src/workbench/${room}`,
    from: features.map((feature) => `./src/workbench/${feature}`),
    message: `${room} is what features stand on.`,
  })),
  { target: './src/workbench/common', from: './src/workbench/servers', message: 'common stands below servers.' },
];

export default tseslint.config(
  { ignores: ['dist/**', '**/out/**', '**/node_modules/**'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['warn', { max: 40, skipBlankLines: true, skipComments: true }],
      // A JSON answer's type is what the caller says it is: ARI's own description is checked against it by a test.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      eqeqeq: 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'interface', format: ['PascalCase'], custom: { regex: '^I[A-Z]', match: false } },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: [...core, 'cli'].map((room) => `src/${room}/**/*.ts`),
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: 'vscode', message: 'Only the workbench knows vscode.' }] }],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  prettier,
);
