import { z } from 'zod';
import { nameInput } from '../objectInput';

/**
 * Input of `restore-cordon`. The plan's snapshot must hold `/spec/unschedulable` of the node.
 *
 * @public
 */
export const restoreCordonInput = z.strictObject({ node: nameInput });
