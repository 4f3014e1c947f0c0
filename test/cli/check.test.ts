import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createLineMap } from "../../server/src/language/lineMap.ts";
import { brokenEverywhere } from "../support/brokenEverywhere.ts";
import {
  commandLine,
  commandLineFile,
  printedReport,
  spawnCommandLine,
  temporaryFolder,
} from "../support/commandLine.ts";
import { fixture } from "../support/fixture.ts";

const clean = `flow help

state agent {
  say "Hello" { reply "Again" -> agent }
}
`;

const broken = `flow transfer

state start {
  say "Hi" { reply "Go" -> help.agnt }
}
`;

/** Says something and goes nowhere: a warning. */
const deadEnd = `flow rest

state start {
  say "Hi"
}
`;

const wrongPlace = { start: { line: 3, character: 27 }, end: { line: 3, character: 36 } };

describe("exit codes", () => {
  test("0 for clean projects, 1 for errors, 2 for what cannot be read", async () => {
    await using folder = await temporaryFolder({
      "good/help.flow": clean,
      "bad/transfer.flow": broken,
      "notes.txt": "x",
      "empty/.keep": "",
    });
    expect((await commandLine("check", join(folder.path, "good"))).code).toBe(0);
    expect((await commandLine("check", join(folder.path, "bad"))).code).toBe(1);
    for (const path of ["missing", "a/missing.flow", "notes.txt", "empty"]) {
      const { code, out, error } = await commandLine("check", join(folder.path, path));
      expect({ path, code, out }).toEqual({ path, code: 2, out: "" });
      expect(error).toMatch(/^flowstate: [^\n]*(exist|flow)[^\n]*\n$/);
      expect(error).toContain(join(folder.path, path));
    }
  });

  test("warnings count against --max-warnings", async () => {
    await using folder = await temporaryFolder({ "rest.flow": deadEnd });
    expect((await commandLine("check", folder.path)).code).toBe(0);
    expect((await commandLine("check", folder.path, "--max-warnings", "1")).code).toBe(0);
    expect((await commandLine("check", folder.path, "--max-warnings", "0")).code).toBe(1);
  });

  test.each([
    [["check", "--format", "xml"], "--format"],
    [["check", "--nonsense"], "--nonsense"],
    [["check", "--max-warnings", "many"], "whole number"],
    [["check", "--severity", "dead-end"], "CODE=LEVEL"],
    [["check", "--severity", "dead-end=fatal"], "CODE=LEVEL"],
    [["check", "--severity", "no-such-check=error"], "There is no check `no-such-check`."],
    [["chekc"], "There is no command chekc; name one: check, fmt, run, test, record, explore, graph, states, import, "],
    [["check", "some/nowhere"], "flowstate: some/nowhere does not exist or cannot be read.\n"],
    [[], "Name a command"],
    [["lsp"], "--stdio"],
    [["dap"], "--stdio"],
  ])("wrong usage is 2 and one line: %j", async (args, message) => {
    const { code, out, error } = await commandLine(...args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(error).toMatch(/^flowstate: [^\n]+\n$/);
    expect(error).toContain(message);
  });

  test.each([
    ["--help"],
    ["check", "--help"],
    ["fmt", "--help"],
    ["run", "--help"],
    ["lsp", "--help"],
    ["dap", "--help"],
    ["--version"],
  ])("%s %s explains and is fine", async (...args) => {
    const { code, out, error } = await commandLine(...args);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toMatch(args.includes("--version") ? /^\d+\.\d+\.\d+\n$/ : /^Usage: flowstate/);
  });

  test("only what works is listed", async () => {
    const { out } = await commandLine("--help");
    expect([...out.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name)).toEqual([
      "check",
      "fmt",
      "run",
      "test",
      "record",
      "explore",
      "graph",
      "states",
      "import",
      "serve",
      "channel",
      "user",
      "lsp",
      "dap",
    ]);
  });
});

describe("what is checked", () => {
  test("every project below the paths, once, with paths as seen from here", async () => {
    await using folder = await temporaryFolder({
      "a/bot.flow": `bot a { start bot.start fallback bot.start }\nstate start { say "Hi" { reply "x" -> nowhere } }`,
      "a/b/bot.flow": `bot b { start bot.start fallback bot.start }\nstate start { say "Hi" { reply "x" -> nowhere } }`,
      "a/b/node_modules/x.flow": broken,
    });
    const { out, code } = await spawnCommandLine(["check", "--format", "json", ".", "a/b", "a/b/bot.flow"], {
      cwd: folder.path,
    });
    expect(code).toBe(1);
    const { files, errors, diagnostics } = printedReport(out);
    expect({ files, errors }).toEqual({ files: 2, errors: 2 });
    expect(diagnostics.map(({ file }) => file)).toEqual(["a/b/bot.flow", "a/bot.flow"]);
    const up = await spawnCommandLine(["check", "--format", "json", ".."], { cwd: join(folder.path, "a") });
    expect(printedReport(up.out).diagnostics[0]?.file).toBe("b/bot.flow");
  });

  test("a path in a project stands for the files below it, with the whole project in view", async () => {
    await using folder = await temporaryFolder({
      "bot.flow": `bot a { start bot.start fallback bot.start }\nstate start { say "Hi" { reply "x" -> nowhere reply "y" -> transfer.start } }`,
      "help.flow": clean,
      "more/transfer.flow": broken.replace("agnt", "agent"),
    });
    expect((await commandLine("check", join(folder.path, "more"))).out).toBe("No problems in 1 file.\n");
    expect((await commandLine("check", join(folder.path, "more/transfer.flow"))).code).toBe(0);
    expect((await commandLine("check", folder.path)).code).toBe(1);
  });

  test("without a path, the working directory", async () => {
    await using folder = await temporaryFolder({ "transfer.flow": broken, "help.flow": clean });
    const { out, code, error } = await spawnCommandLine(["check"], { cwd: folder.path });
    expect({ code, error }).toEqual({ code: 1, error: "" });
    expect(out).toContain("transfer.flow:4:28 error unknown-state");
    expect(out).toContain("There is no state `agnt` in flow `help`");
    expect(out).not.toContain("\u001b[");
  });
});

describe("flowstate.json", () => {
  test("says how serious checks are; what is given on the command line goes before it", async () => {
    await using folder = await temporaryFolder({
      "rest.flow": deadEnd,
      "flowstate.json": '{ "checks": { "dead-end": "error" } }',
    });
    expect((await commandLine("check", folder.path)).out).toContain(" error dead-end");
    expect((await commandLine("check", "--severity", "dead-end=hint", folder.path)).out).toContain(" hint dead-end");
  });

  test("is wrong input where it cannot be read", async () => {
    await using folder = await temporaryFolder({
      "rest.flow": deadEnd,
      "flowstate.json": '{ "checks": { "dead-end": "loud" } }',
    });
    const { code, error } = await commandLine("check", folder.path);
    expect(code).toBe(2);
    expect(error).toMatch(/flowstate\.json: The severity of `dead-end` has to be one of error, .*\n$/);
  });
});

test("a broken reference in every possible place is found, at its exact range, and nothing else", async () => {
  const { files, ranges } = fixture(brokenEverywhere);
  await using folder = await temporaryFolder(Object.fromEntries(files.map(({ path, text }) => [path, text])));
  const { out, code } = await spawnCommandLine(["check", "--format", "json"], { cwd: folder.path });
  expect(code).toBe(1);
  const errors = printedReport(out).diagnostics.filter(({ severity }) => severity === "error");
  const found = errors.map(({ file, code: name, range }) => ({ file, name, range }));
  const marked = ranges.map(({ path, name, start, end }) => {
    const lines = createLineMap(files.find((file) => file.path === path)?.text ?? "");
    return { file: path, name, range: { start: lines.positionAt(start), end: lines.positionAt(end) } };
  });
  expect(marked.length).toBeGreaterThan(30);
  const sorted = (places: typeof found) => places.map((place) => JSON.stringify(place)).sort();
  expect(sorted(found)).toEqual(sorted(marked));
});

describe("formats", () => {
  test("json is exact, complete and the same each time", async () => {
    await using folder = await temporaryFolder({ "transfer.flow": broken, "help.flow": clean, "rest.flow": deadEnd });
    const first = await spawnCommandLine(["check", "--format", "json"], { cwd: folder.path });
    const second = await spawnCommandLine(["check", "--format", "json", "rest.flow", "transfer.flow", "help.flow"], {
      cwd: folder.path,
    });
    expect(second.out).toBe(first.out);
    const report = printedReport(first.out);
    expect(report).toMatchObject({ version: 1, files: 3, errors: 1, warnings: 1 });
    expect(report.diagnostics).toHaveLength(2);
    expect(report.diagnostics[0]).toMatchObject({ file: "rest.flow", code: "dead-end", severity: "warning" });
    expect(report.diagnostics[1]).toMatchObject({
      file: "transfer.flow",
      code: "unknown-state",
      severity: "error",
      range: wrongPlace,
    });
    expect(Object.keys(report.diagnostics[1] ?? {})).toEqual([
      "file",
      "range",
      "severity",
      "code",
      "message",
      "related",
    ]);
  });

  test("every format tells of the finding", async () => {
    await using folder = await temporaryFolder({ "transfer.flow": broken, "help.flow": clean });
    for (const format of ["pretty", "json", "sarif", "github", "junit"]) {
      const { out, code } = await commandLine("check", "--format", format, folder.path);
      expect({ format, code }).toEqual({ format, code: 1 });
      expect(out).toContain("unknown-state");
    }
  });

  test("severities are overridden, and `off` takes a check out", async () => {
    await using folder = await temporaryFolder({ "transfer.flow": broken, "help.flow": clean, "rest.flow": deadEnd });
    const severities = ["--severity", "unknown-state=off", "--severity", "dead-end=error"];
    const { out, code } = await commandLine("check", "--format", "json", ...severities, folder.path);
    expect(code).toBe(1);
    expect(printedReport(out)).toMatchObject({
      errors: 1,
      warnings: 0,
      diagnostics: [{ code: "dead-end", severity: "error" }],
    });
  });
});

test("whoever stops reading does no harm", async () => {
  await using folder = await temporaryFolder({ "transfer.flow": broken });
  const child = spawn(process.execPath, [
    "--disable-warning=ExperimentalWarning",
    commandLineFile,
    "check",
    "--format",
    "json",
    folder.path,
  ]);
  child.stdout.destroy();
  let error = "";
  child.stderr.on("data", (chunk: Buffer) => {
    error += chunk.toString();
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(error).toBe("");
  expect([0, 1]).toContain(code);
});
