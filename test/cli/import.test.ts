/** `import`: conversations of other tools become tests that run. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandLine, temporaryFolder } from "../support/commandLine.ts";

/** A path as it is told of, on Windows too. */
function shown(path: string): string {
  return path.replaceAll("\\", "/");
}

const bot = `bot order { start start fallback start }
state start { say "Hello." { reply "Pizza" -> size } }
state size {
  ask session.size as text "Which size?"
  say "One {session.size} pizza."
  -> end
}
`;

const conversations = {
  "chat/talk.chat":
    "user=ann\n\nbot: Hello.\n[SuggestedActions=Pizza]\nann: Pizza\nbot: Which size?\nann: small\nbot: [Typing]One small pizza.\n",
  "transcript/talk.transcript": JSON.stringify([
    { type: "message", from: { role: "bot" }, text: "Hello.", suggestedActions: { actions: [{ title: "Pizza" }] } },
    { type: "message", from: { role: "user" }, text: "Pizza" },
    { type: "typing", from: { role: "bot" } },
    { type: "message", from: { role: "bot" }, text: "Which size?" },
    { type: "message", from: { role: "user" }, text: "small" },
    { type: "message", from: { role: "bot" }, text: "One small pizza." },
    { type: "endOfConversation", from: { role: "bot" } },
  ]),
  "botium/talk.convo.txt":
    "talk\n\n#bot\nHello.\nBUTTONS Pizza\n\n#me\nPizza\n\n#bot\nsize?\n\n#me\nsmall\n\n#bot\nOne * pizza.\n",
  "rasa/test_talk.yml":
    "stories:\n- story: talk\n  steps:\n  - bot: Hello.\n  - user: Pizza\n  - bot: Which size?\n  - user: small\n  - bot: One small pizza.\n  - action: action_bake\n",
};

describe.each(["chat", "transcript", "botium", "rasa"])("import %s", (kind) => {
  test("writes tests that pass, and tells what was lost with file and line", async () => {
    await using folder = await temporaryFolder({ ...conversations, "bot/order.flow": bot });
    const out = join(folder.path, "bot");
    const report = join(folder.path, "report.txt");
    const source = join(folder.path, kind);
    const imported = await commandLine("import", kind, source, "--out", out, "--report", report);
    expect(imported).toMatchObject({ code: 0, error: "" });
    expect(imported.out).toMatch(/^1 test in 1 file; \d+ things? could not be said as it was \(.*report\.txt\)\.\n$/);
    const lost = await readFile(report, "utf8");
    for (const line of lost.trimEnd().split("\n")) expect(line).toMatch(/\/talk\.\S+:\d+: .+|\/test_talk\.yml:\d+: .+/);
    expect(await commandLine("test", out)).toMatchObject({ code: 0 });
    expect(await commandLine("check", out, "--max-warnings", "0")).toMatchObject({ code: 0 });
    const [written = ""] = (await readdir(out)).filter((name) => name.endsWith(".test.flow"));
    expect(await commandLine("fmt", "--check", join(out, written))).toEqual({ code: 0, out: "", error: "" });
    // Once more is the same.
    expect(await commandLine("import", kind, source, "--out", out, "--report", report)).toEqual(imported);
  });

  test("leaves files alone that are there and say something else", async () => {
    await using folder = await temporaryFolder(conversations);
    const out = join(folder.path, "out");
    await commandLine("import", kind, join(folder.path, kind), "--out", out);
    const [name = ""] = await readdir(out);
    await writeFile(join(out, name), "// mine\n");
    const { code, error } = await commandLine("import", kind, join(folder.path, kind), "--out", out);
    expect(code).toBe(2);
    expect(error).toContain(`${name} is there already and says something else`);
    expect(await readFile(join(out, name), "utf8")).toBe("// mine\n");
  });

  test("a path without such files is wrong usage", async () => {
    await using folder = await temporaryFolder({ "a.txt": "" });
    expect(await commandLine("import", kind, folder.path)).toMatchObject({ code: 2, out: "" });
    expect(await commandLine("import", kind, join(folder.path, "nowhere"))).toMatchObject({ code: 2, out: "" });
    expect(await commandLine("import", kind)).toMatchObject({ code: 2, out: "" });
  });
});

describe("import botpress", () => {
  const bot = {
    "data/bots/tour/bot.config.json": '{"id":"tour","languages":["en"],"defaultLanguage":"en"}',
    "data/bots/tour/flows/main.flow.json":
      '{"startNode":"entry","nodes":[\n{"name":"entry","onEnter":["say #!builtin_text-1","tour/book {}"],"onReceive":[],"next":[{"condition":"true","node":"END"}]}]}',
    "data/bots/tour/content-elements/builtin_text.json": '[{"id":"builtin_text-1","formData":{"text$en":"Where to?"}}]',
  };

  test("writes flows that run, and tells what was lost with file and line", async () => {
    await using folder = await temporaryFolder(bot);
    const out = join(folder.path, "out");
    const imported = await commandLine("import", "botpress", join(folder.path, "data"), "--out", out);
    expect(imported).toEqual({
      code: 0,
      out: "2 files; 1 thing could not be said as it was.\n",
      error: `${shown(folder.path)}/data/bots/tour/flows/main.flow.json:2: Node entry: The action tour/book runs code that a flow has not: write what it does as steps, or as an API step.\n`,
    });
    await writeFile(join(out, "a.test.flow"), 'test "it" { bot "Where to?" user "x" expect ended }\n');
    expect(await commandLine("test", out)).toMatchObject({ code: 0 });
    expect(await commandLine("check", out)).toMatchObject({ code: 0 });
    expect(await commandLine("fmt", "--check", join(out, "main.flow"), join(out, "bot.flow"))).toMatchObject({
      code: 0,
    });
  });

  test("several bots, and a folder without one, are wrong usage", async () => {
    await using folder = await temporaryFolder({
      ...bot,
      "data/bots/other/bot.config.json": "{}",
      "none/a.json": "{}",
    });
    const several = await commandLine("import", "botpress", join(folder.path, "data"));
    expect(several).toMatchObject({ code: 2, out: "" });
    expect(several.error).toMatch(/holds several bots \(bots\/other\/, bots\/tour\/\): name the folder of one/);
    expect(await commandLine("import", "botpress", join(folder.path, "none"))).toMatchObject({ code: 2, out: "" });
  });
});

test("without --report what was lost goes to standard error, and a file with nothing in it is a finding", async () => {
  await using folder = await temporaryFolder({ "a.transcript": "{}" });
  expect(await commandLine("import", "transcript", folder.path, "--out", folder.path)).toEqual({
    code: 1,
    out: "0 tests in 0 files; 1 thing could not be said as it was.\n",
    error: `${shown(folder.path)}/a.transcript:1: This is no list of activities in JSON.\n`,
  });
});

test("two files of one name are two files, and hidden folders are not read", async () => {
  const chat = "user: hello\n";
  await using folder = await temporaryFolder({ "x/a.chat": chat, "y/a.chat": chat, ".git/a.chat": chat });
  const out = join(folder.path, "out");
  await mkdir(out);
  expect(await commandLine("import", "chat", folder.path, "--out", out)).toMatchObject({ code: 0 });
  expect((await readdir(out)).sort()).toEqual(["a-2.test.flow", "a.test.flow"]);
});

test("what is there to import is told, and has its line in the documentation", async () => {
  const page = await readFile(new URL("../../docs/imports.md", import.meta.url), "utf8");
  for (const kind of ["chat", "transcript", "botium", "rasa", "botpress"]) expect(page).toContain(`\n| \`${kind}\` |`);
  const { code, out, error } = await commandLine("import", "--help");
  expect(code).toBe(0);
  for (const kind of ["chat", "transcript", "botium", "rasa", "botpress"]) expect(out + error).toContain(`${kind} `);
  expect(await commandLine("import", "voiceflow", ".")).toMatchObject({ code: 2, out: "" });
});
