/**
 * People that the demo portal lets anyone be, to see what each role may do. Their user entities are in
 * `packages/demo/catalog/people.yaml`.
 */
export interface Persona {
  /** Suffix of the auth provider's id: `demo-<id>`. */
  id: string;
  userRef: string;
}

export const personas: Persona[] = [
  { id: 'operator', userRef: 'user:default/mia' },
  { id: 'viewer', userRef: 'user:default/victor' },
  { id: 'owner', userRef: 'user:default/olga' },
];
