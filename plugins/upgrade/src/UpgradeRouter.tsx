import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Route, Routes } from 'react-router-dom';
import { FleetPage } from './fleet/FleetPage';
import { ProgressPage } from './progress/ProgressPage';
import { ReportPage } from './report/ReportPage';
import { newUpgradeRouteRef, reportRouteRef, runRouteRef } from './routes';
import { StartUpgradePage } from './wizard/StartUpgradePage';

/** The pages below the fleet page. */
export function UpgradeRouter() {
  return (
    <Routes>
      <Route path="/" element={<FleetPage />} />
      <Route path={reportRouteRef.path} element={<ReportPage />} />
      <Route path={runRouteRef.path} element={<ProgressPage />} />
      <Route path={newUpgradeRouteRef.path} element={<StartUpgradePage />} />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}
