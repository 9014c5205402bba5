/** A new portal reads its catalog in the background; until then its people are unknown. */
const CATALOG_LIMIT_MS = 60_000;
const POLL_MS = 200;

/**
 * Signs in as a demo persona, as the sign-in page does.
 *
 * @param persona - id of `personas.ts`
 * @returns a Backstage token, good for an hour
 * @throws Error with the answer when the portal refuses
 */
export async function personaToken(
  backendUrl: string,
  persona: string,
): Promise<string> {
  const untilMs = Date.now() + CATALOG_LIMIT_MS;
  for (;;) {
    const answer = await fetch(
      `${backendUrl}/api/auth/demo-${persona}/refresh`,
      { headers: { 'x-requested-with': 'XMLHttpRequest' } },
    );
    if (answer.ok) {
      const session = await answer.json();
      return session.backstageIdentity.token;
    }
    if (answer.status !== 404 || Date.now() > untilMs) {
      throw new Error(
        `Signing in as '${persona}' was refused with ${
          answer.status
        }: ${await answer.text()}`,
      );
    }
    await new Promise(next => setTimeout(next, POLL_MS));
  }
}
