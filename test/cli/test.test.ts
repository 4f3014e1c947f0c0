import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { commandLine, temporaryFolder } from "../support/commandLine.ts";

const bot = `
state start {
  ask session.name as text "What is your name?"
  say "Hello, {session.name}."
  -> end
}

state never {
  say "Never."
  -> end
}
`;

const backendBot = `flow bot
bot shop { start bot.start }
service shop { base "https://shop.example.com" }
state start {
  api shop GET "/order/{session.n ?? 1}" {
    nextDialogstate ready, late
    on 404 { say "There is none." -> end }
  }
}
state ready { say "Ready." -> end }
state late { say "Late." }
test "ready" {
  mock GET "/order/1" { body { nextDialogstate: state ready } }
  bot "Ready."
}
`;

const good = 'test "ada" {\n  user "Ada"\n  bot "Hello, Ada."\n}\n';
const bad = 'test "bob" {\n  user "Bob"\n  bot "Hello, Ada."\n}\n';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeEach(async () => {
  folder = await temporaryFolder({ "bot.flow": `bot hello { start bot.start }\n${bot}`, "ada.test.flow": good });
  vi.spyOn(process, "cwd").mockReturnValue(folder.path);
});
afterEach(() => folder[Symbol.asyncDispose]());

const result = z.object({
  version: z.literal(1),
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  tests: z.array(
    z.object({ name: z.string(), file: z.string(), line: z.number(), status: z.string(), ms: z.number() }),
  ),
});

describe("flowstate test", () => {
  test("passes with 0 and a closing line", async () => {
    const { code, out } = await commandLine("test", folder.path);
    expect(out).toBe("ada.test.flow\n  ✓ ada\n\n1 passed, 0 failed\n");
    expect(code).toBe(0);
  });

  test("fails with 1, the line, what was to be and what was", async () => {
    await using other = await temporaryFolder({
      "bot.flow": `bot hello { start bot.start }\n${bot}`,
      "bob.test.flow": bad,
    });
    vi.spyOn(process, "cwd").mockReturnValue(other.path);
    const { code, out } = await commandLine("test", other.path);
    expect(out).toBe(`bob.test.flow
  ✗ bob
    bob.test.flow:3: bot "Hello, Ada."
    The bot said something else.
      expected  Hello, Ada.
      actual    Hello, Bob.

0 passed, 1 failed
`);
    expect(code).toBe(1);
    const json: unknown = JSON.parse((await commandLine("test", other.path, "--reporter", "json")).out);
    expect(json).toMatchObject({
      version: 1,
      passed: 0,
      failed: 1,
      skipped: 0,
      tests: [
        {
          name: "bob",
          file: "bob.test.flow",
          line: 1,
          status: "failed",
          failure: { step: 'bot "Hello, Ada."', line: 3, expected: "Hello, Ada.", actual: "Hello, Bob." },
        },
      ],
    });
    const github = await commandLine("test", other.path, "--reporter", "github");
    expect(github.out).toContain("::error file=bob.test.flow,line=3,endLine=3,col=3,endColumn=20,title=bob::");
    expect(github.out.endsWith("0 passed, 1 failed\n")).toBe(true);
  });

  test.each(["json", "junit", "events"])(
    "%s leaves standard output to programs, and ends on the other stream",
    async (reporter) => {
      const { out, error } = await commandLine("test", folder.path, "--reporter", reporter);
      expect(error).toBe("1 passed, 0 failed\n");
      expect(out).not.toContain("1 passed, 0 failed");
    },
  );

  test("junit and github show a project that cannot run, where no test fails", async () => {
    await using other = await temporaryFolder({ "bot.flow": 'state a { -> nowhere }\ntest "x" { bot nothing }\n' });
    vi.spyOn(process, "cwd").mockReturnValue(other.path);
    const line = "bot.flow:1:14: unknown-state: There is no state `nowhere` in flow `bot`.";
    const junit = await commandLine("test", other.path, "--reporter", "junit");
    expect(junit).toMatchObject({ code: 1 });
    expect(junit.out).toContain('<testsuites name="flowstate test" tests="1" failures="0" errors="1" time="0.000">');
    expect(junit.out).toContain(`<error type="project" message="${line}"/>`);
    const github = await commandLine("test", other.path, "--reporter", "github");
    expect(github).toMatchObject({ code: 1, out: `::error title=Flowstate::${line}\n0 passed, 0 failed\n` });
  });

  test("json and events say the same of a test", async () => {
    const json = result.parse(JSON.parse((await commandLine("test", folder.path, "--reporter", "json")).out));
    expect(json.tests).toMatchObject([{ name: "ada", file: "ada.test.flow", line: 1, status: "passed" }]);
    const events = (await commandLine("test", folder.path, "--reporter", "events")).out.trimEnd().split("\n");
    const types = events.map((line) => z.object({ type: z.string() }).parse(JSON.parse(line)).type);
    expect([types[0], types[1], types.at(-1)]).toEqual(["test-project", "test-start", "test-end"]);
    expect(new Set(types.slice(2, -1))).toEqual(new Set(["test-event"]));
  });

  test("a file stands for its tests, a filter for those whose file or name holds it", async () => {
    expect((await commandLine("test", join(folder.path, "ada.test.flow"))).code).toBe(0);
    expect((await commandLine("test", folder.path, "--filter", "ADA")).code).toBe(0);
    const none = await commandLine("test", folder.path, "--filter", "eve");
    expect(none).toMatchObject({ code: 2, error: 'flowstate: No test has "eve" in its name.\n' });
  });

  test("a file that is named twice, itself and by its folder, is tested and counted once", async () => {
    const { out } = await commandLine("test", folder.path, join(folder.path, "ada.test.flow"));
    expect(out.endsWith("1 passed, 0 failed\n")).toBe(true);
    const { error } = await commandLine(
      "test",
      join(folder.path, "ada.test.flow"),
      join(folder.path, "bot.flow"),
      "--min-coverage",
      "90",
    );
    expect(error).toBe("The tests reach 60.0 % of the steps, less than 90 %.\n");
  });

  test("a program that does not read is refused with its problems", async () => {
    await using other = await temporaryFolder({
      "bot.flow": 'state start { -> nowhere }\ntest "a" { expect ended }\n',
    });
    vi.spyOn(process, "cwd").mockReturnValue(other.path);
    const { code, error } = await commandLine("test", other.path);
    expect(error).toContain("bot.flow:1:18: unknown-state: ");
    expect(code).toBe(1);
  });

  test("coverage is written beside, and too little of it fails", async () => {
    const { code, error } = await commandLine("test", folder.path, "--coverage", "lcov", "--min-coverage", "90");
    expect({ code, error }).toEqual({ code: 1, error: "The tests reach 60.0 % of the steps, less than 90 %.\n" });
    expect(await readFile(join(folder.path, "coverage/lcov.info"), "utf8")).toBe(`TN:
SF:bot.flow
FN:3,bot.start
FN:9,bot.never
FNDA:1,bot.start
FNDA:0,bot.never
FNF:2
FNH:1
BRF:0
BRH:0
DA:4,1
DA:5,1
DA:6,1
DA:10,0
DA:11,0
LF:5
LH:3
end_of_record
`);
  });

  test("the settings say how much has to be reached, where all tests are run", async () => {
    await using other = await temporaryFolder({
      "bot.flow": `bot hello { start bot.start }\n${bot}`,
      "ada.test.flow": good,
      "flowstate.json": '{ "coverage": { "states": 60, "outcomes": 100 } }',
    });
    vi.spyOn(process, "cwd").mockReturnValue(other.path);
    const { code, error } = await commandLine("test", other.path);
    expect({ code, error }).toEqual({ code: 1, error: "The tests reach 50.0 % of the states, less than 60 %.\n" });
    expect((await commandLine("test", other.path, "--filter", "ada")).code).toBe(0);
    expect((await commandLine("test", join(other.path, "ada.test.flow"))).code).toBe(0);
  });

  test("settings that cannot be read do not pass for reached", async () => {
    await using other = await temporaryFolder({
      "bot.flow": `bot hello { start bot.start }\n${bot}`,
      "ada.test.flow": good,
      "flowstate.json": '{ "coverage": { "answers": 100 } }',
    });
    vi.spyOn(process, "cwd").mockReturnValue(other.path);
    const { code, out, error } = await commandLine("test", other.path);
    expect({ code, error }).toEqual({
      code: 1,
      error: "flowstate.json: There is no `coverage.answers`: there are steps, states, branches, outcomes.\n",
    });
    expect(out).toContain("1 passed, 0 failed");
    expect((await commandLine("test", other.path, "--filter", "ada")).code).toBe(0);
  });

  test("answers of a backend that no test has shown are listed", async () => {
    await using other = await temporaryFolder({ "bot.flow": backendBot });
    vi.spyOn(process, "cwd").mockReturnValue(other.path);
    const { out } = await commandLine("test", other.path, "--min-coverage", "0");
    expect(out).toMatch(/Coverage\n {2}2 of 3 states, .*1 of 4 answers\n/);
    expect(out.slice(out.indexOf("  Answers"))).toBe(`  Answers that no test has shown:
    bot.flow:5: GET "/order/{…}" failure
    bot.flow:6: GET "/order/{…}" -> late
    bot.flow:7: GET "/order/{…}" on 404

1 passed, 0 failed
`);
    const { out: json } = await commandLine("test", other.path, "--reporter", "json", "--coverage", "json");
    expect(JSON.parse(json)).toMatchObject({
      coverage: { outcomes: 25, neverSeen: [{ outcome: "failure" }, { outcome: "-> late" }, { outcome: "on 404" }] },
    });
  });

  test.each(["-1", "101", "x"])("--min-coverage %s is no percentage", async (percent) => {
    expect((await commandLine("test", folder.path, `--min-coverage=${percent}`)).code).toBe(2);
  });
});

describe("flowstate test --update", () => {
  test("writes what the bot does into the tests that fail for nothing but what they expect, and says what", async () => {
    const other = 'test "eve" {\n  user "Eve"\n  bot "x"\n  tap "Nowhere"\n}\n';
    await writeFile(join(folder.path, "bob.test.flow"), bad + other);
    const { code, out } = await commandLine("test", folder.path, "--update");
    expect(await readFile(join(folder.path, "bob.test.flow"), "utf8")).toBe(bad.replace("Ada", "Bob") + other);
    expect(out).toContain('bob.test.flow:3: bob\n  - bot "Hello, Ada."\n  + bot "Hello, Bob."\n');
    expect(out).toContain("2 passed, 1 failed");
    expect(code).toBe(1);
  });

  test("leaves tests alone that were not chosen, and prints beside what is read", async () => {
    await writeFile(join(folder.path, "bob.test.flow"), bad);
    const { out, error } = await commandLine("test", folder.path, "--update", "--filter", "ada", "--reporter", "json");
    expect(await readFile(join(folder.path, "bob.test.flow"), "utf8")).toBe(bad);
    expect(result.parse(JSON.parse(out)).passed).toBe(1);
    expect(error).toBe("1 passed, 0 failed\n");
  });
});
