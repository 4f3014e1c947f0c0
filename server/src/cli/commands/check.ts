import { type Command, InvalidArgumentError, Option } from "commander";
import { checkOf, type Severities } from "../../semantics/checks/index.ts";
import { checkPaths } from "../check/checkPaths.ts";
import type { ExitCode } from "../exitCode.ts";
import { githubReport } from "../reports/github.ts";
import { jsonReport } from "../reports/json.ts";
import { junitReport } from "../reports/junit.ts";
import { prettyReport } from "../reports/pretty.ts";
import { count, type Report } from "../reports/report.ts";
import { sarifReport } from "../reports/sarif.ts";
import { type Terminal, withProgress } from "../terminal.ts";

const levels = ["error", "warning", "information", "hint", "off"] as const;
const formats = ["pretty", "json", "sarif", "github", "junit"] as const;

interface CheckFlags {
  readonly format: (typeof formats)[number];
  readonly maxWarnings?: number;
  readonly severity: Severities;
  readonly neighbours: boolean;
}

/** `check [PATH…]`: all checks over one or more projects. `done` takes the exit code. */
export function addCheckCommand(
  program: Command,
  terminal: Terminal,
  version: string,
  done: (code: ExitCode) => void,
): void {
  program
    .command("check")
    .description("check the flows of one or more projects")
    .argument("[PATH...]", "files and folders (default: the working directory)")
    .addOption(new Option("--format <FORMAT>", "how findings are printed").choices(formats).default("pretty"))
    .option("--max-warnings <N>", "exit with 1 if there are more warnings than this", readCount)
    .addOption(
      new Option("--severity <CODE=LEVEL>", `the severity of a check: ${levels.join(", ")}; may be given several times`)
        .default({}, "as in the documentation")
        .argParser(readSeverity),
    )
    .option("--no-neighbours", "leave out the JSON, JavaScript and TypeScript files of the projects")
    .action(async (paths: readonly string[], flags: CheckFlags) => {
      const work = checkPaths(paths.length === 0 ? ["."] : paths, flags);
      const report = await withProgress(terminal, "Checking…", work);
      terminal.out(print(report, flags, terminal, version));
      done(exitCode(report, flags));
    });
}

function print(report: Report, { format }: CheckFlags, terminal: Terminal, version: string): string {
  switch (format) {
    case "pretty":
      return prettyReport(report, terminal.style);
    case "json":
      return jsonReport(report);
    case "sarif":
      return sarifReport(report, version, (code) => checkOf(code)?.summary ?? code);
    case "github":
      return githubReport(report);
    case "junit":
      return junitReport(report);
  }
}

function exitCode(report: Report, { maxWarnings = Number.POSITIVE_INFINITY }: CheckFlags): ExitCode {
  return count(report, "error") > 0 || count(report, "warning") > maxWarnings ? 1 : 0;
}

function readCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It is a whole number from 0 on.");
  return Number(text);
}

function readSeverity(text: string, earlier: Severities): Severities {
  const [code = "", name = ""] = text.split("=", 2);
  const level = levels.find((each) => each === name);
  if (level === undefined) throw new InvalidArgumentError(`Write CODE=LEVEL, with a level of ${levels.join(", ")}.`);
  if (checkOf(code) === undefined) throw new InvalidArgumentError(`There is no check \`${code}\`.`);
  return { ...earlier, [code]: level };
}
