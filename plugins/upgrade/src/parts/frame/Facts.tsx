import { Fragment, ReactNode } from 'react';
import styles from './Facts.module.css';

/** A name and what it is. */
export interface Fact {
  name: string;
  value: ReactNode;
}

/** Names with their values, side by side where there is room. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value }) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
