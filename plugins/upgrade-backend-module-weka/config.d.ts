export interface Config {
  upgrade?: {
    weka?: {
      /**
       * Versions that may be offered, as image tags, for example `4.4.5.120-k8s.1`; the day of publication may
       * follow: `4.4.5.120-k8s.1 2026-02-11`. Those named in the ConfigMap `weka-releases` beside the
       * WekaCluster are offered too.
       */
      versions?: string[];
      /** The same with all that is known of a version; dates like `'2026-02-11'`. */
      releases?: Array<{
        /** The image tag. */
        version: string;
        /** Which of two versions of different lines is newer is told by this day, not by the number. */
        releasedAt?: string;
        supportEndsAt?: string;
        notesUrl?: string;
      }>;
      /**
       * Which operator and which Weka each kind of container needs, so that a check can tell before the start.
       * Replaces the documented ones: name every kind that is used.
       */
      operator?: Array<{
        /** Mode of containers of the storage cluster, for example `s3`. */
        mode: string;
        /** The oldest Weka operator that manages it, for example `1.7`; absent: none does. */
        minimumOperator?: string;
        /** The oldest Weka with which it does; absent: any. */
        minimumVersion?: string;
      }>;
      /** Replaces the permitted steps, where another edition of Weka's documentation applies. */
      rules?: {
        /** How many leading numbers of a version name its line: 2 for `4.4`, 1 for `5`. */
        numbersOfLine: number;
        steps: Array<{
          /** A line. */
          from: string;
          to: string;
          /** The oldest version of `from` from which the step is permitted; absent: any. */
          minimumSource?: string;
        }>;
      };
    };
  };
}
