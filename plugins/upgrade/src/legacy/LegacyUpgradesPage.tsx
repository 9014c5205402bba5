import { compatWrapper } from '@backstage/core-compat-api';
import { Content, Header, Page } from '@backstage/core-components';
import { useText } from '../parts/useText';
import { UpgradeRouter } from '../UpgradeRouter';

/** The older system leaves the page's frame to the plugin. */
export function LegacyUpgradesPage() {
  return compatWrapper(<FramedPage />);
}

function FramedPage() {
  const t = useText();
  return (
    <Page themeId="tool">
      <Header title={t('fleet.title')} />
      <Content>
        <UpgradeRouter />
      </Content>
    </Page>
  );
}
