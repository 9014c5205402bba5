import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { Fence } from '../database/Fence';
import { ConcurrentEventError, StaleFenceError } from '../database/storeErrors';
import { Claim, Transition, UpgradeStore } from '../database/UpgradeStore';
import { makeTransition } from '../engine/decisions/transition';
import { Mutation } from './swarm';

/**
 * A store that lets a worker write which lost its lease, or came second: it appends to whatever is there
 * now. What the `WHERE` of a commit prevents.
 */
export function withoutFence(): Mutation {
  let latest: Fence | undefined;
  const mutate = (store: UpgradeStore) =>
    replacing(store, {
      claimUpgrade: async request => {
        const claim: Claim | undefined = await store.claimUpgrade(request);
        latest = claim?.fence ?? latest;
        return claim;
      },
      commitTransition: async (fence, transition) => {
        try {
          await store.commitTransition(fence, transition);
        } catch (error) {
          if (
            !(error instanceof StaleFenceError) &&
            !(error instanceof ConcurrentEventError)
          ) {
            throw error;
          }
          const state = await store.readState(fence.upgradeId);
          const forced: Transition = {
            ...transition,
            ...makeTransition(state, transition.events, state.requestedAtMs),
          };
          await store.commitTransition(latest ?? fence, forced);
        }
      },
    });
  return { store: mutate, rates: { storeDelay: 0.5, freeze: 0.15 } };
}

/** A plan that allows any number of lanes at once. What the lane limit prevents. */
export function withoutLaneLimit(): Mutation {
  return {
    store: store =>
      replacing(store, {
        readPlan: async (upgradeId, kind) => {
          const plan: UpgradePlan | undefined = await store.readPlan(
            upgradeId,
            kind,
          );
          return plan && { ...plan, laneLimits: { nodes: 1_000 } };
        },
      }),
  };
}

/** The store with some methods replaced. */
function replacing(
  store: UpgradeStore,
  methods: Partial<UpgradeStore>,
): UpgradeStore {
  return new Proxy(store, {
    get: (target, name) => {
      const member =
        Reflect.get(methods, name) ?? Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
