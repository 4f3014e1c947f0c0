import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type PrintedEvent, printedEvents, spawnCommandLine } from "./commandLine.ts";

/** An example whose backend runs, to be talked to from the command line. */
export interface RunningExample extends Disposable {
  /** Its folder. */
  readonly folder: string;
  /** Says the lines; what is printed, with `URL` for the address of the backend. */
  talk(lines: readonly string[], flags?: readonly string[]): Promise<{ readonly out: string; readonly error: string }>;
  /** Says the lines (texts, or inputs as JSON) and gives the run events. */
  events(lines: readonly string[], flags?: readonly string[]): Promise<readonly PrintedEvent[]>;
}

/**
 * Starts the backend of `examples/NAME` on a free port; `variable` is the variable of the environment in which its bot
 * looks for the address. Rejects where the backend ends instead. A run that does not end with code 0 throws.
 */
export async function startExample(name: string, variable: string): Promise<RunningExample> {
  const folder = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
  const backend = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", `${folder}/backend/main.ts`], {
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    backend.once("exit", () => reject(new Error(`The backend of ${name} has ended.`)));
    backend.stdout.on("data", (chunk: Buffer) => {
      const found = /http:\S+/.exec(chunk.toString());
      if (found !== null) resolve(found[0]);
    });
  });
  const run = async (lines: readonly string[], flags: readonly string[]) => {
    const input = `${lines.join("\n")}\n`;
    const { out, error, code } = await spawnCommandLine(["run", folder, ...flags], { input, env: { [variable]: url } });
    if (code !== 0) throw new Error(`The run of ${name} ended with code ${code}: ${error}`);
    return { out: out.replaceAll(url, "URL"), error };
  };
  return {
    folder,
    talk: (lines, flags = []) => run(lines, ["--seed", "1", ...flags]),
    events: async (lines, flags = []) => printedEvents((await run(lines, ["--json", ...flags])).out),
    [Symbol.dispose]: () => void backend.kill(),
  };
}

/** Full names of the states that a conversation went through. */
export function statesIn(events: readonly PrintedEvent[]): readonly unknown[] {
  return events.flatMap(({ type, state }) => (type === "state" ? [state] : []));
}
