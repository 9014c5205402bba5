import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Route, Routes } from 'react-router-dom';
import { ProgressPage } from './progress/ProgressPage';
import { runRouteRef } from './routes';

/** The pages below the fleet page. */
export function UpgradeRouter() {
  return (
    <Routes>
      <Route path={runRouteRef.path} element={<ProgressPage />} />
      <Route path="*" element={<NotFoundErrorPage />} />
    </Routes>
  );
}
