import type { Derivation, FileChange, ProjectIndex } from "./projectIndex.ts";

/**
 * Something that is worked out from a whole project. It is made when somebody first asks for it, and from then on brought
 * along from each index to the next at the cost of the files that changed.
 */
export class Derived<T> implements Derivation {
  readonly #known = new WeakMap<ProjectIndex, T>();
  readonly #create: (index: ProjectIndex) => T;
  readonly #update: (before: T, changes: readonly FileChange[]) => T;

  /** `update` answers what it was given where the changes do not matter; it may not change it. */
  constructor(create: (index: ProjectIndex) => T, update: (before: T, changes: readonly FileChange[]) => T) {
    this.#create = create;
    this.#update = update;
  }

  of(index: ProjectIndex): T {
    const known = this.#known.get(index);
    if (known !== undefined) return known;
    const made = this.#create(index);
    this.#known.set(index, made);
    index.bringAlong(this);
    return made;
  }

  carry(before: ProjectIndex, after: ProjectIndex, changes: readonly FileChange[]): void {
    const known = this.#known.get(before);
    if (known !== undefined) this.#known.set(after, this.#update(known, changes));
  }
}
