import { PodFaultKind } from './fault';

/** What people call the faults on a command line. */
const kindsByName: Record<string, PodFaultKind> = {
  'crash-loop': 'crash-loop',
  'image-pull': 'bad-image',
  'bad-image': 'bad-image',
  'failing-probe': 'failing-probe',
  'slow-start': 'slow-start',
  'stuck-termination': 'stuck-termination',
};

/**
 * @throws when there is no such fault, naming those there are
 * @internal
 */
export function podFaultKind(name: string): PodFaultKind {
  const kind = kindsByName[name];
  if (!kind) {
    throw new Error(
      `There is no fault "${name}"; choose one of: ${Object.keys(
        kindsByName,
      ).join(', ')}`,
    );
  }
  return kind;
}
