import type {
  ApiResponse,
  KubeObject,
} from '@cluster-upgrade/plugin-upgrade-node';
import { badRequest, notFound } from '../errors/StatusError';
import { ResourceCall, ResourceHandler } from '../handlers/ResourceCall';
import { isTrue } from '../request/requestInfo';
import { ChunkQueue } from '../response/ChunkQueue';
import { streamResponse, textResponse } from '../response/responses';
import { formatTime } from '../timestamps';
import { LogLine } from './PodLogs';

/** @internal */
export const handleLog: ResourceHandler = call => {
  const { context, definition, info, request } = call;
  const { query = {} } = request;
  const pod = context.store.get(
    definition.bucket,
    info.namespace,
    info.name!,
  )?.object;
  if (!pod) {
    throw notFound(definition, info.name!);
  }
  const name = chooseContainer(pod, query.container);
  if (!pod.spec.nodeName) {
    // Upstream asks the kubelet, and has nobody to ask yet.
    return textResponse(204, '', 'text/plain');
  }
  const container = runOf(pod, name, isTrue(query.previous));
  const format = (line: LogLine) =>
    `${isTrue(query.timestamps) ? `${formatTime(line.timeMs)} ` : ''}${
      line.text
    }\n`;
  const lines = selectLines(
    context.podLogs.read(container),
    query,
    context.clock.now(),
  );
  const text = lines.map(format).join('');
  return isTrue(query.follow)
    ? followedLog(call, container, text, format)
    : textResponse(200, text, 'text/plain');
};

function followedLog(
  { context, definition, info, request }: ResourceCall,
  container: { podUid: string; name: string; restart: number },
  text: string,
  format: (line: LogLine) => string,
): ApiResponse {
  const queue = new ChunkQueue();
  if (text) {
    queue.push(text);
  }
  context.podLogs.follow(container, queue, format);
  // The stream ends with the pod.
  queue.onClose(
    context.store.subscribe(definition.bucket, ({ type, current }) => {
      if (
        type === 'deleted' &&
        current.object.metadata.uid === container.podUid &&
        current.object.metadata.name === info.name
      ) {
        queue.close();
      }
    }),
  );
  request.signal?.addEventListener('abort', () => queue.close(), {
    once: true,
  });
  return streamResponse(queue, 'text/plain');
}

function chooseContainer(pod: KubeObject, wanted?: string): string {
  const name = pod.metadata.name;
  const containers: string[] = (pod.spec.containers ?? []).map(
    (item: any) => item.name,
  );
  const initContainers: string[] = (pod.spec.initContainers ?? []).map(
    (item: any) => item.name,
  );
  if (!wanted && containers.length === 1) {
    return containers[0];
  }
  if (!wanted) {
    const inits =
      initContainers.length > 0
        ? ` or one of the init containers: [${initContainers.join(' ')}]`
        : '';
    throw badRequest(
      `a container name must be specified for pod ${name}, choose one of: [${containers.join(
        ' ',
      )}]${inits}`,
    );
  }
  if (![...containers, ...initContainers].includes(wanted)) {
    throw badRequest(`container ${wanted} is not valid for pod ${name}`);
  }
  return wanted;
}

function runOf(pod: KubeObject, name: string, isPrevious: boolean) {
  const status = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
  ].find((item: any) => item.name === name);
  const isStarted = Boolean(
    status?.state?.running ||
    status?.state?.terminated ||
    status?.lastState?.terminated,
  );
  if (!isStarted) {
    const reason = status?.state?.waiting?.reason ?? 'ContainerCreating';
    throw badRequest(
      `container "${name}" in pod "${pod.metadata.name}" is waiting to start: ${reason}`,
    );
  }
  const restarts = status.restartCount ?? 0;
  // A container between two runs shows what the last one wrote.
  const isBetweenRuns = Boolean(status.state?.waiting);
  const restart = restarts - (isPrevious || isBetweenRuns ? 1 : 0);
  if (restart < 0) {
    throw badRequest(
      `previous terminated container "${name}" in pod "${pod.metadata.name}" not found`,
    );
  }
  return { podUid: pod.metadata.uid!, name, restart };
}

function selectLines(
  lines: readonly LogLine[],
  query: Record<string, string>,
  nowMs: number,
): readonly LogLine[] {
  let selected = lines;
  if (query.sinceSeconds) {
    const sinceMs = nowMs - Number(query.sinceSeconds) * 1000;
    selected = selected.filter(line => line.timeMs >= sinceMs);
  }
  if (query.sinceTime) {
    const sinceMs = Date.parse(query.sinceTime);
    selected = selected.filter(line => line.timeMs >= sinceMs);
  }
  if (query.tailLines !== undefined) {
    const count = Number(query.tailLines);
    selected = count > 0 ? selected.slice(-count) : [];
  }
  return selected;
}
