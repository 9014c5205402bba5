module.exports = require('../../../tools/lint/packageLint')(__dirname, 'host');
