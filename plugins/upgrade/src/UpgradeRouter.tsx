import { Route, Routes } from 'react-router-dom';
import { Text } from '@backstage/ui';

export function UpgradeRouter() {
  return (
    <Routes>
      <Route path="/" element={<Text>Fleet</Text>} />
    </Routes>
  );
}
