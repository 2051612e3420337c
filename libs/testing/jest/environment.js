'use strict';

const vm = require('node:vm');
const { setFlagsFromString } = require('node:v8');
const { default: NodeEnvironment } = require('jest-environment-node');

/**
 * The environment of Node as Jest ships it, but a worker compiles a module once and not once per spec file: most specs
 * load the same thousand modules. Every file still runs them anew, in a context of its own, and shares no state.
 */
module.exports = NodeEnvironment;

/** What was compiled, by the name of its file and the parameters that Jest wraps it in. */
const compiled = new Map();
const { compileFunction } = vm;

// A module runs once per spec file; V8 would drop what it compiled before the next one asks for it.
setFlagsFromString('--no-flush-bytecode');

vm.compileFunction = function compileOnce(source, parameters = [], options = {}) {
  const { filename, parsingContext } = options;
  if (!filename || !parsingContext) return compileFunction(source, parameters, options);
  const head = `(function (${parameters.join()}) {`;
  const key = head + filename;
  let known = compiled.get(key);
  if (known?.source !== source) {
    try {
      const script = new vm.Script(`${head}${source}\n})`, { filename, columnOffset: -head.length });
      known = { source, script };
    } catch {
      // Jest tells faults of syntax in its own words.
      return compileFunction(source, parameters, options);
    }
    compiled.set(key, known);
  }
  return known.script.runInContext(parsingContext);
};
