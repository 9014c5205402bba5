/**
 * Loaded with `node --require` before the transform of TypeScript: takes a guard out of one source file as
 * it is read. What is replaced is said by the environment, so that no switch has to be in the code itself.
 */
const { Module } = require('node:module');

const { file, search, replacement } = JSON.parse(
  process.env.UPGRADE_SOURCE_REPLACEMENT,
);
const loadScript = Module._extensions['.js'];

Module._extensions['.ts'] = (module, filename) => {
  if (filename === file) {
    const compile = module._compile;
    module._compile = (source, ...rest) => {
      module._compile = compile;
      return module._compile(replaced(source), ...rest);
    };
  }
  return loadScript(module, filename);
};

function replaced(source) {
  const parts = source.split(search);
  if (parts.length !== 2) {
    throw new Error(
      `${file} holds the text to replace ${parts.length - 1} times, not once: ${search}`,
    );
  }
  return parts.join(replacement);
}
