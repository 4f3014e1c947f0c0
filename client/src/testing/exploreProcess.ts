import { spawn } from "node:child_process";
import { isRecord } from "../debug/messages.ts";

/** Something that breaks in a bot, with the shortest way there. */
export interface ExploredFinding {
  readonly code: string;
  readonly message: string;
  /** Relative to the working directory; lines count from 0. */
  readonly place: { readonly file: string; readonly line: number; readonly character: number } | undefined;
  readonly way: readonly string[];
  /** The text of a test that goes there, where there is one. */
  readonly test: string | undefined;
}

/** What an exploration found. */
export interface ExploredBot {
  /** The folder of the project, relative to the working directory or absolute. */
  readonly project: string;
  readonly findings: readonly ExploredFinding[];
  /** States to which no conversation came. */
  readonly never: readonly { readonly state: string; readonly place: ExploredFinding["place"] }[];
  readonly reached: number;
  readonly states: number;
  /** Whether all that may happen was tried. */
  readonly isComplete: boolean;
}

/** An exploration in a process of its own; `commandLine` and `cwd` are absolute paths, `program` a file or folder. */
export interface ExploreProcess {
  readonly commandLine: string;
  readonly cwd: string;
  readonly program: string;
  readonly budget: string;
  /** A line about how far it is. */
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Explores a bot in the editor's own Node. Resolves with a sentence where it cannot, `undefined` where it was stopped. */
export function exploreInProcess(wanted: ExploreProcess): Promise<ExploredBot | string | undefined> {
  const { commandLine, cwd, program, budget, onProgress, signal } = wanted;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [commandLine, "explore", program, "--budget", budget, "--format", "json"], {
      cwd,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1", FORCE_COLOR: "0" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let said = "";
    const stop = (): void => void child.kill();
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      onProgress(text.trim());
    });
    child.once("error", reject);
    child.once("close", () => {
      signal.removeEventListener("abort", stop);
      resolve(signal.aborted ? undefined : (readExplored(out) ?? said.trim()));
    });
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

/** Reads the output of `flowstate explore --format json`; `undefined` where it is none. */
export function readExplored(text: string): ExploredBot | undefined {
  const report = parse(text);
  if (!isRecord(report) || !Array.isArray(report["findings"]) || !isRecord(report["states"])) return undefined;
  const { states } = report;
  const never: readonly unknown[] = Array.isArray(states["never"]) ? states["never"] : [];
  return {
    project: typeof report["project"] === "string" ? report["project"] : "",
    findings: report["findings"].flatMap(readFinding),
    never: never.flatMap((each) =>
      isRecord(each) && typeof each["state"] === "string" ? [{ state: each["state"], place: placeOf(each) }] : [],
    ),
    reached: Number(states["reached"]),
    states: Number(states["total"]),
    isComplete: report["complete"] === true,
  };
}

function readFinding(finding: unknown): readonly ExploredFinding[] {
  if (!isRecord(finding) || typeof finding["code"] !== "string" || typeof finding["message"] !== "string") return [];
  const { code, message, way, test } = finding;
  return [
    {
      code,
      message,
      place: placeOf(finding),
      way: Array.isArray(way) ? way.map(String) : [],
      test: typeof test === "string" ? test : undefined,
    },
  ];
}

function placeOf({ file, range }: Readonly<Record<string, unknown>>): ExploredFinding["place"] {
  const start = isRecord(range) ? range["start"] : undefined;
  if (typeof file !== "string" || !isRecord(start)) return undefined;
  return { file, line: Number(start["line"]), character: Number(start["character"]) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
