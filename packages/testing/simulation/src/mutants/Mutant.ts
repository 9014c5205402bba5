/** One guard taken out, to see that the simulation notices. */
export interface Mutant {
  name: string;
  /** What is taken out. */
  guard: string;
  /** What happens to people without it. */
  why: string;
  /** The source file, from the repository's root. */
  file: string;
  /** Found exactly once in the file. */
  search: string;
  replacement: string;
}
