import { createRequire } from 'node:module';

const base = createRequire(import.meta.url)('../../jest.config.js');

/**
 * A mutation run of a part of the law or of money: every place of its source is changed once, and a spec must turn red.
 *
 * Left out, with the reason:
 * - StringLiteral: most literals are words for people (messages, explanations in Chinese, ways out), whose exact wording
 *   no spec should pin; those that carry meaning (kinds, codes, statuses) are types, which the compiler keeps.
 * - Static mutants (constants, evaluated when a module loads): each needs all specs again in a process of its own.
 * - Tables: data, not behaviour; the specs of facts and titles go through their rows.
 *
 * @param {string} name of the part, as its figures are kept under
 * @param {readonly string[]} mutate the files that are changed
 * @param {readonly string[]} roots where the specs are that must notice: all of them are loaded for each mutant, so a part
 *   names those that are about it
 * @param {readonly string[]} slow specs among them that take longest, searches through made-up texts and facts
 */
export function mutationOf(name, { mutate, roots, slow = [] }) {
  return {
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner'],
    jest: {
      // The roots say already which specs a part has; Stryker's own search for related ones finds none of them.
      enableFindRelatedTests: false,
      config: {
        ...base,
        rootDir: undefined,
        maxWorkers: 1,
        roots: roots.map((root) => `<rootDir>/${root}`),
        testPathIgnorePatterns: [...base.testPathIgnorePatterns, ...slow.map((spec) => `/${spec}\\.spec`)],
        globalSetup: undefined,
        globalTeardown: undefined,
      },
    },
    coverageAnalysis: 'perTest',
    mutate: [...mutate, '!**/*.spec.ts', '!**/*.fixture.ts', '!**/*.table.ts', '!**/index.ts'],
    mutator: { excludedMutations: ['StringLiteral'] },
    ignoreStatic: true,
    ignorePatterns: ['apps', 'docker', '**/dist', '.nx', 'screenshots'],
    concurrency: 2,
    timeoutMS: 20_000,
    incremental: true,
    incrementalFile: `.stryker/${name}.incremental.json`,
    tempDirName: `.stryker/${name}`,
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: { allowColor: false, reportTests: false },
    thresholds: { high: 95, low: 90, break: 90 },
  };
}
