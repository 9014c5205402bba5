export interface Config {
  upgrade?: {
    weka?: {
      /**
       * Versions that may be offered, as image tags, for example `4.4.5.120-k8s.1`. Those named in the
       * ConfigMap `weka-releases` beside the WekaCluster are offered too.
       */
      versions?: string[];
    };
  };
}
