import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import {
  type CancellationToken,
  Disposable,
  Location,
  Range,
  type TestItem,
  TestMessage,
  type TestRun,
  Uri,
  workspace,
} from "vscode";
import type { TestEndLine, TestLine, TestRefusedLine } from "../../../server/src/testing/protocol.ts";
import { failureMessage } from "./failureMessage.ts";
import type { Failures } from "./failures.ts";
import type { ReachedTests } from "./reachedTests.ts";
import { runTestProcess } from "./testProcess.ts";
import { storyOf } from "./testStory.ts";
import type { TestLeaf } from "./testTree.ts";

/** What a session tells to, beside its run. */
export interface TestSessionParts {
  /** Absolute path of the command line. */
  readonly commandLine: string;
  readonly reached: ReachedTests;
  readonly failures: Failures;
}

/** Runs tests in one process and tells the editor of each as it goes. */
export class TestSession {
  readonly #run: TestRun;
  readonly #leaves: readonly TestLeaf[];
  readonly #parts: TestSessionParts;
  readonly #cwd: string;
  /** By file and name: two tests of one name are a mistake, but both are run. */
  readonly #byName: ReadonlyMap<string, readonly TestLeaf[]>;
  readonly #open: Set<TestLeaf>;
  readonly #failed = new Set<TestLeaf>();

  constructor(run: TestRun, leaves: readonly TestLeaf[], parts: TestSessionParts) {
    this.#run = run;
    this.#leaves = leaves;
    this.#parts = parts;
    const [first] = leaves;
    const folder = first === undefined ? undefined : workspace.getWorkspaceFolder(first.uri);
    this.#cwd = realPath(folder?.uri.fsPath ?? first?.project ?? "");
    this.#byName = Map.groupBy(leaves, ({ uri, name }) => keyOf(uri, name));
    this.#open = new Set(leaves);
  }

  /** Resolves once all tests have ended, or one of the tokens is cancelled. */
  async finish(tokens: readonly CancellationToken[]): Promise<void> {
    const stopping = new AbortController();
    const cancelling = Disposable.from(...tokens.map((token) => token.onCancellationRequested(() => stopping.abort())));
    if (tokens.some((token) => token.isCancellationRequested)) stopping.abort();
    for (const { item } of this.#leaves) this.#run.enqueued(item);
    try {
      const code = await runTestProcess({
        commandLine: this.#parts.commandLine,
        cwd: this.#cwd,
        folders: [...new Set(this.#leaves.map(({ project }) => project))],
        chosen: this.#leaves.map(({ uri, name }) => ({ file: uri.fsPath, name })),
        onLine: (line) => this.#take(line),
        onText: (text) => this.#print(text),
        signal: stopping.signal,
      });
      this.#close(stopping.signal.aborted, code);
    } catch (error) {
      for (const leaf of this.#open) this.#error(leaf, error instanceof Error ? error.message : String(error));
    } finally {
      cancelling.dispose();
    }
  }

  #take(line: TestLine): void {
    switch (line.type) {
      case "test-project":
        this.#parts.reached.begin(pathOf(line.folder), line.places);
        break;
      case "test-refused":
        this.#refuse(line);
        break;
      case "test-start": {
        const leaf = this.#leaf(line);
        if (leaf !== undefined) this.#run.started(leaf.item);
        break;
      }
      case "test-event": {
        const leaf = this.#leaf(line);
        for (const told of leaf === undefined ? [] : storyOf(line.event)) {
          this.#run.appendOutput(`    ${told}\r\n`, undefined, leaf?.item);
        }
        break;
      }
      case "test-end":
        this.#end(line);
    }
  }

  #end(line: TestEndLine): void {
    const leaf = this.#leaf(line);
    if (leaf === undefined) return;
    const { item, uri } = leaf;
    this.#open.delete(leaf);
    this.#parts.reached.add(pathOf(line.project), item.id, line.reach);
    const { failure } = line;
    if (failure === null) {
      // A test whose rows the tree does not know ends more than once: what failed stays so.
      if (!this.#failed.has(leaf)) {
        this.#parts.failures.forget(item);
        this.#run.passed(item, line.ms);
      }
      this.#print(`  ✓ ${line.name}`, item);
      return;
    }
    this.#failed.add(leaf);
    this.#parts.failures.keep({ item, uri, failure, testLine: line.line - 1 });
    const message = failureMessage(uri, line, failure);
    this.#run.failed(item, message, line.ms);
    const at = new Location(uri, new Range(failure.range.start.line, 0, failure.range.start.line, 0));
    this.#run.appendOutput(`  ✗ ${line.name}\r\n`, undefined, item);
    const lines = [`${line.file}:${failure.line}: ${failure.step}`, ...String(message.message).split("\n")];
    this.#run.appendOutput(lines.map((each) => `      ${each}\r\n`).join(""), at, item);
  }

  #refuse({ folder, problems }: TestRefusedLine): void {
    const messages = problems.map(({ file, range: { start, end }, message }) => {
      const told = new TestMessage(message);
      const at = new Range(start.line, start.character, end.line, end.character);
      told.location = new Location(Uri.file(resolve(folder, file)), at);
      return told;
    });
    for (const leaf of [...this.#open].filter(({ project }) => project === pathOf(folder))) {
      this.#open.delete(leaf);
      this.#parts.failures.forget(leaf.item);
      this.#run.errored(leaf.item, messages);
    }
  }

  /** What is left has not been run. */
  #close(isStopped: boolean, code: number | null): void {
    for (const leaf of this.#open) {
      if (isStopped) this.#run.skipped(leaf.item);
      else if (code === 0 || code === 1 || code === 2) {
        this.#error(
          leaf,
          `There is no test ${JSON.stringify(leaf.name)} in the file on the disk. Save it and run again.`,
        );
      } else this.#error(leaf, `The tests ended before their time, with exit code ${code}.`);
    }
  }

  #error({ item }: TestLeaf, message: string): void {
    this.#parts.failures.forget(item);
    this.#run.errored(item, new TestMessage(message));
  }

  #leaf({ file, name, line }: Told): TestLeaf | undefined {
    const uri = Uri.file(resolve(this.#cwd, file));
    const found = this.#byName.get(keyOf(uri, name)) ?? this.#byName.get(keyOf(uri, withoutRow(name))) ?? [];
    return found.find(({ item }) => line === undefined || item.range?.start.line === line - 1) ?? found[0];
  }

  /** In the terminal of the results, which wants lines to end as a terminal's do. */
  #print(text: string, item?: TestItem): void {
    this.#run.appendOutput(`${text.trimEnd().replaceAll(/\r?\n/g, "\r\n")}\r\n`, undefined, item);
  }
}

/** A test as a line of the process names it. */
interface Told {
  readonly file: string;
  readonly name: string;
  /** Counted from 1. */
  readonly line?: number;
}

function keyOf(uri: Uri, name: string): string {
  return `${uri.toString()}\n${name}`;
}

function withoutRow(name: string): string {
  return name.replace(/( \[[^\]]*\]){1,2}$/, "");
}

/** A path as the editor writes it. */
function pathOf(path: string): string {
  return Uri.file(path).fsPath;
}

/** The process sees its working directory without symbolic links, and names files as seen from there. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
