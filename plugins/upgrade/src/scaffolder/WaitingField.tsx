import { Flex, Text } from '@backstage/ui';

/** A field of a template's form that can't be filled yet, with its name and what it waits for. */
export function WaitingField({
  label,
  text,
}: {
  label?: string;
  text: string;
}) {
  return (
    <Flex direction="column" gap="1">
      {label && <Text variant="body-small">{label}</Text>}
      <Text role="status" color="secondary">
        {text}
      </Text>
    </Flex>
  );
}
