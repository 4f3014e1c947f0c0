import { appendFileSync } from "node:fs";

/**
 * A test runner of a page for tests inside of an extension host and for tests that drive the editor from outside: it writes what happens
 * to a file, line by line, so that the results outlive an editor that breaks down.
 */

/** One line of the report. `message` of a failure holds its stack. */
export type ReportLine =
  | { readonly type: "host"; readonly name: string }
  | { readonly type: "start"; readonly name: string }
  | { readonly type: "passed"; readonly name: string; readonly ms: number }
  | { readonly type: "failed"; readonly name: string; readonly ms: number; readonly message: string }
  | { readonly type: "done"; readonly passed: number; readonly failed: number };

interface Test {
  readonly name: string;
  readonly body: () => void | Promise<void>;
  readonly timeout: number;
}

const tests: Test[] = [];
/** A set: several files ask for the same. */
const cleanUps = new Set<() => void | Promise<void>>();

/** Adds a test. It begins after those before it, in an extension host after their end; `timeout` in milliseconds. */
export function test(name: string, body: () => void | Promise<void>, timeout = 30_000): void {
  tests.push({ name, body, timeout });
}

/** Adds to what is done after every test, whether it passed or not, and whichever file it stands in. */
export function afterEachTest(work: () => void | Promise<void>): void {
  cleanUps.add(work);
}

/**
 * Runs all tests, `atOnce` at a time, and reports to the file that `FLOWSTATE_EDITOR_REPORT` names.
 * Rejects if a test failed, so that an editor ends with an exit code other than 0.
 */
export async function runTests(host: string, atOnce = 1): Promise<void> {
  const report = reportTo(process.env["FLOWSTATE_EDITOR_REPORT"]);
  const only = process.env["FLOWSTATE_EDITOR_ONLY"] ?? "";
  report({ type: "host", name: host });
  let failed = 0;
  const chosen = tests.filter(({ name }) => name.includes(only));
  const waiting = [...chosen];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name, body, timeout } = next;
      report({ type: "start", name });
      const started = performance.now();
      const failure = await failureOf(body, timeout);
      const untidy = await failureOf(tidy, timeout);
      const message = failure ?? untidy;
      const ms = Math.round(performance.now() - started);
      if (message !== undefined) failed += 1;
      report(message === undefined ? { type: "passed", name, ms } : { type: "failed", name, ms, message });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  report({ type: "done", passed: chosen.length - failed, failed });
  if (failed > 0) throw new Error(`${failed} of ${chosen.length} tests failed.`);
}

async function tidy(): Promise<void> {
  for (const work of cleanUps) await work();
}

function reportTo(file: string | undefined): (line: ReportLine) => void {
  if (file === undefined) return (line) => console.log(JSON.stringify(line));
  return (line) => appendFileSync(file, `${JSON.stringify(line)}\n`);
}

async function failureOf(body: Test["body"], timeout: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The test took longer than ${timeout} ms.`)), timeout);
  });
  try {
    await Promise.race([body(), tooLate]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks again and again until the answer is neither undefined nor false; fails with `what` after `timeout` milliseconds. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | PromiseLike<T | undefined | false>,
  timeout = 10_000,
): Promise<T> {
  const end = performance.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`Waited ${timeout} ms in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
