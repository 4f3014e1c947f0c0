import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { spawnCommandLine, type TemporaryFolder, temporaryFolder } from "../support/commandLine.ts";

const bot = (name: string): string => `flow ${name}
bot ${name} { start ${name}.start }
service s { base "https://x.example.com" }
state start {
  ask session.name as text "Name?"
  api s GET "/x" { nextDialogstate ok on failure { say "Down." -> end } }
}
state ok { say "Hello, {session.name}." -> end }
`;

const tests = (count: number, start = 0): string =>
  Array.from({ length: count }, (_, index) => {
    const number = start + index;
    const said = number % 7 === 3 ? "Bob" : `Ada ${number}`;
    return `test "test ${number}" {
  mock GET "/x" { body { nextDialogstate: state ok } }
  user "Ada ${number}"
  bot "Hello, ${said}."
}
`;
  }).join("");

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder({
    "a/bot.flow": bot("a") + tests(5),
    "a/more.test.flow": tests(9, 5).replaceAll("state ok", "state a.ok"),
    "b/bot.flow": 'bot b { start b.start }\nstate start { -> nowhere }\ntest "x" { expect ended }\n',
    "c/bot.flow": bot("c") + tests(4),
  });
  vi.spyOn(process, "cwd").mockReturnValue(folder.path);
});
afterEach(() => folder[Symbol.asyncDispose]());

function timeless(out: string): string {
  return out.replaceAll(/"ms": ?[0-9.]+/g, '"ms":0').replaceAll(/ \d+ ms$/gm, "");
}

test.each(["pretty", "events"])("the reporter %s says the same for one thread and for three", async (reporter) => {
  const run = (jobs: string) =>
    spawnCommandLine(["test", ".", "--reporter", reporter, "--coverage", "json", "--jobs", jobs], {
      cwd: folder.path,
    });
  const [one, three] = [await run("1"), await run("3")];
  expect(timeless(three.out)).toBe(timeless(one.out));
  expect(three.error.replace("Testing…\n", "")).toBe(one.error.replace("Testing…\n", ""));
  expect(three.code).toBe(one.code);
  expect(one.code).toBe(1);
  expect(one.out + one.error).toContain("15 passed, 3 failed");
});

test("a number of threads is one from 1 on", async () => {
  for (const jobs of ["0", "-1", "x"]) {
    expect((await spawnCommandLine(["test", ".", `--jobs=${jobs}`], { cwd: folder.path })).code).toBe(2);
  }
});
