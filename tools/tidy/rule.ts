/** A tracked file, with its text where it has one. */
export interface SourceFile {
  /** Relative to the repository. */
  path: string;
  text: string;
}

/** One rule of this repository; the problems it answers name file, reason and remedy. */
export interface Rule {
  name: string;
  check(files: SourceFile[]): string[];
}
