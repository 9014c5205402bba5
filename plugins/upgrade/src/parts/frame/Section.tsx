import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import contrast from '../contrast.module.css';
import styles from './Section.module.css';

/** A titled part of a page, which screen readers list. */
export function Section({
  title,
  aside,
  children,
  id,
}: {
  title: string;
  /** Stands opposite the title. */
  aside?: ReactNode;
  children: ReactNode;
  /** For links into the page. */
  id?: string;
}) {
  const titleId = useId();
  return (
    <section
      aria-labelledby={titleId}
      id={id}
      tabIndex={id === undefined ? undefined : -1}
      className={`${styles.section} ${contrast.onCard}`}
    >
      <Card className={styles.card}>
        <CardHeader>
          <Flex
            justify="between"
            align="center"
            gap="2"
            className={styles.head}
          >
            <Text as="h2" variant="title-x-small" weight="bold" id={titleId}>
              {title}
            </Text>
            {aside}
          </Flex>
        </CardHeader>
        <CardBody className={styles.body}>{children}</CardBody>
      </Card>
    </section>
  );
}
