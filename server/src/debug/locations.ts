/** Where variables are declared and were written last, under references that live until the conversation goes on. */
import { printPath } from "../expressions/paths.ts";
import type { SourcePlace } from "../runtime/events.ts";
import type { LoadedProgram } from "./loadedProgram.ts";
import type { Origins } from "./variables.ts";
import type { Writers } from "./writers.ts";

export class LocationStore implements Origins {
  readonly #writers: Writers;
  readonly #declarations: ReadonlyMap<string, SourcePlace>;
  readonly #places = new Map<number, SourcePlace>();
  #next = 1;

  constructor({ program }: LoadedProgram, writers: Writers) {
    this.#writers = writers;
    this.#declarations = new Map(
      program.variables.map(({ path, node, file }) => [printPath(path), program.place(file, node.path ?? node)]),
    );
  }

  declaration(path: string): number | undefined {
    return this.#reference(this.#declarations.get(path));
  }

  writer(trail: readonly string[]): number | undefined {
    const writer = this.#writers.lastWriter(trail);
    // What the conversation began with was written by the declaration.
    return this.#reference(writer === "beginning" ? this.#declarations.get(trail.at(-1) ?? "") : writer);
  }

  place(reference: number): SourcePlace | undefined {
    return this.#places.get(reference);
  }

  clear(): void {
    this.#places.clear();
  }

  #reference(place: SourcePlace | undefined): number | undefined {
    if (place === undefined) return undefined;
    const reference = this.#next;
    this.#next += 1;
    this.#places.set(reference, place);
    return reference;
  }
}
