/** What the control plane says of a node, and its kubelet if that gives a sign of life. */
export function nodeStatus(isLost: boolean, nowMs: number) {
  return {
    conditions: [
      {
        type: 'Ready',
        status: isLost ? 'Unknown' : 'True',
        lastTransitionTime: new Date(nowMs).toISOString(),
      },
    ],
  };
}
