import { commands, type TestItem, type Uri } from "vscode";
import type { TestFailureBody } from "../../../server/src/testing/protocol.ts";

/** A test that failed when it ran last. */
export interface KnownFailure {
  readonly item: TestItem;
  /** Its file. */
  readonly uri: Uri;
  readonly failure: TestFailureBody;
  /** The line of its name when it ran, counted from 0. */
  readonly testLine: number;
}

const quietMilliseconds = 50;

/** The tests that failed when they ran last. */
export class Failures {
  readonly #failures = new Map<string, KnownFailure>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  keep(known: KnownFailure): void {
    this.#failures.set(known.item.id, known);
    this.#tell();
  }

  forget({ id }: TestItem): void {
    if (this.#failures.delete(id)) this.#tell();
  }

  /** Those whose test is still there. */
  all(): readonly KnownFailure[] {
    return [...this.#failures.values()].filter(({ item }) => item.parent?.children.get(item.id) === item);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** Menus of the tree ask for what can be done about a test. What comes together is told together. */
  #tell(): void {
    this.#timer ??= setTimeout(() => this.#tellNow(), quietMilliseconds);
  }

  #tellNow(): void {
    this.#timer = undefined;
    const all = this.all();
    const set = (key: string, of: (failure: TestFailureBody) => boolean): void => {
      const ids = all.filter(({ failure }) => of(failure)).map(({ item }) => item.id);
      void commands.executeCommand("setContext", key, ids);
    };
    set("flowstate.acceptableTests", ({ accept }) => accept !== undefined);
    set("flowstate.unmockedTests", ({ mock }) => mock !== undefined);
  }
}
