import type { TestLine } from "../../../server/src/testing/protocol.ts";
import { isRecord } from "../debug/messages.ts";

const types: ReadonlySet<unknown> = new Set<TestLine["type"]>([
  "test-project",
  "test-refused",
  "test-start",
  "test-event",
  "test-end",
]);

/** Cuts what a process writes into lines, and reads those that tell of tests; any other goes to `onText`. */
export class TestLines {
  readonly #onLine: (line: TestLine) => void;
  readonly #onText: (text: string) => void;
  #rest = "";

  constructor(onLine: (line: TestLine) => void, onText: (text: string) => void) {
    this.#onLine = onLine;
    this.#onText = onText;
  }

  push(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#read(line);
  }

  /** What came last may have no line end. */
  end(): void {
    if (this.#rest !== "") this.#read(this.#rest);
    this.#rest = "";
  }

  #read(line: string): void {
    const found = readTestLine(line);
    if (found !== undefined) this.#onLine(found);
    else if (line.trim() !== "") this.#onText(line);
  }
}

function readTestLine(line: string): TestLine | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isTestLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The command line is ours, so what names itself as a line has the fields of one. */
function isTestLine(value: unknown): value is TestLine {
  return isRecord(value) && types.has(value["type"]);
}
