/** The workflows of GitHub Actions: that of the project, and the one that authors copy. They can only be read here, not run. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import manifest from "../../package.json" with { type: "json" };
import { commandLine, temporaryFolder } from "../support/commandLine.ts";
import { readDocument, repository } from "../support/documentation.ts";

const step = z.strictObject({
  name: z.string().optional(),
  uses: z
    .string()
    .regex(/^actions\/[\w-]+@v\d+$/)
    .optional(),
  run: z.string().optional(),
  if: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
const job = z.strictObject({
  name: z.string().optional(),
  if: z.string().optional(),
  strategy: z
    .strictObject({ "fail-fast": z.literal(false), matrix: z.strictObject({ os: z.array(z.string()) }) })
    .optional(),
  "runs-on": z.string(),
  "timeout-minutes": z.number(),
  steps: z.array(step),
});
const workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.strictObject({ contents: z.literal("read") }),
  concurrency: z.unknown().optional(),
  jobs: z.record(z.string(), job),
});

function read(path: string): z.infer<typeof workflow> {
  return workflow.parse(parse(readFileSync(`${repository}${path}`, "utf8")));
}

function commandsOf({ jobs }: z.infer<typeof workflow>): readonly string[] {
  return Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run?.trim().split("\n") ?? []));
}

/** The arguments of a command of ours, without the place that its output goes to. */
function argumentsOf(command: string): readonly string[] {
  return command
    .replace(/^(npx --no-install flowstate|node dist\/cli\.mjs) /, "")
    .replace(/ > \S+$/, "")
    .split(" ");
}

const own = read(".github/workflows/ci.yml");
const authors = read("examples/bank/.github/workflows/flowstate.yml");

describe("the project's own", () => {
  test("runs the suite on Linux, macOS and Windows, on Linux with a display", () => {
    const { strategy, steps, "runs-on": machine } = own.jobs["suite"] ?? { steps: [] };
    expect(strategy?.matrix.os).toEqual(["ubuntu-latest", "macos-latest", "windows-latest"]);
    expect(machine).toBe("$" + "{{ matrix.os }}");
    const runs = steps.filter(({ run }) => run?.endsWith("npm test"));
    expect(runs.map(({ if: when, run }) => [when, run])).toEqual([
      ["runner.os == 'Linux'", "xvfb-run -a npm test"],
      ["runner.os != 'Linux'", "npm test"],
    ]);
    expect(manifest.devDependencies).toHaveProperty("@vscode/test-electron");
  });

  test("calls scripts that exist, in a Node that runs them", () => {
    const scripts = commandsOf(own).flatMap((command) => /npm (?:run )?(test\S*|\w+)$/.exec(command)?.[1] ?? []);
    expect(scripts.length).toBeGreaterThan(5);
    for (const script of scripts) expect(Object.keys(manifest.scripts)).toContain(script);
    for (const { steps } of Object.values(own.jobs)) {
      const node = steps.find(({ uses }) => uses?.startsWith("actions/setup-node@"));
      expect(node?.with?.["node-version"]).toBe(24);
    }
  });

  test("every other command is one of these", () => {
    const others = commandsOf(own).filter((command) => !/^(xvfb-run -a )?npm /.test(command));
    expect(others).toEqual([
      "node dist/cli.mjs check examples --format github --max-warnings 0",
      "node dist/cli.mjs test examples --reporter github --coverage lcov --min-coverage 100",
    ]);
    expect(manifest.bin.flowstate).toBe("dist/cli.mjs");
    expect(existsSync(`${repository}examples`)).toBe(true);
  });
});

describe("the one for authors", () => {
  const commands = commandsOf(authors).filter((command) => command.includes("flowstate"));

  test("stands in the documentation as it is in the example", () => {
    const text = readFileSync(`${repository}examples/bank/.github/workflows/flowstate.yml`, "utf8");
    const [, shown] = /```yaml\n([\s\S]*?)```/.exec(readDocument("docs/testing.md")) ?? [];
    expect(text.replace(/^(#.*\n)+/, "")).toBe(shown);
  });

  test("checks, formats, tests with annotations and coverage, and keeps JUnit", () => {
    expect(commands.map((command) => argumentsOf(command)[0])).toEqual(["check", "fmt", "test", "test"]);
    expect(commands.every((command) => command.startsWith("npx --no-install "))).toBe(true);
    const { steps } = authors.jobs["flows"] ?? { steps: [] };
    const kept = steps.find(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
    expect(kept?.if).toBe("always()");
    expect(`${kept?.with?.["path"]}`.trim().split("\n")).toEqual(["flowstate-junit.xml", "coverage/lcov.info"]);
    expect(commands.at(-1)).toMatch(/ --reporter junit > flowstate-junit\.xml$/);
  });

  test.each(commands)("%s passes for the example", async (command) => {
    await using work = await temporaryFolder({});
    const before = process.cwd();
    process.chdir(work.path);
    try {
      const { code, out } = await commandLine(...argumentsOf(command), `${repository}examples/bank`);
      expect({ command, code }).toEqual({ command, code: 0 });
      if (command.includes("junit")) expect(out).toMatch(/^<\?xml .*<testcase /s);
      if (command.includes("lcov")) expect(existsSync("coverage/lcov.info")).toBe(true);
    } finally {
      process.chdir(before);
    }
  });
});
