import { memo, useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { StatusGlyph } from '../../parts/status/StatusGlyph';
import { useText } from '../../parts/useText';
import { useServerText } from '../../parts/serverText';
import { EventLine } from '../model/eventLines';
import styles from './log.module.css';
import { TimeStamp } from '../../parts/time/TimeStamp';

/** One line; its time is the link to it. */
export const EventRow = memo(
  function EventRowOfLine({
    line: { seq, atMs, glyph, text, count },
    isLinked,
  }: {
    line: EventLine;
    isLinked: boolean;
  }) {
    const t = useText();
    const serverText = useServerText();
    const row = useRef<HTMLLIElement>(null);
    const timeId = `upgrade-event-${seq}-time`;
    const textId = `upgrade-event-${seq}-text`;
    useEffect(() => {
      if (isLinked) {
        row.current?.scrollIntoView({ block: 'center' });
      }
    }, [isLinked]);
    return (
      <li
        ref={row}
        className={styles.line}
        aria-current={isLinked ? 'true' : undefined}
      >
        <Link
          to={{ search: `?line=${seq}`, hash: '#upgrade-events' }}
          className={styles.time}
          // A hundred stops would stand between the log and what follows; the log itself is one.
          tabIndex={-1}
          aria-labelledby={`${timeId} ${textId}`}
        >
          <span id={timeId}>
            <TimeStamp atMs={atMs} />
          </span>
        </Link>
        <StatusGlyph glyph={glyph} />
        <span id={textId} className={styles.text}>
          {serverText(text)}
          {count > 1 && ` ${t('progress.log.repeated', { count })}`}
        </span>
      </li>
    );
  },
  (before, after) =>
    before.line.seq === after.line.seq &&
    before.line.count === after.line.count &&
    before.line.text === after.line.text &&
    before.isLinked === after.isLinked,
);
