import { mkdir, realpath, stat, writeFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { readEnvironment } from "../../runtime/effects/environment.node.ts";
import { type ExploredProject, exploredTest } from "../../testing/explore/exploredTests.ts";
import { explore } from "../../testing/explore/search.ts";
import { readRecordings } from "../../testing/readRecordings.ts";
import { testClock } from "../../testing/stage.ts";
import { diskPath, nodeFileSystem } from "../../workspace/fileSystem.node.ts";
import { joinUri } from "../../workspace/uris.ts";
import type { ExitCode } from "../exitCode.ts";
import { type ExploreReport, jsonExplored, prettyExplored } from "../explore/report.ts";
import { shownPath } from "../locations.ts";
import { readSeed } from "../run/options.ts";
import { loadProgram, type RunnableProject } from "../run/program.ts";
import { type Terminal, withProgress } from "../terminal.ts";
import { UsageError } from "../usageError.ts";
import { visible } from "../visible.ts";

/** How far to go: so many steps, or for so many milliseconds. */
type Budget = { readonly steps: number } | { readonly ms: number };

interface ExploreFlags {
  readonly seed: number;
  readonly budget: Budget;
  readonly out?: string;
  readonly format: "pretty" | "json";
}

const usualSteps = 20_000;
const mostSteps = 100_000_000;

/** `explore [PATH]`: walks a bot by search and at random, and reports what breaks. `done` takes the exit code. */
export function addExploreCommand(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
  program
    .command("explore")
    .description("walk a bot by search and at random, and report what breaks, each with the shortest way there")
    .argument("[PATH]", "a .flow file or a folder", ".")
    .option("--seed <N>", "another one walks other ways", readSeed, 1)
    .addOption(
      new Option("--budget <N>", "how far to go: a number of steps, or a time such as 30s or 5m")
        .default({ steps: usualSteps }, `${usualSteps} steps`)
        .argParser(readBudget),
    )
    .option("--out <DIR>", "write a test for each finding to explored.test.flow in this folder")
    .addOption(new Option("--format <NAME>", "how it is printed").choices(["pretty", "json"]).default("pretty"))
    .action(async (path: string, flags: ExploreFlags) => done(await run(path, flags, terminal)));
}

async function run(path: string, flags: ExploreFlags, terminal: Terminal): Promise<ExitCode> {
  const loaded = await withProgress(terminal, "Reading the flows…", loadProgram(path));
  if (!("program" in loaded)) {
    for (const problem of loaded.problems) terminal.error(`${visible(problem)}\n`);
    return 1;
  }
  const project = await exploredProject(loaded, terminal);
  const file = await fileFor(loaded, flags);
  if (flags.out !== undefined && (await stat(file.target).catch(() => undefined)) !== undefined) {
    throw new UsageError(`${file.target} is there already: move it, or name another --out.`);
  }
  const explored = await explore({ ...project, ...limits(flags, terminal), seed: flags.seed });
  const tests: ExploreReport["tests"][number][] = [];
  const taken = new Set<string>();
  for (const finding of explored.findings) {
    const test = await exploredTest(finding, project, file.path, taken);
    if (test.ok) taken.add(test.name);
    tests.push({ finding, test });
  }
  const shown = (each: string): string => shownPath(joinUri(loaded.folder, each));
  const report = {
    project: shownPath(loaded.folder),
    seed: flags.seed,
    explored,
    program: loaded.program,
    tests,
    shown,
  };
  terminal.out(flags.format === "json" ? jsonExplored(report) : prettyExplored(report, terminal.style));
  if (flags.out !== undefined) await write(file.target, report, terminal);
  return explored.findings.length > 0 ? 1 : 0;
}

async function exploredProject(
  { program, index, folder, file, format }: RunnableProject,
  terminal: Terminal,
): Promise<ExploredProject> {
  const { recordings, problems } = await readRecordings(nodeFileSystem, folder, index.files.keys());
  for (const problem of problems) terminal.error(`${visible(problem)}\n`);
  // As a test begins: what is found here is found there.
  const begin = {
    user: "test",
    conversation: "test",
    seed: 1,
    now: testClock,
    ...(file === undefined ? {} : { file }),
  };
  const environment = await readEnvironment(diskPath(folder));
  return { program, index, environment, recordings, begin, format };
}

/** When to stop, and what is told on the way. */
function limits({ budget }: ExploreFlags, terminal: Terminal) {
  const started = performance.now();
  let told = started;
  return {
    steps: "steps" in budget ? budget.steps : mostSteps,
    isOver: () => "ms" in budget && performance.now() - started >= budget.ms,
    rest: async (done: number): Promise<void> => {
      if (performance.now() - told > 5_000) {
        told = performance.now();
        terminal.error(`${terminal.errorStyle.dim(`Exploring… ${done} steps`)}\n`);
      }
      await new Promise<void>((next) => setImmediate(next));
    },
  };
}

const fileName = "explored.test.flow";

/** Where tests are written to, and what that file is called in the project. */
async function fileFor({ folder }: RunnableProject, { out }: ExploreFlags) {
  const root = await realpath(diskPath(folder));
  const target = join(resolve(out ?? root), fileName);
  const path = relative(root, target);
  const isOutside = path.startsWith(`..${sep}`) || resolve(path) === path;
  return { target, path: isOutside ? fileName : path.split(sep).join("/") };
}

async function write(target: string, { tests }: ExploreReport, terminal: Terminal): Promise<void> {
  const texts = tests.flatMap(({ test }) => (test.ok ? [test.text] : []));
  if (texts.length === 0) return;
  try {
    await mkdir(join(target, ".."), { recursive: true });
    await writeFile(target, texts.join("\n"), { flag: "wx" });
  } catch (error) {
    const reason =
      error instanceof Error && "code" in error && error.code === "EEXIST" ? "it is there already" : String(error);
    throw new UsageError(`${target} cannot be written: ${reason}.`);
  }
  terminal.error(`${texts.length === 1 ? "1 test" : `${texts.length} tests`} in ${relative(process.cwd(), target)}\n`);
}

function readBudget(text: string): Budget {
  const [, amount = "", unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  const number = Number(amount);
  const isSteps = unit === "" && Number.isInteger(number) && number <= mostSteps;
  if (amount === "" || number === 0 || (unit === "" && !isSteps)) {
    throw new InvalidArgumentError("It is a number of steps, or a time such as 30s or 5m.");
  }
  const milliseconds = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[unit];
  return milliseconds === undefined ? { steps: number } : { ms: number * milliseconds };
}
