import { spawn } from "node:child_process";
import type { ChosenTest, TestLine } from "../../../server/src/testing/protocol.ts";
import { TestLines } from "./testLines.ts";

/** A run of `flowstate test` in a process of its own. */
export interface TestProcess {
  /** Absolute path of the command line. */
  readonly commandLine: string;
  /** The working directory; `file` of what is told is relative to it. */
  readonly cwd: string;
  /** Absolute paths of the folders of the projects. */
  readonly folders: readonly string[];
  /** `file` is absolute, or relative to `cwd`. */
  readonly chosen: readonly ChosenTest[];
  readonly onLine: (line: TestLine) => void;
  /** What is meant for people. */
  readonly onText: (text: string) => void;
  /** Stops the process. */
  readonly signal: AbortSignal;
}

/**
 * Resolves with the exit code once the process has ended, `null` where it was stopped. Like the debug adapter it is the editor's own Node
 * and no part of the extension host. Rejects where it does not start.
 */
export function runTestProcess(wanted: TestProcess): Promise<number | null> {
  const { commandLine, cwd, folders, chosen, onLine, onText, signal } = wanted;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [commandLine, "test", ...folders, "--reporter", "events", "--only", "-"], {
      cwd,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1", FORCE_COLOR: "0" },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const lines = new TestLines(onLine, onText);
    const stop = (): void => void child.kill();
    child.stdout.setEncoding("utf8").on("data", (text: string) => lines.push(text));
    child.stderr.setEncoding("utf8").on("data", onText);
    // A process that ends before it has read the list says why by itself.
    child.stdin.on("error", () => undefined);
    child.stdin.end(JSON.stringify(chosen));
    child.once("error", reject);
    child.once("close", (code) => {
      signal.removeEventListener("abort", stop);
      lines.end();
      resolve(code);
    });
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
