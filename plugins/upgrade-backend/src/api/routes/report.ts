import { buildReport } from '../../reports/buildReport';
import { reportMarkdown } from '../../reports/reportMarkdown';
import { ApiServices } from '../ApiServices';
import { RouteHandlers } from '../RouteHandler';
import { reportInput } from '../reportInput';

/** What became of an upgrade. */
export function reportRoutes(
  services: ApiServices,
): Pick<RouteHandlers, 'getReport'> {
  return {
    async getReport({ subject, query, header }) {
      const report = buildReport(
        await reportInput(services, subject.upgrade.id),
      );
      const isMarkdown =
        query.format === undefined
          ? wantsMarkdown(header('Accept'))
          : query.format === 'md';
      return {
        status: 200,
        json: report,
        ...(isMarkdown && { asMarkdown: reportMarkdown }),
      };
    },
  };
}

function wantsMarkdown(accept: string | undefined): boolean {
  return accept?.split(',')[0].trim().startsWith('text/markdown') ?? false;
}
