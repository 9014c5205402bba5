import { Text } from '@backstage/ui';
import {
  ApplicationInfo,
  isSetAside,
  limitText,
  Unblocker,
  UpgradeState,
  waitedText,
  WaitReason,
  waitSubjectText,
  waitWhyText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Section } from '../../parts/frame/Section';
import { PersonLink } from '../../parts/PersonLink';
import { StatusGlyph } from '../../parts/status/StatusGlyph';
import { useServerNow } from '../../parts/time/clock';
import { useText } from '../../parts/useText';
import { MAX_WAITS, WaitView } from '../model/waitViews';
import styles from './panels.module.css';

/** Who is needed, and for what; what ends by itself is in the sentence and on the tiles. */
export function NeedsPanel({
  state,
  needs,
  applications,
}: {
  state: UpgradeState;
  needs: readonly WaitView[];
  /** With their owners, once they are known. */
  applications: readonly ApplicationInfo[];
}) {
  const t = useText();
  const decision =
    state.status === 'needs-attention' ? state.failure : undefined;
  const count = needs.length + (decision ? 1 : 0);
  return (
    <Section title={`${t('progress.needs.title')} (${count})`}>
      {count === 0 && (
        <Text as="p" color="secondary">
          {t('progress.needs.none')}
        </Text>
      )}
      <ul className={styles.waits}>
        {decision && (
          <li className={styles.wait} data-severity="danger">
            <strong>{decision.cause.text}</strong>
            <span className={styles.small}>{decision.remedy}</span>
            <span>
              {t(
                isSetAside(state)
                  ? 'progress.needs.takeUpAgain'
                  : 'progress.needs.decide',
              )}
            </span>
          </li>
        )}
        {needs.slice(0, MAX_WAITS).map(view => (
          <Wait key={view.key} view={view} applications={applications} />
        ))}
      </ul>
      {needs.length > MAX_WAITS && (
        <Text as="p" color="secondary">
          {t('progress.needs.more', { count: needs.length - MAX_WAITS })}
        </Text>
      )}
    </Section>
  );
}

function Wait({
  view: { wait, steps },
  applications,
}: {
  view: WaitView;
  applications: readonly ApplicationInfo[];
}) {
  const t = useText();
  const nowMs = useServerNow();
  const why = waitWhyText(wait);
  return (
    <li className={styles.wait} data-severity="warning">
      <strong>
        <StatusGlyph glyph="needs-you" /> {waitSubjectText(wait)}
      </strong>
      {why && <span className={styles.small}>{why}</span>}
      <span>
        <Who wait={wait} applications={applications} />
      </span>
      <span className={styles.small}>
        {`${waitedText(wait, nowMs)}. ${limitText(wait, nowMs)}`}
      </span>
      {steps.length > 1 && (
        <span className={styles.small}>
          {t('progress.needs.steps', { count: steps.length })}
        </span>
      )}
    </li>
  );
}

/** Whom to ask, as the catalog names them. */
function Who({
  wait: { unblocks },
  applications,
}: {
  wait: WaitReason;
  applications: readonly ApplicationInfo[];
}) {
  const t = useText();
  const person = personOf(unblocks, applications);
  return (
    <>
      {t(`progress.needs.${unblocks.kind}`)}
      {person && (
        <>
          {': '}
          <PersonLink actor={person} />
        </>
      )}
    </>
  );
}

/** A wait names an application by its workload, or a person by an entity ref. */
function personOf(
  { ref }: Unblocker,
  applications: readonly ApplicationInfo[],
): string | undefined {
  const application = applications.find(({ id }) => id === ref);
  return application?.ownerRef ?? application?.entityRef ?? ref;
}
