/**
 * A set of paths into an object, as ownership records them. A path element is written as in
 * `fieldsV1`: `f:name` for a field, `k:{…}` for a list item by its keys, `v:…` for one by its value.
 *
 * Values are never changed once built, so that sets may share branches.
 *
 * @internal
 */
export class FieldSet {
  static readonly empty = new FieldSet(false, new Map());

  constructor(
    /** Whether the path that leads here is in the set. */
    readonly isMember: boolean,
    readonly children: ReadonlyMap<string, FieldSet>,
  ) {}

  get isEmpty(): boolean {
    return !this.isMember && this.children.size === 0;
  }

  child(element: string): FieldSet {
    return this.children.get(element) ?? FieldSet.empty;
  }

  union(other: FieldSet): FieldSet {
    if (other.isEmpty) {
      return this;
    }
    if (this.isEmpty) {
      return other;
    }
    const children = new Map(this.children);
    for (const [element, set] of other.children) {
      const own = children.get(element);
      children.set(element, own ? own.union(set) : set);
    }
    return new FieldSet(this.isMember || other.isMember, children);
  }

  /** Without the paths of `other`; what lies below such a path stays. */
  difference(other: FieldSet): FieldSet {
    return this.#combine(other, (own, taken) => own && !taken, true);
  }

  intersection(other: FieldSet): FieldSet {
    return this.#combine(other, (own, also) => own && also, false);
  }

  /** Without the paths of `other` and everything below them. */
  withoutBranches(other: FieldSet): FieldSet {
    if (other.isMember) {
      return FieldSet.empty;
    }
    return this.#mapChildren(this.isMember, (element, set) =>
      set.withoutBranches(other.child(element)),
    );
  }

  /** Each path, parents before children, in the order in which they are written. */
  paths(): string[][] {
    const paths: string[][] = this.isMember ? [[]] : [];
    for (const element of [...this.children.keys()].sort()) {
      for (const rest of this.children.get(element)!.paths()) {
        paths.push([element, ...rest]);
      }
    }
    return paths;
  }

  #combine(
    other: FieldSet,
    keeps: (own: boolean, others: boolean) => boolean,
    isKeptAlone: boolean,
  ): FieldSet {
    return this.#mapChildren(
      keeps(this.isMember, other.isMember),
      (element, set) => {
        const counterpart = other.children.get(element);
        if (!counterpart) {
          return isKeptAlone ? set : FieldSet.empty;
        }
        return set.#combine(counterpart, keeps, isKeptAlone);
      },
    );
  }

  #mapChildren(
    isMember: boolean,
    map: (element: string, set: FieldSet) => FieldSet,
  ): FieldSet {
    const children = new Map<string, FieldSet>();
    for (const [element, set] of this.children) {
      const mapped = map(element, set);
      if (!mapped.isEmpty) {
        children.set(element, mapped);
      }
    }
    return new FieldSet(isMember, children);
  }
}

/**
 * Collects paths into a set.
 *
 * @internal
 */
export class FieldSetBuilder {
  #isMember = false;
  readonly #children = new Map<string, FieldSetBuilder>();

  insert(path: readonly string[]): void {
    path.reduce(childOf, this).#isMember = true;
  }

  child(element: string): FieldSetBuilder {
    let child = this.#children.get(element);
    if (!child) {
      child = new FieldSetBuilder();
      this.#children.set(element, child);
    }
    return child;
  }

  build(): FieldSet {
    return new FieldSet(
      this.#isMember,
      new Map(
        [...this.#children].map(([element, node]) => [element, node.build()]),
      ),
    );
  }
}

function childOf(node: FieldSetBuilder, element: string): FieldSetBuilder {
  return node.child(element);
}

/**
 * The set of the given paths.
 *
 * @internal
 */
export function fieldSetOfPaths(paths: readonly string[][]): FieldSet {
  const builder = new FieldSetBuilder();
  paths.forEach(path => builder.insert(path));
  return builder.build();
}
