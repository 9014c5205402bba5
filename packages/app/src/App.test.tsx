import { createApp } from '@backstage/frontend-defaults';
import { mockApis } from '@backstage/frontend-test-utils';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { features } from './App';
import { PERSONAS } from './modules/signIn/personas';

const CONFIG = {
  app: { title: 'Cluster upgrades', baseUrl: 'http://localhost' },
  backend: { baseUrl: 'http://localhost' },
};

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });

/** A token that doesn't expire while the test runs. */
const TOKEN = `x.${btoa(JSON.stringify({ exp: 4102444800 }))}.x`;

function session(userEntityRef: string) {
  return {
    profile: {},
    backstageIdentity: {
      token: TOKEN,
      identity: {
        type: 'user',
        userEntityRef,
        ownershipEntityRefs: [userEntityRef],
      },
    },
  };
}

/** Answers as the backend does; everything that isn't named is empty. */
function answer(answers: Record<string, () => Response>) {
  const requests: string[] = [];
  const respond = async (input: RequestInfo | URL) => {
    const url = input instanceof Request ? input.url : String(input);
    requests.push(url);
    const path = Object.keys(answers).find(part => url.includes(part));
    return path ? answers[path]() : json({ items: [], results: [] });
  };
  global.fetch = jest.fn(respond);
  return requests;
}

function open() {
  window.history.replaceState({}, '', '/');
  const app = createApp({
    features,
    advanced: {
      configLoader: async () => ({
        config: mockApis.config({ data: CONFIG }),
      }),
    },
  });
  return render(app.createRoot());
}

beforeEach(() => window.localStorage.clear());

describe('the portal', () => {
  it('lets a person be chosen, opens on the fleet, and remembers the person', async () => {
    const requests = answer({
      '/auth/demo-viewer/refresh': () => json(session('user:default/victor')),
      '/upgrade/v1/clusters': () =>
        json({ clusters: [], hidden: 0, serverTimeMs: Date.now() }),
    });
    const { unmount } = open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Enter as Victor' }),
    );
    expect(await screen.findByText('No clusters yet.')).toBeVisible();
    expect(requests.some(url => url.includes('/auth/demo-viewer/'))).toBe(true);
    unmount();
    open();
    expect(await screen.findByText('No clusters yet.')).toBeVisible();
  });

  it('says why a person could not be signed in, and offers the choice again', async () => {
    answer({
      '/auth/demo-operator/refresh': () =>
        json(
          {
            error: { name: 'NotAllowedError', message: 'Personas are off' },
            response: { statusCode: 403 },
          },
          403,
        ),
    });
    open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Enter as Mia' }),
    );
    expect(
      await screen.findByText('Could not sign in as Mia'),
    ).toBeInTheDocument();
    expect(screen.getByText(/'demo-operator'/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Choose again' }));
    expect(
      await screen.findByRole('button', { name: 'Enter as Olga' }),
    ).toBeVisible();
  });

  it('offers one person per role', () => {
    expect(PERSONAS.map(({ providerId }) => providerId)).toEqual([
      'demo-operator',
      'demo-owner',
      'demo-viewer',
    ]);
  });
});
