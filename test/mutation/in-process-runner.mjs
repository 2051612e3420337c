import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';

/**
 * Runs the specs of a pure room for a mutant inside one process, with Jest's own `test` and `expect`. Jest itself sets up
 * a world anew for every mutant, which takes seconds; here only the project's modules are read again, which takes a tenth
 * of one. It fits specs that need nothing but `test`, `describe` and `expect`: no mocks, no snapshots, no database.
 */

const require = createRequire(import.meta.url);
const IGNORED_FOLDERS = new Set(['node_modules', 'dist']);

/** Every spec below the folders, and every spec named itself, by its path from the root of the project. */
function specsOf(root, roots, left) {
  const below = (folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter(({ name }) => name.endsWith('.spec.ts') && !left.some((part) => name.startsWith(`${part}.`)))
      .map(({ parentPath, name }) => relative(root, join(parentPath, name)))
      .filter((path) => !path.split('/').some((part) => IGNORED_FOLDERS.has(part)));
  return roots.flatMap((path) => (path.endsWith('.spec.ts') ? [path] : below(path))).sort();
}

/** Lets `require` read TypeScript as Jest does, and find the rooms of this copy of the project. */
function readTypeScript(root, { transform, moduleNameMapper }) {
  const { transformSync } = require('@swc/core');
  const [[, [, options]]] = Object.entries(transform);
  const [[room]] = Object.entries(moduleNameMapper);
  const compiled = new Map();
  Module._extensions['.ts'] = (module, filename) => {
    const code =
      compiled.get(filename) ??
      transformSync(readFileSync(filename, 'utf8'), { ...options, filename, sourceMaps: false }).code;
    compiled.set(filename, code);
    module._compile(code, filename);
  };
  const resolveFilename = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) => {
    const [, name] = new RegExp(room).exec(request) ?? [];
    return name ? join(root, 'libs', name, 'src/index.ts') : resolveFilename(request, ...rest);
  };
}

class InProcessRunner {
  static inject = tokens(commonTokens.options);
  #options;
  #root = '';
  #specs = [];
  #circus;
  /** By the id of a test, how long it took without a mutant; empty in a process that took the place of one that hung. */
  #took = new Map();
  /** By file and spec, how many changes of the file the spec noticed. */
  #noticed = new Map();

  constructor({ inProcess }) {
    this.#options = inProcess;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.#root = process.cwd();
    readTypeScript(this.#root, require(resolve('jest.config.js')));
    this.#specs = specsOf(this.#root, this.#options.roots, this.#options.slow);
    this.#circus = require('jest-circus');
    const { expect } = require('expect');
    const { test, it, describe, beforeAll, beforeEach, afterAll, afterEach } = this.#circus;
    Object.assign(globalThis, { test, it, describe, beforeAll, beforeEach, afterAll, afterEach, expect });
    globalThis.__stryker__ ??= {};
    // The same made-up cases for every mutant, so that a figure comes out again.
    require('fast-check').configureGlobal({ seed: 1 });
  }

  async dryRun() {
    const state = globalThis.__stryker__;
    state.activeMutant = undefined;
    const tests = [];
    const perTest = {};
    for (const spec of this.#specs) {
      state.mutantCoverage = { static: {}, perTest: {} };
      const found = await this.#runSpec(spec, { isAsked: () => true, bail: false });
      const { static: whileLoading, perTest: whileTesting } = state.mutantCoverage;
      // What ran while a spec was read runs again, changed, when it is read for a mutant: all of its tests rest on it.
      for (const { id, timeSpentMs } of found) {
        perTest[id] = { ...whileLoading, ...whileTesting[id] };
        this.#took.set(id, timeSpentMs);
      }
      tests.push(...found);
    }
    state.mutantCoverage = undefined;
    return { status: DryRunStatus.Complete, tests, mutantCoverage: { static: {}, perTest } };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, disableBail }) {
    const state = globalThis.__stryker__;
    Object.assign(state, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit ? 0 : undefined });
    const asked = testFilter && new Set(testFilter);
    const isAsked = (id) => !asked || asked.has(id);
    const { fileName } = activeMutant;
    const order = testFilter ? this.#soonestFirst(testFilter, fileName) : this.#specs;
    const tests = [];
    try {
      for (const spec of order) {
        tests.push(...(await this.#runSpec(spec, { isAsked, bail: !disableBail })));
        if (!tests.some(({ status }) => status === TestStatus.Failed)) continue;
        const key = `${fileName} ${spec}`;
        this.#noticed.set(key, (this.#noticed.get(key) ?? 0) + 1);
        if (!disableBail) break;
      }
    } finally {
      state.activeMutant = undefined;
    }
    const limit = determineHitLimitReached(state.hitCount, state.hitLimit);
    return toMutantRunResult(limit ?? { status: DryRunStatus.Complete, tests }, disableBail);
  }

  /** The specs of the tests that are asked: first those that notice most changes of the file for the time that they take. */
  #soonestFirst(asked, fileName) {
    const took = new Map();
    for (const id of asked) {
      const spec = specOf(id);
      took.set(spec, (took.get(spec) ?? 0) + (this.#took.get(id) ?? 0));
    }
    // A spec that has noticed nothing yet may still; reading it again takes time as well.
    const worth = (spec) => ((this.#noticed.get(`${fileName} ${spec}`) ?? 0) + 0.2) / (took.get(spec) + 50);
    return [...took.keys()].sort((a, b) => worth(b) - worth(a));
  }

  /** Reads the project's modules again, so that nothing that another mutant left behind is there, and runs one spec. */
  async #runSpec(spec, { isAsked, bail }) {
    for (const path of Object.keys(require.cache))
      if (path.startsWith(`${this.#root}/`) && !path.includes('/node_modules/')) delete require.cache[path];
    const { resetState, getState, run, addEventHandler, removeEventHandler } = this.#circus;
    resetState();
    getState().testTimeout = 600_000;
    const state = globalThis.__stryker__;
    const tests = [];
    let isOver = false;
    const idOf = (test) => {
      const names = [];
      for (let at = test; at.parent; at = at.parent) names.unshift(at.name);
      return `${spec} ${names.join(' ')}`;
    };
    const handler = ({ name, test }) => {
      if (name === 'test_start') {
        const id = idOf(test);
        if (isOver || !isAsked(id)) test.mode = 'skip';
        else state.currentTestId = id;
      }
      if (name === 'test_done') {
        state.currentTestId = undefined;
        const [error] = test.errors;
        const base = {
          id: idOf(test),
          name: idOf(test),
          timeSpentMs: test.duration ?? 0,
          fileName: join(this.#root, spec),
        };
        const cause = Array.isArray(error) ? (error[0] ?? error[1]) : error;
        tests.push(
          error
            ? { ...base, status: TestStatus.Failed, failureMessage: String(cause?.message ?? cause) }
            : { ...base, status: TestStatus.Success },
        );
        isOver ||= bail && error !== undefined;
      }
    };
    addEventHandler(handler);
    try {
      require(join(this.#root, spec));
      await run();
      const { unhandledErrors } = getState();
      if (unhandledErrors.length > 0) tests.push(failedToLoad(spec, unhandledErrors[0]));
    } catch (error) {
      tests.push(failedToLoad(spec, error));
    } finally {
      state.currentTestId = undefined;
      removeEventHandler(handler);
    }
    return tests;
  }
}

/** The id of a test begins with the path of its spec. */
const specOf = (id) => id.slice(0, id.indexOf('.spec.ts') + '.spec.ts'.length);

/** A spec that cannot be read, or that breaks outside its tests, has noticed the change as well. */
function failedToLoad(spec, error) {
  const id = `${spec} (loading)`;
  return { id, name: id, timeSpentMs: 0, status: TestStatus.Failed, failureMessage: String(error) };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];

export const strykerValidationSchema = {
  properties: {
    inProcess: {
      type: 'object',
      properties: { roots: { type: 'array' }, slow: { type: 'array' } },
    },
  },
};
