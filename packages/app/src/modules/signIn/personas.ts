/** Somebody who can be chosen on the sign-in page of the demo portal. */
export interface Persona {
  /** The auth backend offers one provider of this id per persona. */
  providerId: string;
  name: string;
  role: string;
  canDo: string;
}

export const PERSONAS: readonly Persona[] = [
  {
    providerId: 'demo-operator',
    name: 'Mia',
    role: 'Platform operator',
    canDo: 'Plans, starts, pauses, stops and rolls back upgrades.',
  },
  {
    providerId: 'demo-owner',
    name: 'Olga',
    role: 'Application owner',
    canDo:
      'Sees upgrades and sets the failure threshold of the applications of the team.',
  },
  {
    providerId: 'demo-viewer',
    name: 'Victor',
    role: 'Viewer',
    canDo: 'Sees everything and changes nothing.',
  },
];
