import { buildReport } from '../../reports/buildReport';
import { reportMarkdown } from '../../reports/reportMarkdown';
import { ApiServices } from '../ApiServices';
import { RouteHandlers } from '../RouteHandler';
import {
  thresholdsWithout,
  visibleComponents,
} from '../views/visibleComponents';
import { reportInput } from '../reportInput';

/** What became of an upgrade. */
export function reportRoutes(
  services: ApiServices,
): Pick<RouteHandlers, 'getReport'> {
  return {
    async getReport({ subject, query, caller, header }) {
      const input = await reportInput(services, subject.upgrade.id);
      const { upgrade } = input.plans;
      const thresholds = thresholdsWithout(
        upgrade.thresholds,
        await visibleComponents(services, subject.upgrade.clusterRef, caller),
      );
      const report = buildReport({
        ...input,
        plans: { ...input.plans, upgrade: { ...upgrade, thresholds } },
      });
      const isMarkdown =
        query.format === undefined
          ? wantsMarkdown(header('Accept'))
          : query.format === 'md';
      return isMarkdown
        ? { status: 200, markdown: reportMarkdown(report) }
        : { status: 200, json: report };
    },
  };
}

function wantsMarkdown(accept: string | undefined): boolean {
  return accept?.split(',')[0].trim().startsWith('text/markdown') ?? false;
}
