import { Link, Text } from '@backstage/ui';
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
import { useServerText } from '../../parts/serverText';
import { useText } from '../../parts/useText';
import { StandingNeed, standingNeeds } from '../model/standingNeeds';
import { MAX_WAITS, WaitView } from '../model/waitViews';
import styles from './panels.module.css';

/** Who is needed, and for what; what ends by itself is in the sentence and on the tiles. */
export function NeedsPanel({
  state,
  needs,
  applications,
  finish,
}: {
  state: UpgradeState;
  needs: readonly WaitView[];
  /** The way to take a cluster that was left part-way to its end. */
  finish?: Finish;
  /** With their owners, once they are known. */
  applications: readonly ApplicationInfo[];
}) {
  const t = useText();
  const nowMs = useServerNow();
  const decision =
    state.status === 'needs-attention' ? state.failure : undefined;
  const asks = standingNeeds(state, finish?.version, nowMs);
  const count = needs.length + asks.length + (decision ? 1 : 0);
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
        {asks.map(ask => (
          <Ask key={askKey(ask)} ask={ask} finish={finish} />
        ))}
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

/** Where an upgrade that stopped part-way is taken to its end. */
export interface Finish {
  version: string;
  href?: string;
}

const askKey = (ask: StandingNeed) =>
  ask.kind === 'breach' ? ask.health.applicationId : ask.kind;

/** What waits for a person without any step that waits. */
function Ask({ ask, finish }: { ask: StandingNeed; finish?: Finish }) {
  const t = useText();
  const serverText = useServerText();
  if (ask.kind === 'breach') {
    const { applicationId, rule } = ask.health;
    return (
      <li className={styles.wait} data-severity="danger">
        <strong>
          {t('progress.needs.breach', { application: applicationId })}
        </strong>
        <span className={styles.small}>{serverText(rule.text)}</span>
        <span>{t('progress.needs.breachWayOut')}</span>
      </li>
    );
  }
  return (
    <li className={styles.wait} data-severity="warning">
      <strong>{t(`progress.needs.${ask.kind}`)}</strong>
      {ask.kind === 'part-way' && finish ? (
        <Link href={finish.href}>
          {t('progress.needs.finish', { version: finish.version })}
        </Link>
      ) : (
        <span>{t('progress.needs.resumeOrCancel')}</span>
      )}
    </li>
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
  const serverText = useServerText();
  const why = serverText(waitWhyText(wait) ?? '');
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
