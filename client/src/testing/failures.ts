import { commands, EventEmitter, type TestItem, type Uri } from "vscode";
import type { TestFailureBody } from "../../../server/src/testing/protocol.ts";

/** A test that failed when it ran last. */
export interface KnownFailure {
  readonly item: TestItem;
  /** Its file. */
  readonly uri: Uri;
  readonly failure: TestFailureBody;
}

/** The tests that failed when they ran last. */
export class Failures {
  readonly #failures = new Map<string, KnownFailure>();
  readonly #changed = new EventEmitter<void>();

  readonly onDidChange = this.#changed.event;

  keep(known: KnownFailure): void {
    this.#failures.set(known.item.id, known);
    this.#tell();
  }

  forget({ id }: TestItem): void {
    if (this.#failures.delete(id)) this.#tell();
  }

  of({ id }: TestItem): KnownFailure | undefined {
    return this.#failures.get(id);
  }

  /** Those whose test is still there. */
  all(): readonly KnownFailure[] {
    return [...this.#failures.values()].filter(({ item }) => item.parent?.children.get(item.id) === item);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** Menus of the tree ask for what can be done about a test. */
  #tell(): void {
    const all = this.all();
    const ids = (of: (failure: TestFailureBody) => boolean): readonly string[] =>
      all.filter(({ failure }) => of(failure)).map(({ item }) => item.id);
    void commands.executeCommand(
      "setContext",
      "flowstate.acceptableTests",
      ids(({ accept }) => accept !== undefined),
    );
    void commands.executeCommand(
      "setContext",
      "flowstate.unmockedTests",
      ids(({ mock }) => mock !== undefined),
    );
    this.#changed.fire();
  }
}
