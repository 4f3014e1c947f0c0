// The fixtures are programs, which may hold templates.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: see above
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { incomingCalls } from "../../server/src/features/callHierarchy.ts";
import { waysIn } from "../../server/src/features/codeLenses.ts";
import { neighbourCompletion } from "../../server/src/features/completion/neighbours.ts";
import { definition } from "../../server/src/features/definition.ts";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { documentHighlights } from "../../server/src/features/documentHighlights.ts";
import { hoverOfName } from "../../server/src/features/hover.ts";
import { neighbourFixes } from "../../server/src/features/neighbourFixes.ts";
import { references } from "../../server/src/features/references.ts";
import { prepareRename, rename } from "../../server/src/features/rename.ts";
import { drawFiles, fixture, rangesOf } from "../support/fixture.ts";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { neighboursOf as workspaceOf } from "../support/neighbours.ts";
import { edited } from "../support/project.ts";
import { runs } from "../support/runs.ts";
import { fixturePath } from "../support/workspaceFixture.ts";

const flows = `
  --- help.flow
  /// Somebody to talk to.
  state agent { say "Hello" -> end }
  state desk id "desk-1" { say "Hi" -> end }
  --- main.flow
  bot bank { start main.start }
  state start { -> help.agent }
`;

/** Lines begin where their file does: parts of a project may be indented differently. */
function flush(source: string): string {
  return source.replaceAll(/^ +/gm, "");
}

const neighboursOf = (source: string) => workspaceOf(flush(source));

/** The places as `path:text`. */
async function found(source: string, withDeclaration = true): Promise<readonly string[]> {
  const { snapshot, atAnyCursor } = await neighboursOf(source);
  const { file, offset } = atAnyCursor();
  return references(file, offset, withDeclaration).map(({ uri, start, end }) => {
    return `${fixturePath(uri)}:${snapshot.naming(uri)?.parsed.text.slice(start, end)}`;
  });
}

async function renamed(source: string, name: string): Promise<string> {
  const { snapshot, fixture: given, atAnyCursor } = await neighboursOf(source);
  const { file, offset } = atAnyCursor();
  const result = rename(file, offset, name);
  if (!result.ok) return result.reason;
  const files = given.files.map(({ path, text }) => ({ path, text }));
  expect(snapshot.namingFiles().length).toBeGreaterThan(0);
  const edits = result.value.map(({ uri, start, end, text }) => ({ path: fixturePath(uri), start, end, text }));
  return drawFiles(edited(files, edits));
}

describe("strings that name states in other languages", () => {
  test("lead to the state", async () => {
    const { snapshot, atAnyCursor } = await neighboursOf(`${flows}
      --- backend/main.ts
      const answer = { action: { nextDialogstate: ok ? "help.a^|gent" : 'help.desk' } };
    `);
    const { file, offset } = atAnyCursor();
    const [one, ...others] = definition(file, offset);
    expect(others).toEqual([]);
    expect(one && fixturePath(one.name.uri)).toBe("help.flow");
    const text = snapshot.naming(one?.name.uri ?? "")?.parsed.text;
    expect(text?.slice(one?.name.start, one?.name.end)).toBe("agent");
    expect(file.parsed.text.slice(one?.origin.start, one?.origin.end)).toBe('"help.agent"');
  });

  test("tell about it on hover, and the state tells that a backend leads to it", async () => {
    const { atAnyCursor, neighbour, file } = await neighboursOf(`${flows}
      --- backend/answers.json
      { "nextDialogstate": "desk^|-1" }
    `);
    const { offset } = atAnyCursor();
    const shown = hoverOfName(neighbour("backend/answers.json"), offset);
    expect(shown?.markdown).toContain("**state** `help.desk` · id `desk-1`");
    expect(shown?.markdown).toContain("From: *a backend's answer*");
    const flow = file("help.flow");
    expect(hoverOfName(flow, flow.parsed.text.indexOf("desk"))?.markdown).toContain("a backend's answer");
  });

  test("are found from the state, in all languages", async () => {
    const files = `
      --- a.json
      { "nextDialogstate": "help.agent" }
      --- b.js
      body.nextDialogstate = 'agent';
      --- c.mjs
      export default { nextDialogstateId: \`help.agent\` };
      --- d.cjs
      module.exports = { nextDialogstate: "other.agent" };
      --- e.tsx
      const a = <Go nextDialogstate="help.agent" />;
      --- f.ts
      const a = { state: "help.agent" };
    `;
    const all = ["a.json:agent", "b.js:agent", "c.mjs:agent", "e.tsx:agent", "help.flow:agent", "main.flow:agent"];
    expect(await found(`${flows.replace("-> help.agent", "-> help.ag^|ent")}${files}`)).toEqual(all);
    expect(await found(`${flows}${files.replace("'agent'", "'ag^|ent'")}`)).toEqual(all);
    expect(await found(`${flows}${files.replace("'agent'", "'ag^|ent'")}`, false)).toEqual(
      all.filter((place) => place !== "help.flow:agent"),
    );
  });

  test("are highlighted in their own file", async () => {
    const { atAnyCursor } = await neighboursOf(`${flows}
      --- a.js
      x = { nextDialogstate: "ag^|ent" }; y = { nextDialogstateId: 'help.agent', b: "agent" };
    `);
    const { file, offset } = atAnyCursor();
    const shown = documentHighlights(file, offset).map(({ start, end, access }) => {
      return `${access} ${start} ${file.parsed.text.slice(start, end)}`;
    });
    expect(shown).toEqual(["read 24 agent", "read 65 agent"]);
  });
});

describe("completion in a string that names a state", () => {
  const labels = async (text: string) => {
    const { neighbour, fixture: given } = await neighboursOf(`${flows}--- a.ts\n${text}`);
    const file = neighbour("a.ts");
    const offset = given.cursor?.offset ?? 0;
    return neighbourCompletion(file, offset).map((one) => ({
      ...one,
      after: file.parsed.text.slice(0, one.replace.start) + one.text + file.parsed.text.slice(one.replace.end),
    }));
  };

  test("offers wire ids, then full names, then plain names", async () => {
    expect((await labels('x = { nextDialogstate: "^|" }')).map(({ label }) => label)).toEqual([
      "help.agent",
      "desk-1",
      "main.start",
      "help.desk",
      "agent",
      "desk",
      "start",
    ]);
  });

  test("replaces the whole string, half typed or not", async () => {
    expect((await labels("x.nextDialogstate = 'help.ag^|xx'; y")).at(0)?.after).toBe(
      "x.nextDialogstate = 'help.agent'; y",
    );
    expect((await labels('x = { nextDialogstate: "he^|, b: c }\ny')).at(0)?.after).toBe(
      'x = { nextDialogstate: "help.agent, b: c }\ny',
    );
  });

  test("offers nothing elsewhere", async () => {
    expect(await labels('x = { nextDialogstate: "help.agent", y: "^|" }')).toEqual([]);
    expect(await labels('x = ^|{ nextDialogstate: "help.agent" }')).toEqual([]);
  });

  test("a plain name that several flows have is offered once, for the state that it means", async () => {
    const { neighbour } = await neighboursOf(`
      --- a.flow
      state same { -> end }
      --- b.flow
      state same { -> end }
      --- x.js
      x = { nextDialogstate: "" }
    `);
    const file = neighbour("x.js");
    const offered = neighbourCompletion(file, file.parsed.text.indexOf('""') + 1);
    expect(offered.map(({ label, detail }) => `${label} ${detail ?? ""}`)).toEqual([
      "a.same ",
      "b.same ",
      "same a.same",
    ]);
  });
});

describe("a string that means no state", () => {
  const backend = `
    --- backend/main.ts
    const a = { nextDialogstate: <|unknown-state|>"help.agnt"</> };
    const b = { nextDialogstate: cond ? <|unknown-state|>'xyz'</> : "desk-1" };
    // flowstate-ignore unknown-state: shows what happens then
    const c = { nextDialogstate: "nowhere" };
    const d = { nextDialogstate: "", e: "unknown" };
  `;

  test("is a warning, with the name that was probably meant", async () => {
    const { neighbour } = await neighboursOf(flows + backend);
    const file = neighbour("backend/main.ts");
    const places = rangesOf(fixture(flush(flows + backend)), "unknown-state");
    const shown = diagnostics(file);
    expect(shown.map(({ start, end, code, severity }) => ({ start, end, code, severity }))).toEqual(
      places.map(({ start, end }) => ({ start, end, code: "unknown-state", severity: "warning" })),
    );
    expect(shown[0]?.message).toBe("There is no state with the id or name `help.agnt`. Did you mean `help.agent`?");
  });

  test("has fixes that keep the quotes", async () => {
    const { neighbour } = await neighboursOf(`${flows}
      --- a.js
      a = { nextDialogstate: 'help.agnt' }
    `);
    const file = neighbour("a.js");
    const titles = neighbourFixes(file, { start: 25, end: 25 });
    expect(titles.map(({ fix }) => fix.title)).toEqual([
      "Change to `help.agent`",
      "Create state `agnt` in flow `help`",
    ]);
    expect(titles[0]?.fix.edits).toEqual([{ path: "a.js", start: 23, end: 34, text: "'help.agent'" }]);
  });

  test("can be another severity, or none", async () => {
    const severities = async (level: string) => {
      const { neighbour } = await neighboursOf(
        `${flows}${backend}\n    --- flowstate.json\n    { "checks": { "unknown-state": "${level}" } }`,
      );
      return diagnostics(neighbour("backend/main.ts")).map(({ severity }) => severity);
    };
    expect(await severities("off")).toEqual([]);
    expect(await severities("hint")).toEqual(["hint", "hint"]);
  });

  test("is none where the project does not want its files to be looked at", async () => {
    const { snapshot } = await neighboursOf(`${flows}${backend}\n    --- flowstate.json\n    { "neighbours": false }`);
    expect(snapshot.namingFiles().map(({ path }) => path)).toEqual(["help.flow", "main.flow"]);
  });
});

test("a state that a backend names can be reached", async () => {
  const project = (backend: string) => `
    --- main.flow
    bot bank { start main.start }
    state start { say "Hello" }
    state other { say "Here" -> next }
    state next { -> end }
    --- a.json
    { "nextDialogstate": "${backend}" }
  `;
  const unreachable = async (source: string) => {
    const { file } = await neighboursOf(source);
    const { text } = file("main.flow").parsed;
    return diagnostics(file("main.flow"))
      .filter(({ code }) => code === "unreachable-state")
      .map(({ start, end }) => text.slice(start, end));
  };
  expect(await unreachable(project(""))).toEqual(["other", "next"]);
  expect(await unreachable(project("main.other"))).toEqual([]);
  expect(await unreachable(project("main.next"))).toEqual(["other"]);
});

test("what a backend names is looked at again when it changes, and when the flows do", async () => {
  const { workspace, disk } = await neighboursOf(`
    --- main.flow
    bot bank { start main.start }
    state start { say "Hello" }
    state other { -> end }
    --- a.json
    { "nextDialogstate": "main.start" }
  `);
  const found = async (path: string) => {
    await workspace.complete();
    const file = workspace.snapshot().naming(memoryUri(`/bot/${path}`));
    const shown = file === undefined ? [] : diagnostics(file);
    return shown.map(({ code }) => code).filter((code) => code === "unreachable-state" || code === "unknown-state");
  };
  const write = async (path: string, text: string) => {
    disk.write(`/bot/${path}`, text);
    await workspace.applyFileEvents([{ uri: memoryUri(`/bot/${path}`), kind: "changed" }]);
  };
  expect([await found("main.flow"), await found("a.json")]).toEqual([["unreachable-state"], []]);
  await write("a.json", '{ "nextDialogstate": "main.other" }');
  expect([await found("main.flow"), await found("a.json")]).toEqual([[], []]);
  await write("a.json", '[{ "nextDialogstate": "main.other" }, { "nextDialogstate": "main.third" }]');
  expect([await found("main.flow"), await found("a.json")]).toEqual([[], ["unknown-state"]]);
  await write("main.flow", 'bot bank { start main.start }\nstate start { say "Hello" }\nstate third { -> end }');
  expect([await found("main.flow"), await found("a.json")]).toEqual([[], ["unknown-state"]]);
  await write("a.json", "[]");
  expect([await found("main.flow"), await found("a.json")]).toEqual([["unreachable-state"], []]);
});

test("a backend is a way into a state, for lenses and call hierarchies too", async () => {
  const { file } = await neighboursOf(`
    --- main.flow
    state start { -> other }
    state other { -> end }
    --- a.json
    { "nextDialogstate": "main.other" }
  `);
  const flow = file("main.flow");
  const key = "state:main.other";
  expect(waysIn(flow, key)?.ways.map(({ uri }) => fixturePath(uri))).toEqual(["a.json", "main.flow"]);
  expect(incomingCalls(flow, key).map(({ item }) => item.name)).toEqual(["start"]);
});

describe("rename", () => {
  const backend = `
      --- backend/main.ts
      const a = ok ? { nextDialogstate: 'help.agent' } : { nextDialogstate: "agent", other: "agent" };
      --- data.json
      [{ "nextDialogstateId": "help.agent" }, { "nextDialogstate": "desk-1" }]
  `;

  test("of a state reaches the files beside the flows, and works from there", async () => {
    const expected = `--- help.flow
/// Somebody to talk to.
state person { say "Hello" -> end }
state desk id "desk-1" { say "Hi" -> end }
--- main.flow
bot bank { start main.start }
state start { -> help.person }

--- backend/main.ts
const a = ok ? { nextDialogstate: 'help.person' } : { nextDialogstate: "person", other: "agent" };
--- data.json
[{ "nextDialogstateId": "help.person" }, { "nextDialogstate": "desk-1" }]`;
    const plain = (text: string) => text.replaceAll(/\n\s*\n/g, "\n").trim();
    expect(plain(await renamed(flows.replace("-> help.agent", "-> help.age^|nt") + backend, "person"))).toBe(
      plain(expected),
    );
    expect(plain(await renamed(flows + backend.replace('"agent",', '"age^|nt",'), "person"))).toBe(plain(expected));
  });

  test("leaves strings alone that name a state by its id", async () => {
    const after = await renamed(flows.replace("state desk", "state de^|sk") + backend, "table");
    expect(after).toContain('"nextDialogstate": "desk-1"');
    expect(after).toContain('state table id "desk-1"');
    expect(await renamed(flows + backend.replace("desk-1", "des^|k-1"), "table")).toBe(
      "This is the id of a state: change it where the state is declared.",
    );
  });

  test("escapes the name as the quotes need it", async () => {
    const source = `${flows.replace("-> help.agent", "-> help.age^|nt")}
      --- a.ts
      a = { nextDialogstate: 'help.agent' }; b = { nextDialogstate: "help.agent" }; c = { nextDialogstate: \`agent\` };
    `;
    const after = await renamed(source, 'it\'s "me" ${x}');
    expect(after).toContain("nextDialogstate: 'help.it\\'s \"me\" ${x}'");
    expect(after).toContain('nextDialogstate: "help.it\'s \\"me\\" ${x}"');
    expect(after).toContain('nextDialogstate: `it\'s "me" \\${x}`');
  });

  test("is not offered where nothing names a state", async () => {
    const { atAnyCursor } = await neighboursOf(`${flows}--- a.ts\nconst con^|st = { nextDialogstate: "agent" };`);
    const { file, offset } = atAnyCursor();
    expect(prepareRename(file, offset)).toBeUndefined();
  });

  test("there and back gives the same files", async () => {
    const names = fc.constantFrom("person", "Main menu", "it's", 'a"b', "${x}", "back\\slash", "größe", "a.b", "x");
    const strings = fc.array(
      fc.tuple(
        fc.constantFrom('"', "'", "`"),
        fc.constantFrom("help.agent", "agent", "desk-1", "main.start", "nobody"),
      ),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(names, strings, async (name, places) => {
        const code = places.map(([quote, text]) => `x.nextDialogstate = ${quote}${text}${quote};`).join("\n");
        const original = `--- help.flow\nstate agent { -> end }\nstate desk id "desk-1" { -> agent }\n--- main.flow\nstate start { -> help.agent }\n--- a.ts\n${code}`;
        const there = await renamed(original.replace("state agent", "state ^|agent"), name);
        const back = await renamed(
          there.replace(/^state ./m, (start) => `${start}^|`),
          "agent",
        );
        expect(back).toBe(original);
      }),
      { numRuns: runs(300) },
    );
  });
});
