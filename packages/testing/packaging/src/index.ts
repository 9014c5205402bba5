export { applyDiff } from './applyDiff';
export { inspectPackage } from './inspectPackage';
export type { PackedFiles, PublishedManifest } from './inspectPackage';
export { mergeYaml } from './mergeYaml';
export { readReadmeSteps } from './readmeSteps';
export type { ReadmeStep } from './readmeSteps';
