import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Cluster upgrades. Addresses and credentials of clusters come from `kubernetes`. */
  upgrade?: {
    /** When a way back needs a person. */
    rollback?: {
      /**
       * Failed nodes that a rollback goes round by itself, as a count or a share such as `10%`, rounded down. One more,
       * and it waits for a person to decide before the next. Default: 3
       */
      maxFailedNodes?: number | string;
    };
    /** Who does the work. */
    worker?: {
      /**
       * Whether this backend runs upgrades. Set it to false where only the API is to be served.
       * Default: true
       */
      enabled?: boolean;
      /**
       * Upgrades that this backend runs at once before it begins no more. One that waits for a person takes
       * no place, and goes on whether there is one or not. Default: 5
       */
      concurrency?: number;
      /**
       * How long an upgrade stays with a worker that gives no sign of life. Default: 30 seconds
       */
      leaseDuration?: HumanDuration | string;
      /** How often to look for upgrades that nobody told of. Default: 5 seconds */
      pollInterval?: HumanDuration | string;
    };

    /** How backends share the database. */
    database?: {
      /**
       * Whether backends on one PostgreSQL tell each other of changes with LISTEN and NOTIFY, each on one
       * connection beside the pool. Set it to false in all of them behind a pooler that shares connections
       * between transactions: they find out by looking. Default: true
       */
      listenNotify?: boolean;
    };

    /** Failure thresholds of applications. */
    thresholds?: {
      /** What holds for applications that say nothing themselves. */
      default?: {
        /** Failing instances that are still accepted. Default: 1 */
        maxFailures?: number;
        /** Default: count */
        unit?: 'count' | 'percent';
        /** How long more failures than that must last. Default: 1 minute */
        mustLast?: HumanDuration | string;
        /** Default: what the platform suggests, else rollback */
        action?: 'rollback' | 'pause' | 'warn';
      };
    };

    /** What is used where the person who plans chooses nothing; by platform, over the driver's own. */
    strategies?: {
      [platform: string]: {
        kind?: 'capacity-first' | 'scale-down' | 'hybrid';
        spareNodes?: number;
        scaleDownPercent?: number;
        maxUnavailableNodes?: number;
        /**
         * Failed nodes that an upgrade goes round by itself, as a count or a share such as `10%`, rounded down. One more,
         * and it waits for a person to decide before the next; so it does when the first node fails, or
         * applications don't come back after a node. Default: 0
         */
        maxFailedNodes?: number | string;
        /** `drainTimeoutMs` in the API, where it is a number of milliseconds */
        drainTimeout?: HumanDuration | string;
        /** `nodeSoakMs` in the API */
        nodeSoak?: HumanDuration | string;
        /** `finalSoakMs` in the API */
        finalSoak?: HumanDuration | string;
      };
    };

    /** Checks before a start. */
    verification?: {
      /** How long results count. Default: 15 minutes */
      validity?: HumanDuration | string;
      /** How long one check may take. Default: 30 seconds */
      checkTimeout?: HumanDuration | string;
      /** Checks that run at once. Default: 4 */
      concurrency?: number;
    };

    /** How clusters are looked at for the screens. */
    inspection?: {
      /** How long to wait for a cluster. Default: 20 seconds */
      timeout?: HumanDuration | string;
      /**
       * How long the list of all clusters waits for one of them; it shows what was seen last of those that
       * take longer. Default: 3 seconds
       */
      listTimeout?: HumanDuration | string;
      /** How long a cluster that gave no answer is not asked again. Default: 5 seconds */
      failureMaxAge?: HumanDuration | string;
      /** How old what is shown may be. Default: 15 seconds */
      maxAge?: HumanDuration | string;
      /** Clusters inspected at once for the list of all. Default: 8 */
      concurrency?: number;
    };

    /** The clusters of the portal's `kubernetes` configuration, as upgrades use them. */
    connections?: {
      /**
       * Names of clusters of the `kubernetes` configuration that entities of different owners may name,
       * where one API server carries platforms of several teams. Entities that name the same platform on
       * one of them are refused all the same. Default: none
       */
      sharedByOwners?: string[];
    };

    /** What one person, or one service, gets; more is answered with 429. */
    limits?: {
      /** Requests for events that wait, at once and in each backend. Default: 30 */
      openPollsPerUser?: number;
      /** Plans that are kept for `retention.plans`. Default: 200 */
      plansPerUser?: number;
      /** Notes of one person in one upgrade. Default: 50 */
      notesPerUser?: number;
      /** Notes of all in one upgrade, after its end included. Default: 500 */
      notesPerUpgrade?: number;
    };

    /** How long things are kept. */
    retention?: {
      /** Plans that were not started. Default: 7 days */
      plans?: HumanDuration | string;
      /** Finished upgrades with their events and reports. Default: 365 days */
      upgrades?: HumanDuration | string;
    };

    /** How plans and snapshots, which hold values of clusters, are sealed in the database. */
    encryption?: {
      /**
       * The first one seals, all of them open; each has at least 24 characters. To change the secret, put
       * the new one first. Default: the secrets of `backend.auth.keys`. In production the backend does not
       * start without either.
       * @deepVisibility secret
       */
      secrets?: string[];
    };

    /** Messages to people. */
    notifications?: {
      /** Default: true, where the notifications plugin is installed */
      enabled?: boolean;
    };
  };

  /**
   * Addresses and credentials of the clusters. Portals with the Kubernetes plugin have this section already;
   * here is what upgrades read of it, so that its secrets stay out of the log where that plugin is missing.
   */
  kubernetes?: {
    clusterLocatorMethods?: Array<{
      /** Upgrades use the clusters of `config`. */
      type: string;
      clusters?: Array<{
        /** What the annotation `cluster-upgrade.io/kubernetes-cluster` of an entity names. */
        name: string;
        url: string;
        /** @visibility secret */
        serviceAccountToken?: string;
        /**
         * Certificates of the cluster's authority, PEM in base64
         * @visibility secret
         */
        caData?: string;
        /**
         * File with the certificates of the cluster's authority, PEM
         * @visibility secret
         */
        caFile?: string;
        /** Not for production. Default: false */
        skipTLSVerify?: boolean;
      }>;
    }>;
  };
}
