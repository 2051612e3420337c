/**
 * A mutation run of a part of the law or of money: every place of its source is changed once, and a spec must turn red.
 *
 * Left out, with the reason:
 * - StringLiteral: most literals are words for people (messages, explanations in Chinese, ways out), whose exact wording
 *   no spec should pin; those that carry meaning (kinds, codes, statuses) are types, which the compiler keeps.
 * - Tables: data, not behaviour; the specs of facts and titles go through their rows.
 *
 * @param {string} name of the part, as its figures are kept under
 * @param {readonly string[]} mutate the files that are changed
 * @param {readonly string[]} roots folders of the specs that must notice, or single specs: those that are about the part
 * @param {readonly string[]} slow specs among them that take longest, searches through made-up texts and facts
 */
export function mutationOf(name, { mutate, roots, slow = [] }) {
  return {
    testRunner: 'in-process',
    plugins: ['./test/mutation/in-process-runner.mjs'],
    inProcess: { roots, slow },
    coverageAnalysis: 'perTest',
    mutate: [...mutate, '!**/*.spec.ts', '!**/*.fixture.ts', '!**/*.table.ts', '!**/index.ts'],
    mutator: { excludedMutations: ['StringLiteral'] },
    ignorePatterns: ['apps', 'docker', '**/dist', '.nx', '.stryker', 'screenshots'],
    concurrency: 1,
    // A change that only makes a busy machine slow is not found by that.
    timeoutMS: 20_000,
    incremental: true,
    incrementalFile: `.stryker/${name}.incremental.json`,
    tempDirName: `.stryker/${name}`,
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: { allowColor: false, reportTests: false },
    thresholds: { high: 95, low: 90, break: 90 },
  };
}
