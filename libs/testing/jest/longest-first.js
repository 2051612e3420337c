'use strict';

const { relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Seconds that a file took alone on two cores, where more than some eight: with two workers a long file must not be the
 * last. What a run measured here before goes first; this table is for a machine that has measured nothing yet.
 */
const SECONDS = {
  'test/browser/every-page-wide.spec.ts': 132,
  'test/browser/every-page-narrow.spec.ts': 112,
  'test/browser/money-desk.spec.ts': 80,
  'test/browser/desk.spec.ts': 70,
  'test/browser/main-path.spec.ts': 50,
  'apps/worker/src/built-worker.spec.ts': 49,
  'test/http/role-route-matrix.spec.ts': 48,
  'test/e2e/money-sequences.spec.ts': 41,
  'test/browser/policy-officer.spec.ts': 40,
  'test/http/demo.spec.ts': 38,
  'test/browser/trouble.spec.ts': 37,
  'test/browser/law-desk.spec.ts': 37,
  'libs/casework/src/sweeps/races.spec.ts': 30,
  'test/e2e/case-model.spec.ts': 26,
  'libs/casework/src/sweeps/trouble.spec.ts': 25,
  'test/browser/policy-life.spec.ts': 24,
  'test/http/kill-worker.spec.ts': 23,
  'test/browser/administrator.spec.ts': 20,
  'test/http/refusals.spec.ts': 20,
  'test/e2e/payments.spec.ts': 15,
  'test/http/whole-path.spec.ts': 15,
  'test/faults/sweep.spec.ts': 15,
  'test/e2e/cases.spec.ts': 13,
  'apps/cli/src/start/start.spec.ts': 13,
  'test/e2e/finance-tasks.spec.ts': 12,
  'libs/embedded-postgres/src/embedded-server.spec.ts': 10,
  'test/e2e/payment-files.spec.ts': 10,
  'test/http/strange-input.spec.ts': 10,
  'test/browser/offers.spec.ts': 10,
  'test/faults/payments.spec.ts': 9,
  'test/http/sweep-events.spec.ts': 8,
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const cost = (test) =>
      test.duration ?? 1000 * (SECONDS[relative(test.context.config.rootDir, test.path)] ?? 0);
    // The order of the base class is kept among those that nothing is known of; it also puts durations in.
    return super.sort(tests).sort((one, other) => cost(other) - cost(one));
  }
};
