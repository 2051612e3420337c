'use strict';

/** Two workers: the machines that run this have two cores, and every database test has a database of its own. */
module.exports = {
  rootDir: __dirname,
  testEnvironment: '<rootDir>/libs/testing/jest/environment.js',
  maxWorkers: 2,
  roots: [
    '<rootDir>/libs',
    '<rootDir>/apps',
    ...(require('node:fs').existsSync(`${__dirname}/test`) ? ['<rootDir>/test'] : []),
  ],
  testMatch: ['<rootDir>/{libs,apps}/*/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  moduleNameMapper: { '^@duixian/([^/]+)$': '<rootDir>/libs/$1/src/index.ts' },
  testSequencer: '<rootDir>/libs/testing/jest/longest-first.js',
  globalSetup: '<rootDir>/libs/testing/jest/global-setup.js',
  globalTeardown: '<rootDir>/libs/testing/jest/global-teardown.js',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
      },
    ],
  },
};
