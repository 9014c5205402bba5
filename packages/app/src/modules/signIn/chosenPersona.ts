import { IdentityApi } from '@backstage/frontend-plugin-api';
import { Persona, PERSONAS } from './personas';

const STORAGE_KEY = 'upgrade-demo:persona';

/** Who was chosen before a reload; nobody when the choice isn't offered any more. */
export function readChosenPersona(): Persona | undefined {
  const providerId = window.localStorage.getItem(STORAGE_KEY);
  return PERSONAS.find(persona => persona.providerId === providerId);
}

export function storeChosenPersona(persona: Persona | undefined): void {
  if (persona) {
    window.localStorage.setItem(STORAGE_KEY, persona.providerId);
  } else {
    window.localStorage.removeItem(STORAGE_KEY);
  }
}

/** Signing out has to forget the choice too, or the next page load would sign in again. */
export function forgetPersonaOnSignOut(identity: IdentityApi): IdentityApi {
  return new Proxy(identity, {
    get(target, property) {
      const value = Reflect.get(target, property);
      if (property === 'signOut') {
        return async () => {
          storeChosenPersona(undefined);
          await target.signOut();
        };
      }
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
