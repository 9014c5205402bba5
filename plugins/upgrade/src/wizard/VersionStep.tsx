import { Text } from '@backstage/ui';
import {
  ClusterDetail,
  ReleaseOption,
} from '@cluster-upgrade/plugin-upgrade-common';
import { pathText } from '../entity/ReleaseTable';
import { StatusLabel } from '../parts/status/StatusLabel';
import { useText } from '../parts/useText';
import styles from './wizard.module.css';

/** Which version; what can't be chosen stays in the list with its reason. */
export function VersionStep({
  detail,
  chosen,
  wanted,
  onChoose,
}: {
  detail: ClusterDetail;
  chosen: string | undefined;
  /** The version that the link here named. */
  wanted?: string;
  onChoose(version: string): void;
}) {
  const t = useText();
  if (detail.releases.length === 0) {
    return (
      <Text as="p">
        {t(
          detail.inventory
            ? 'wizard.version.none'
            : 'wizard.version.noneUnreachable',
        )}
      </Text>
    );
  }
  return (
    <fieldset className={styles.options}>
      <legend>{t('wizard.version.legend')}</legend>
      <Text as="p" color="secondary">
        {t('wizard.version.hint')}
      </Text>
      {detail.overview.versions.length > 1 && (
        <Text as="p" color="secondary">
          {t('wizard.version.mixed', {
            versions: detail.overview.versions
              .map(({ version }) => version)
              .join(', '),
          })}
        </Text>
      )}
      {wanted !== undefined && chosen === undefined && (
        <WantedNotice wanted={wanted} releases={detail.releases} />
      )}
      {detail.releases.map(release => (
        <VersionOption
          key={release.version}
          release={release}
          isChosen={release.version === chosen}
          onChoose={() => onChoose(release.version)}
        />
      ))}
    </fieldset>
  );
}

/** A link may name what can't be chosen, for example because it is old. */
function WantedNotice({
  wanted: version,
  releases,
}: {
  wanted: string;
  releases: readonly ReleaseOption[];
}) {
  const t = useText();
  const release = releases.find(known => known.version === version);
  if (release && release.blockedBy.length === 0) {
    return null;
  }
  return (
    <div role="status">
      <StatusLabel glyph="warning" isPlain>
        {t(release ? 'wizard.notice.notOpen' : 'wizard.notice.notOffered', {
          version,
        })}
      </StatusLabel>
    </div>
  );
}

function VersionOption({
  release,
  isChosen,
  onChoose,
}: {
  release: ReleaseOption;
  isChosen: boolean;
  onChoose(): void;
}) {
  const t = useText();
  const { version, blockedBy, risks, isRecommended } = release;
  const isBlocked = blockedBy.length > 0;
  const detailId = `upgrade-version-${version}`;
  return (
    <label className={styles.option} data-chosen={isChosen}>
      <input
        type="radio"
        name="upgrade-version"
        value={version}
        checked={isChosen}
        // Stays reachable, so that the reason can be read by everybody.
        aria-disabled={isBlocked}
        aria-describedby={detailId}
        onChange={() => !isBlocked && onChoose()}
      />
      <span className={styles.optionBody}>
        <strong>
          {release.isFinish ? t('entity.next.finish', { version }) : version}
          {isRecommended && ` (${t('wizard.version.recommended')})`}
        </strong>
        <span id={detailId} className={styles.optionBody}>
          {!isBlocked && (
            <span className={styles.small}>
              {t('wizard.version.path', { path: pathText(release, t) })}
            </span>
          )}
          {blockedBy.map(({ text }) => (
            <StatusLabel key={text} glyph="skipped" isPlain>
              {t('wizard.version.blocked', { reason: text })}
            </StatusLabel>
          ))}
          {risks.map(({ text }) => (
            <StatusLabel key={text} glyph="warning" isPlain>
              {t('wizard.version.risk', { risk: text })}
            </StatusLabel>
          ))}
        </span>
      </span>
    </label>
  );
}
