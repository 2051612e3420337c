'use strict';

const { relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Seconds that a file took alone on two cores, where more than some ten: with two workers a long file must not be the
 * last. What a run measured here before goes first; this table is for a machine that has measured nothing yet.
 */
const SECONDS = {
  'test/browser/every-page-wide.spec.ts': 110,
  'test/browser/every-page-narrow.spec.ts': 100,
  'test/browser/money-desk.spec.ts': 100,
  'test/e2e/desk.spec.ts': 30,
  'test/browser/desk.spec.ts': 95,
  'libs/casework/src/sweeps/races.spec.ts': 90,
  'test/browser/main-path.spec.ts': 70,
  'test/e2e/money-sequences.spec.ts': 70,
  'apps/worker/src/built-worker.spec.ts': 65,
  'test/e2e/case-model.spec.ts': 60,
  'test/browser/trouble.spec.ts': 55,
  'test/e2e/cases.spec.ts': 55,
  'test/e2e/calls.spec.ts': 50,
  'test/browser/policy-officer.spec.ts': 50,
  'test/browser/policy-life.spec.ts': 45,
  'test/browser/law-desk.spec.ts': 40,
  'test/browser/offers.spec.ts': 40,
  'test/http/demo.spec.ts': 40,
  'test/http/kill-worker.spec.ts': 40,
  'test/faults/payments.spec.ts': 40,
  'test/http/whole-path.spec.ts': 30,
  'test/http/role-route-matrix.spec.ts': 30,
  'test/browser/administrator.spec.ts': 30,
  'test/browser/guide.spec.ts': 10,
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const cost = (test) =>
      test.duration ?? 1000 * (SECONDS[relative(test.context.config.rootDir, test.path)] ?? 0);
    // The order of the base class is kept among those that nothing is known of; it also puts durations in.
    return super.sort(tests).sort((one, other) => cost(other) - cost(one));
  }
};
