/** `states` and `graph`: what a backend's compiler and a reader get of the flows. */
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { commandLine, temporaryFolder } from "../support/commandLine.ts";

const compiler = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc6", import.meta.url));

const files = {
  "bank.flow": 'bot bank { start start fallback start }\nstate start { say "Hi" { reply "On" -> done } }\n',
  "done.flow": 'flow bye\n/// The end.\nstate done id "d-1" { -> end }\n',
};
const moved = { ...files, "bank.flow": files["bank.flow"].replace("-> done", "-> bye.done") };

describe("states", () => {
  test("prints the wire ids, one a line", async () => {
    await using folder = await temporaryFolder(moved);
    expect(await commandLine("states", folder.path)).toEqual({ code: 0, out: "bank.start\nd-1\n", error: "" });
  });

  test("--check says when the file of a backend is out of date, and how to write it", async () => {
    await using folder = await temporaryFolder(moved);
    const file = join(folder.path, "states.ts");
    const { out } = await commandLine("states", folder.path, "--format", "typescript");
    await writeFile(file, out);
    const check = () => commandLine("states", folder.path, "--format", "typescript", "--check", file);
    expect(await check()).toEqual({ code: 0, out: "", error: "" });
    await writeFile(join(folder.path, "more.flow"), "state newcomer { -> end }\n");
    expect(await check()).toEqual({
      code: 1,
      out: "",
      error: `${file} is out of date: it lacks more.newcomer. Write it anew with \`flowstate states ${folder.path} --format typescript > ${file}\`.\n`,
    });
  });

  test("a file that is not there, and a project that is none, are wrong usage", async () => {
    await using folder = await temporaryFolder(moved);
    expect(await commandLine("states", folder.path, "--check", "nowhere.txt")).toEqual({
      code: 2,
      out: "",
      error: "flowstate: nowhere.txt: the file cannot be read.\n",
    });
    expect(await commandLine("states", join(folder.path, "nowhere"))).toMatchObject({ code: 2, out: "" });
    expect(await commandLine("states", folder.path, "--format", "xml")).toMatchObject({ code: 2, out: "" });
  });

  test("of flows that name states which are not there, nothing is printed", async () => {
    await using folder = await temporaryFolder(files);
    const { code, out, error } = await commandLine("states", folder.path);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(error).toMatch(/bank\.flow:2:\d+: unknown-state: /);
  });

  test("the TypeScript that is written compiles, and knows each id", async () => {
    await using folder = await temporaryFolder(moved);
    const { out } = await commandLine("states", folder.path, "--format", "typescript");
    await writeFile(join(folder.path, "states.ts"), out);
    const compile = async (id: string): Promise<string> => {
      const use = `import { type DialogState, dialogStates } from "./states.ts";\nexport const all: DialogState[] = [dialogStates["bye.done"], ${JSON.stringify(id)}];\n`;
      await writeFile(join(folder.path, "use.ts"), use);
      const flags = ["--noEmit", "--strict", "--ignoreConfig", "--module", "preserve"];
      const files = ["--allowImportingTsExtensions", join(folder.path, "use.ts")];
      const run = spawnSync(process.execPath, [compiler, ...flags, ...files], { encoding: "utf8" });
      return run.stdout + run.stderr;
    };
    expect(await compile("bank.start")).toBe("");
    expect(await compile("bank.strat")).toContain("Type '\"bank.strat\"' is not assignable");
  });
});

describe("graph", () => {
  test("prints a flowchart, also of flows that do not run yet", async () => {
    await using folder = await temporaryFolder(files);
    const { code, out, error } = await commandLine("graph", folder.path);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toContain("flowchart TD\n");
    expect(out).toContain("done: no such state");
  });

  test.each(["mermaid", "dot", "svg", "json"])("the same flows give the same %s", async (format) => {
    await using folder = await temporaryFolder(moved);
    const first = await commandLine("graph", folder.path, "--format", format);
    expect(first).toMatchObject({ code: 0, error: "" });
    expect(await commandLine("graph", join(folder.path, "done.flow"), "--format", format)).toEqual(first);
    if (format === "json") expect(JSON.parse(first.out)).toMatchObject({ version: 1, bot: "bank" });
    expect(first.out).toContain("bye");
  });

  test("a folder that is not there is wrong usage", async () => {
    expect(await commandLine("graph", "nowhere")).toMatchObject({ code: 2, out: "" });
  });
});

test("the page tells of every format", async () => {
  const page = await readFile(new URL("../../docs/exports.md", import.meta.url), "utf8");
  for (const format of ["list", "json-schema", "typescript", "openapi", "mermaid", "dot", "svg", "json"]) {
    expect(page).toContain(`\`${format}\``);
  }
});
