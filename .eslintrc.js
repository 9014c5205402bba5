module.exports = { root: true, ignorePatterns: ['dist-types', '.toolchain'] };
