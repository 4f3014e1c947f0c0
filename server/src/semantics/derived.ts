import type { PartChange } from "./indexedParts.ts";
import type { Derivation, ProjectIndex } from "./projectIndex.ts";

/**
 * Something that is worked out from the parts of a whole project. It is made when somebody first asks for it, and from
 * then on brought along from each index to the next at the cost of the parts that changed.
 */
export class Derived<T> implements Derivation {
  readonly #known = new WeakMap<ProjectIndex, T>();
  readonly #create: (parts: ProjectIndex) => T;
  readonly #update: (before: T, changes: readonly PartChange[], parts: ProjectIndex) => T;

  /** `update` answers what it was given where the changes do not matter; it may not change it. */
  constructor(
    create: (parts: ProjectIndex) => T,
    update: (before: T, changes: readonly PartChange[], parts: ProjectIndex) => T,
  ) {
    this.#create = create;
    this.#update = update;
  }

  of(index: ProjectIndex): T {
    const { whole } = index.parts;
    const known = this.#known.get(whole);
    if (known !== undefined) return known;
    const made = this.#create(whole);
    this.#known.set(whole, made);
    whole.bringAlong(this);
    return made;
  }

  carry(before: ProjectIndex, after: ProjectIndex, changes: readonly PartChange[]): void {
    const known = this.#known.get(before);
    if (known !== undefined) this.#known.set(after, this.#update(known, changes, after));
  }
}
