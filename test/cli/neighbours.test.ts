import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { commandLine, printedReport, temporaryFolder } from "../support/commandLine.ts";

const flow = `bot b {
  start main.start
  fallback main.start
}

state start {
  ask session.x as text "Hello" {
    on any -> end
  }
}

state other {
  -> end
}
`;
const backend = `export const answer = { nextDialogstate: "main.other" };\nexport const wrong = { nextDialogstate: "main.othr" };\n`;

async function check(...args: readonly string[]) {
  const { out, code } = await commandLine("check", "--format", "json", ...args);
  const { files, warnings, diagnostics } = printedReport(out);
  const shown = diagnostics.map(({ file, range, code: of, severity, message }) => {
    const path = file.slice(file.lastIndexOf("/") + 1);
    return `${path}:${range.start.line}:${range.start.character}-${range.end.character} ${severity} ${of} ${message}`;
  });
  return { code, files, warnings, shown };
}

const finding =
  "server.ts:1:40-51 warning unknown-state There is no state with the id or name `main.othr`. Did you mean `main.other`?";

describe("files beside the flows", () => {
  test("are checked with the project", async () => {
    await using folder = await temporaryFolder({ "main.flow": flow, "backend/server.ts": backend });
    expect(await check(folder.path)).toEqual({ code: 0, files: 2, warnings: 1, shown: [finding] });
    expect((await commandLine("check", "--max-warnings", "0", folder.path)).code).toBe(1);
    expect((await check(join(folder.path, "backend"))).shown).toEqual([finding]);
    expect((await check(join(folder.path, "main.flow"))).shown).toEqual([]);
    const { out } = await commandLine("check", folder.path);
    expect(out).toContain('nextDialogstate: "main.othr"');
  });

  test("are left out where they are not wanted", async () => {
    await using folder = await temporaryFolder({ "main.flow": flow, "backend/server.ts": backend });
    const unreachable = ["main.flow:11:6-11 hint unreachable-state Nothing leads to state `other`."];
    expect(await check("--no-neighbours", folder.path)).toMatchObject({ files: 1, shown: unreachable });
    expect((await check("--severity", "unknown-state=off", folder.path)).shown).toEqual([]);
    await writeFile(join(folder.path, "flowstate.json"), '{ "neighbours": false }');
    expect(await check(folder.path)).toMatchObject({ files: 1, shown: unreachable });
    await writeFile(join(folder.path, "flowstate.json"), '{ "neighbours": 1 }');
    expect((await commandLine("check", folder.path)).error).toContain("`neighbours` has to be true or false.");
  });

  test("of a project in another are that one's own", async () => {
    await using folder = await temporaryFolder({
      "main.flow": flow,
      "inner/main.flow": flow.replaceAll("other", "third"),
      "inner/server.ts": backend,
    });
    const { shown } = await check("--severity", "unreachable-state=off", folder.path);
    expect(shown.map((line) => line.slice(0, 30))).toEqual([
      "server.ts:0:41-53 warning unkn",
      "server.ts:1:40-51 warning unkn",
    ]);
  });
});

describe("the backends of the examples", () => {
  const examples = fileURLToPath(new URL("../../examples/", import.meta.url));

  test.each(["bank", "restaurant", "shop"])("of %s name states that are there", async (name) => {
    expect((await check(join(examples, name))).shown).toEqual([]);
  });

  test("a typo in the bank's is found", async () => {
    await using folder = await temporaryFolder({});
    await cp(join(examples, "bank"), folder.path, {
      recursive: true,
      filter: (path) => !path.includes("node_modules"),
    });
    const file = join(folder.path, "backend", "main.ts");
    const text = await readFile(file, "utf8");
    const wrong = text.replace("hasMoney ? transactionSuccess :", 'hasMoney ? "transfer.doen" :');
    expect(wrong).not.toBe(text);
    await writeFile(file, wrong);
    const { shown } = await check(folder.path);
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatch(
      /^main\.ts:\d+:.* warning unknown-state .*`transfer\.doen`\. Did you mean `transfer\.done`\?$/,
    );
  });
});
