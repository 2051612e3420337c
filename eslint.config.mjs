// The rules of ARCHITECTURE.md as errors. Each restriction says why it exists, so that a message is enough to act on.
import { existsSync } from 'node:fs';
import eslint from '@eslint/js';
import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// Without a project graph on disk the boundary rule skips itself silently: a fresh clone would pass whatever it imports.
process.env.NX_DAEMON = 'false';
await createProjectGraphAsync({ exitOnError: true });

const PURE = ['money', 'calendar', 'policy', 'workflow', 'ledger'];

/** Who may import whom. `packages` is given only where the list of packages is closed. */
const ROOMS = {
  money: {
    folder: 'libs/money',
    may: [],
    packages: [],
    why: 'money is a pure room and the lowest one: it imports nothing.',
  },
  calendar: {
    folder: 'libs/calendar',
    may: [],
    packages: [],
    why: 'calendar is a pure room and the lowest one: it imports nothing.',
  },
  policy: {
    folder: 'libs/policy',
    may: ['money', 'calendar'],
    packages: ['yaml'],
    why: 'policy is pure: law as data over money and calendar; a YAML reader is its only package.',
  },
  workflow: {
    folder: 'libs/workflow',
    may: ['calendar'],
    packages: [],
    why: 'workflow is pure: tables of what may happen next, over calendar only.',
  },
  ledger: {
    folder: 'libs/ledger',
    may: ['money'],
    packages: [],
    why: 'ledger is pure: postings over money only.',
  },
  persistence: {
    folder: 'libs/persistence',
    may: PURE,
    why: 'persistence remembers what the pure rooms decided; it must not know use cases, banks or transports.',
  },
  'payment-rail': {
    folder: 'libs/payment-rail',
    may: ['money'],
    why: 'payment-rail talks to a bank and knows nothing of cases, so that a bank can be replaced by replacing it.',
  },
  spreadsheet: {
    folder: 'libs/spreadsheet',
    may: [],
    why: 'spreadsheet turns files into rows and rows into files; it knows nothing of what they mean.',
  },
  casework: {
    folder: 'libs/casework',
    may: [...PURE, 'persistence', 'payment-rail', 'spreadsheet'],
    why: 'casework combines the rooms below it; the apps stand above it.',
  },
  'api-client': {
    folder: 'libs/api-client',
    may: [],
    why: 'api-client is generated from the OpenAPI document and knows nothing else of the server.',
  },
  'embedded-postgres': {
    folder: 'libs/embedded-postgres',
    may: [],
    packages: [],
    why: 'embedded-postgres starts a server and knows nothing of what is stored in it.',
  },
  testing: {
    folder: 'libs/testing',
    may: ['casework', 'persistence', 'payment-rail', 'embedded-postgres'],
    why: 'testing prepares databases for tests; it is imported by test files only.',
  },
  api: {
    folder: 'apps/api',
    may: ['casework'],
    why: 'the API carries use cases in and out; rules and SQL live below casework.',
  },
  worker: {
    folder: 'apps/worker',
    may: ['casework', 'persistence', 'payment-rail'],
    why: 'the worker relays the outbox and calls the bank; its decisions are use cases of casework.',
  },
  cli: {
    folder: 'apps/cli',
    may: ['casework', 'policy', 'embedded-postgres', 'spreadsheet'],
    why: 'the command line is thin: it starts things and calls use cases.',
  },
  web: {
    folder: 'apps/web',
    may: ['api-client', 'money', 'workflow'],
    why: 'the console speaks HTTP; it shares only labels and formatting with the server.',
  },
  'bank-simulator': {
    folder: 'apps/bank-simulator',
    may: [],
    why: 'the simulated bank judges our payments, so it must share no code with them.',
  },
};

const SPECS = ['**/*.spec.ts', '**/*.spec.tsx', '**/*.fixture.ts'];
const TABLES = ['**/*.table.ts', '**/*-table.ts', '**/migrations/**', '**/cases/**'];
const typescriptFiles = (folder) => [`${folder}/src/**/*.ts`, `${folder}/src/**/*.tsx`];
const resolver = [
  createTypeScriptImportResolver({
    project: ['tsconfig.spec.json', 'apps/web/tsconfig.json'],
    noWarnOnMultipleProjects: true,
  }),
];

const dependencyConstraints = (rooms) =>
  Object.entries(rooms).map(([name, { may, packages }]) => ({
    sourceTag: `room:${name}`,
    onlyDependOnLibsWithTags: may.map((target) => `room:${target}`),
    ...(PURE.includes(name) && { bannedExternalImports: BANNED_IN_PURE_ROOMS }),
    ...(packages && { allowedExternalImports: packages.length > 0 ? packages : ['no-package-at-all'] }),
  }));

/** Already closed by `packages`; named as well, so that opening the list for one package never opens it for these. */
const BANNED_IN_PURE_ROOMS = [
  '@nestjs/*',
  'typeorm',
  'bullmq',
  'ioredis',
  'pg',
  'uuid',
  'undici',
  'axios',
  'dotenv',
];

const boundaries = (rooms) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    allowCircularSelfDependency: false,
    checkNestedExternalImports: true,
    // Only test files of these rooms import testing (see the spec block below and .nxignore).
    ignoredCircularDependencies: Object.keys(ROOMS)
      .filter((name) => name !== 'testing')
      .map((name) => ['@duixian/testing', `@duixian/${name}`]),
    depConstraints: dependencyConstraints(rooms),
  },
];

const DEEP_IMPORT = {
  regex: '^@duixian/[^/]+/',
  message:
    'A room is entered through its one index.ts: what is not exported there is nobody else’s business.',
};
const TYPEORM_CONNECTION = {
  name: 'typeorm',
  importNames: ['DataSource', 'Repository', 'EntityManager', 'QueryRunner', 'createConnection'],
  message:
    'Connections and repositories exist only inside persistence: elsewhere they would bypass runCommand (one transaction, idempotency, event, outbox).',
};
const onlyRooms = ({ may, why }) => ({
  regex: `^@duixian/(?!(?:${[...may, 'nothing-else'].join('|')})(?:/|$))`,
  message: `Allowed from here: ${may.length > 0 ? may.map((room) => `@duixian/${room}`).join(', ') : 'no other room'}. Why: ${why}`,
});
const NODE_BUILTINS = {
  regex:
    '^(?:node:|(?:fs|path|os|crypto|http|https|net|tls|child_process|worker_threads|cluster|timers|perf_hooks|process|stream|dns)(?:/|$))',
  message:
    'A pure room touches no file, network, clock or randomness: pass the value in as an argument, so that a decision can be replayed.',
};
const restrictedImports = (room, extra = []) => [
  'error',
  {
    paths: room.folder === 'libs/persistence' ? [] : [TYPEORM_CONNECTION],
    patterns: [DEEP_IMPORT, onlyRooms(room), ...extra],
  },
];

const PASS_IT_IN =
  'A pure room has no clock, no randomness and no environment: take it as an argument, so that the same facts always give the same answer.';
const pureRoomRules = {
  'no-restricted-globals': [
    'error',
    ...[
      'process',
      'performance',
      'crypto',
      'fetch',
      'setTimeout',
      'setInterval',
      'setImmediate',
      'require',
      'console',
      'Buffer',
    ].map((name) => ({ name, message: PASS_IT_IN })),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: PASS_IT_IN },
    { object: 'Math', property: 'random', message: PASS_IT_IN },
    { object: 'Temporal', property: 'Now', message: PASS_IT_IN },
    { object: 'globalThis', message: PASS_IT_IN },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: "NewExpression[callee.name='Date'][arguments.length=0]",
      message: `new Date() reads the clock. ${PASS_IT_IN}`,
    },
    { selector: "CallExpression[callee.name='Date']", message: `Date() reads the clock. ${PASS_IT_IN}` },
    {
      selector: 'CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]',
      message: 'The machine’s locale and time zone would decide the text: format explicitly.',
    },
  ],
};

const roomBlocks = Object.entries(ROOMS).flatMap(([name, room]) => [
  {
    files: typescriptFiles(room.folder),
    ignores: SPECS,
    rules: {
      '@nx/enforce-module-boundaries': boundaries(ROOMS),
      '@typescript-eslint/no-restricted-imports': restrictedImports(
        room,
        PURE.includes(name) ? [NODE_BUILTINS] : [],
      ),
      ...(PURE.includes(name) && pureRoomRules),
    },
  },
  {
    // A test may also prepare databases and use test packages; it still enters other rooms only downward and by the front door.
    files: SPECS.map((glob) => `${room.folder}/src/${glob}`),
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            DEEP_IMPORT,
            onlyRooms({
              ...room,
              may: [...room.may, ...(PURE.includes(name) ? [] : ['testing', 'persistence'])],
            }),
          ],
        },
      ],
    },
  },
]);

const typed = existsSync(new URL('./tsconfig.spec.json', import.meta.url));

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      '.nx/',
      '.data/',
      'coverage/',
      '.stryker/',
      'screenshots/',
      'libs/api-client/src/generated/',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommended, tseslint.configs.stylistic],
    plugins: { '@nx': nx, 'import-x': importX },
    languageOptions: {
      parserOptions: {
        ...(typed && {
          project: ['./tsconfig.spec.json', './apps/web/tsconfig.json'],
          tsconfigRootDir: import.meta.dirname,
        }),
      },
    },
    settings: {
      'import-x/resolver-next': resolver,
      'import-x/extensions': ['.ts', '.tsx'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { disallowTypeAnnotations: false, fixStyle: 'inline-type-imports' },
      ],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  ...roomBlocks,
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [DEEP_IMPORT] }] },
  },
  {
    files: [...SPECS, 'test/**/*.ts', ...TABLES],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'Buffer',
          'fetch',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'AbortSignal',
          '__dirname',
          'require',
          'module',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
