import { ProxiedSignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import {
  Alert,
  Button,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Container,
  Flex,
  Grid,
  Text,
} from '@backstage/ui';
import { useState } from 'react';
import {
  forgetPersonaOnSignOut,
  readChosenPersona,
  storeChosenPersona,
} from './chosenPersona';
import { Persona, PERSONAS } from './personas';

/** Choose a person of the demo; a reload keeps the choice, signing out forgets it. */
export function PersonaSignInPage({ onSignInSuccess }: SignInPageProps) {
  const [persona, setPersona] = useState(readChosenPersona);
  const choose = (chosen: Persona | undefined) => {
    storeChosenPersona(chosen);
    setPersona(chosen);
  };
  if (!persona) {
    return <PersonaChoice onChoose={choose} />;
  }
  return (
    <ProxiedSignInPage
      key={persona.providerId}
      provider={persona.providerId}
      onSignInSuccess={identity =>
        onSignInSuccess(forgetPersonaOnSignOut(identity))
      }
      ErrorComponent={({ error }) => (
        <SignInFailed
          persona={persona}
          error={error}
          onBack={() => choose(undefined)}
        />
      )}
    />
  );
}

function PersonaChoice({ onChoose }: { onChoose(persona: Persona): void }) {
  const title = useApi(configApiRef).getOptionalString('app.title');
  return (
    <Container pt="8" pb="8">
      <main>
        <Flex direction="column" gap="6">
          <Flex direction="column" gap="2">
            <Text as="h1" variant="title-large">
              {title ?? 'Cluster upgrades'}
            </Text>
            <Text as="p" color="secondary">
              Choose who you are. Each person has other rights on the same
              clusters.
            </Text>
          </Flex>
          <Grid.Root columns={{ initial: '1', md: '3' }} gap="4">
            {PERSONAS.map(persona => (
              <PersonaCard
                key={persona.providerId}
                persona={persona}
                onChoose={() => onChoose(persona)}
              />
            ))}
          </Grid.Root>
        </Flex>
      </main>
    </Container>
  );
}

function PersonaCard({
  persona,
  onChoose,
}: {
  persona: Persona;
  onChoose(): void;
}) {
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-small">
          {persona.name}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="2">
          <Text weight="bold">{persona.role}</Text>
          <Text as="p">{persona.canDo}</Text>
        </Flex>
      </CardBody>
      <CardFooter>
        <Button onPress={onChoose}>{`Enter as ${persona.name}`}</Button>
      </CardFooter>
    </Card>
  );
}

function SignInFailed({
  persona,
  error,
  onBack,
}: {
  persona: Persona;
  error?: Error;
  onBack(): void;
}) {
  return (
    <Container pt="8">
      <Alert
        role="alert"
        status="danger"
        title={`Could not sign in as ${persona.name}`}
        description={`${error?.message ?? 'No answer'}. A portal that has just started may not know its people yet: try again in a moment. If it stays so, the backend doesn't offer the auth provider '${persona.providerId}'.`}
        customActions={<Button onPress={onBack}>Choose again</Button>}
      />
    </Container>
  );
}
