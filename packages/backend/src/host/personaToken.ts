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
  const answer = await fetch(`${backendUrl}/api/auth/demo-${persona}/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  if (!answer.ok) {
    throw new Error(
      `Signing in as '${persona}' was refused with ${
        answer.status
      }: ${await answer.text()}`,
    );
  }
  const session = await answer.json();
  return session.backstageIdentity.token;
}
