import { describe, expect, test } from "vitest";
import { completion } from "../../server/src/features/completion/completion.ts";
import { describeCompletion } from "../../server/src/features/completion/describe.ts";
import type { Completion } from "../../server/src/features/completion/item.ts";
import { parse } from "../../server/src/language/parse.ts";
import { tokenEnd } from "../../server/src/language/tokens.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

async function completionsOf(source: string, trigger?: string): Promise<readonly Completion[]> {
  const { atCursor } = await workspaceOf(source);
  const { file, offset } = atCursor();
  return completion(file, offset, { trigger });
}

/** The labels that are offered, in order; of one kind where it is named. */
async function offered(source: string, kind?: Completion["kind"]): Promise<string> {
  const items = await completionsOf(source);
  return items
    .filter((item) => kind === undefined || item.kind === kind)
    .map((item) => item.label)
    .join(" ");
}

/** The line of the cursor after an item was taken. */
async function taken(source: string, label: string): Promise<string> {
  const { atCursor } = await workspaceOf(source);
  const { file, offset } = atCursor();
  const item = completion(file, offset, { trigger: undefined }).find((one) => one.label === label);
  if (item === undefined) throw new Error(`${label} is not offered.`);
  const { text } = file.parsed;
  const after = text.slice(0, item.replace.start) + item.text + text.slice(item.replace.end);
  return after.slice(after.lastIndexOf("\n", item.replace.start - 1) + 1).split("\n")[0] ?? "";
}

const others = `
--- help.flow
state agent { -> end }
state \`Opening hours\` { -> end }
`;

describe("states", () => {
  test("of this flow first, then those of others with their flow, and the target words", async () => {
    expect(await offered(`--- a.flow\nstate start { -> ^| }\nstate end { -> start }${others}`, "state")).toBe(
      "end start help.agent help.Opening hours",
    );
    expect(await offered(`--- a.flow\nstate start { -> ^| }${others}`, "target")).toBe("end back return restart");
  });

  test("come with the blank that is missing behind the arrow", async () => {
    expect(await taken(`--- a.flow\nstate start { ->^| }${others}`, "help.agent")).toBe(
      "state start { -> help.agent }",
    );
    expect(await taken(`--- a.flow\nstate start { ->help.a^| }${others}`, "help.agent")).toBe(
      "state start { -> help.agent }",
    );
  });

  test("replace the whole half-typed reference", async () => {
    expect(await taken(`--- a.flow\nstate start { -> help.a^|g }${others}`, "help.agent")).toBe(
      "state start { -> help.agent }",
    );
    expect(await taken(`--- a.flow\nstate start { -> help.^| }${others}`, "help.agent")).toBe(
      "state start { -> help.agent }",
    );
    expect(await taken(`--- a.flow\nstate start { -> ag^| }${others}`, "help.agent")).toBe(
      "state start { -> help.agent }",
    );
    expect(await taken(`--- a.flow\nstate start { -> help.\`Ope^| }${others}`, "help.Opening hours")).toBe(
      "state start { -> help.`Opening hours` }",
    );
  });

  test("behind a flow only those of that flow", async () => {
    expect(await offered(`--- a.flow\nstate start { -> help.^| }${others}`)).toBe("help.agent help.Opening hours");
  });

  test("a state that is called as a target word is written in backticks behind an arrow", async () => {
    const items = await completionsOf("state start { -> ^| }\nstate back { -> end }");
    expect(items.filter((item) => item.label === "back").map((item) => [item.kind, item.text])).toEqual([
      ["state", "`back`"],
      ["target", "back"],
    ]);
  });

  test.each([
    "state a { call ^| }",
    'state a { api GET "/" { nextDialogstate ^| } }',
    'state a { api GET "/" { nextDialogstate a, ^| } }',
    'state a { api GET "/" { body { to: state ^| } } }',
    "state a { -> end }\nbot b { start ^| }",
    'state a { -> end }\ntest "x" at ^|',
    'state a { -> end }\ntest "x" { expect state ^| }',
    'state a { say "x {state ^|}" }',
    'state a { say "x" { reply "y" -> ^| } }',
  ])("are offered wherever one is named: %s", async (source) => {
    expect((await offered(source, "state")).split(" ")).toContain("a");
    expect(await offered(source, "keyword")).toBe("");
  });
});

describe("keywords", () => {
  test("at the top of a file", async () => {
    expect(await offered("^|", "keyword")).toBe("flow state var on intent entity bot service mock preset test");
    expect(await offered("flow a\n^|", "keyword")).not.toContain("flow");
  });

  test("in a state", async () => {
    expect(await offered("state a { ^| }", "keyword")).toBe(
      "say set ask api if match clear call wait track handover language context on",
    );
  });

  test("in an API step", async () => {
    expect(await offered('state a { api GET "/x" { ^| } }', "keyword")).toBe(
      "body on nextDialogstate session headers query auth timeout retry form save",
    );
  });

  test("a half-typed word is replaced", async () => {
    expect(await taken("state a { s^| }", "say")).toBe("state a { say }");
    expect(await taken("state a { sa^|x }", "say")).toBe("state a { say }");
  });
});

describe("variables, functions and names", () => {
  const project = `
--- vars.flow
/// How much.
var session.amount: number = 1
var user.name: text
service bank { base "http://localhost" }
intent sendMoney { "send money" }
entity size { small large }
preset rich { session.amount = 5 }
mock ok GET "/x" { status 200 }
`;

  test("variables where a value is read, in texts too", async () => {
    const inText = await offered(`--- a.flow\nstate a { say "x {^|}" }${project}`, "variable");
    expect(inText.split(" ")).toEqual(expect.arrayContaining(["session.amount", "user.name", "event.text", "user.id"]));
    expect(await taken(`--- a.flow\nstate a { say "x {session.am^|}" }${project}`, "session.amount")).toBe(
      'state a { say "x {session.amount}" }',
    );
    expect(await taken(`--- a.flow\nstate a { say "x {am^|}" }${project}`, "amount")).toBe(
      'state a { say "x {amount}" }',
    );
  });

  test("the project's own variables before those that the runner gives", async () => {
    const names = (await offered(`--- a.flow\nstate a { say "x {^|}" }${project}`, "variable")).split(" ");
    expect(names.slice(0, 2)).toEqual(["session.amount", "user.name"]);
  });

  test("only what can be written where something is written", async () => {
    const written = (await offered(`--- a.flow\nstate a { set ^| = 1 }${project}`, "variable")).split(" ");
    expect(written).toContain("session.amount");
    expect(written.filter((name) => /^(event|conversation|user\.id)/.test(name))).toEqual([]);
  });

  test("not the one that is being typed", async () => {
    const half = '--- a.flow\nstate a { ask session.co^| as text "Color?" }';
    expect(await offered(half, "variable")).not.toContain("session.co");
    expect(await offered(`${half}\nstate b { set session.co = 1 }`, "variable")).toContain("session.co");
  });

  test.each([
    ['state a { ask x as text "?" { check ^| } }', "value"],
    ['state a { ask x as text "?" { check v^| } }', "value"],
    ['state a { ask x as text "?" { check value > 0 and ^| else "No." } }', "value"],
    ['mock m GET "/" when ^| { status 200 }', "method path query headers body"],
    ['mock m GET "/" { body { was: ^| } }', "method path query headers body"],
    ['test "x" { expect request GET "/" when ^| }', "method path query headers body"],
    ['state a { say "{^|}" }', ""],
  ])("those of one place there alone: %s", async (source, names) => {
    const found = (await offered(source, "variable")).split(" ");
    expect(found.filter((name) => /^(value|method|path|query|headers|body)$/.test(name)).join(" ")).toBe(names);
  });

  test("types of the language before entities, each once", async () => {
    const names = (await completionsOf("state a { ask x as ^| }")).map(({ label }) => label);
    expect(names[0]).toBe("text");
    expect(names.filter((name) => name === "time")).toHaveLength(1);
  });

  test("functions with the cursor between their parentheses", async () => {
    const items = await completionsOf(`state a { say "{upp^|}" }`);
    expect(items.find((item) => item.label === "upper")).toMatchObject({
      text: "upper()",
      cursor: 6,
      detail: "upper(text)",
    });
  });

  test("names of their kind", async () => {
    expect(await offered(`--- a.flow\nstate a { api ^| }${project}`, "service")).toBe("bank");
    expect(await offered(`--- a.flow\non intent ^|${project}`, "intent")).toBe("sendMoney");
    expect(await offered(`--- a.flow\nstate a { ask x as ^| }${project}`, "entity")).toContain("size");
    expect(await offered(`--- a.flow\nstate a { ask x as ^| }${project}`, "type")).toContain("number");
    expect(await offered(`--- a.flow\ntest "x" with ^|${project}`, "preset")).toBe("rich");
    expect(await offered(`--- a.flow\ntest "x" { mock ^| }${project}`, "mock")).toBe("ok");
    expect(await offered("state a { context order }\non any in ^| -> a", "context")).toBe("order");
  });
});

describe("nothing", () => {
  test.each([
    'state a { say "Hello ^| there" -> end }',
    "// a comm^|ent\nstate a { -> end }",
    "/* ^| */ state a { -> end }",
    "state ^| { -> end }",
    "flow ^|\nstate a { -> end }",
    'state a id "^|" { -> end }',
    "state a { wait 5^|s }",
    'state a { on text r"^|" -> end }',
  ])("is offered where only the author knows: %s", async (source) => {
    expect(await offered(source)).toBe("");
  });

  test("is offered behind a blank but where a name has to come", async () => {
    expect((await completionsOf("state a { -> ^| }", " ")).length).toBeGreaterThan(0);
    expect((await completionsOf("state a { call ^| }", " ")).length).toBeGreaterThan(0);
    expect(await completionsOf('state a { say "x" ^| }', " ")).toEqual([]);
    expect(await completionsOf("state a { ^| }", " ")).toEqual([]);
  });

  test("is offered by itself behind a brace that opens a block, so that Enter begins a line", async () => {
    expect(await completionsOf("state a {^|}", "{")).toEqual([]);
    expect(await completionsOf("state a { match event.text {^|} }", "{")).toEqual([]);
    expect((await completionsOf("state a {^|}")).length).toBeGreaterThan(0);
    expect((await completionsOf('state a { say "Hello {^|}" }', "{")).length).toBeGreaterThan(0);
  });
});

const wholeProject = `
--- bank.flow
/// A small bank.
bot bank { languages en, nl start bank.start fallback bank.lost failure help.agent profile web }
service backend { base env("BANK_URL", "http://localhost:4100") headers { Authorization: "Bearer {secret.TOKEN}" } timeout 5s }
var session.amount: number = 1
var user.name: text
intent sendMoney { "send {amount: number}" nl "stuur {amount}" }
entity size { small "S", "little" large }
on intent sendMoney when session.amount > 0 -> start
state start {
  ask session.amount as number "How much, {upper(user.name)}?" { check value > 0 else "More." attempts 3 -> help.agent }
  ask session.size as size "Which?" { reply "S" value "small" -> send }
  set session.total = session.amount * 2 + length(user.name)
  if session.total > 10 and not (user.name == null) { -> send } else -> back
}
state send id "s-1" {
  api backend POST "/send/{session.amount}" {
    body { amount: session.amount, next: state start }
    session account { limit: number }
    nextDialogstate start, help.agent
    on 4xx { say "No." -> end }
    on failure -> help.agent
  }
  match session.size { "small" { call help.agent } else { wait 5s } }
  -> \`lost\`
}
state lost { say { en "What?" nl "Wat?" } context again for 3 }
--- help.flow
on any in again -> agent
state agent { say "Hello" { reply "Bye" -> end button "Site" open "http://localhost" } -> bank.start }
preset rich { session.amount = 5 }
mock ok POST "/send/*" { status 200 body { action: { nextDialogstate: "bank.start" } } }
test "sends" with rich at bank.start in en { mock ok user "5" bot contains "Which" tap "S" expect state bank.lost expect session.amount == 5 }
`;

test("nothing is offered that does not parse", async () => {
  const { snapshot } = await workspaceOf(wholeProject);
  let tried = 0;
  const found = new Set<string>();
  for (const file of snapshot.files()) {
    expect(file.parsed.problems).toEqual([]);
    const { text, tokens } = file.parsed;
    for (const token of tokens) {
      for (const offset of [token.startOffset, tokenEnd(token)]) {
        for (const item of completion(file, offset, { trigger: undefined })) {
          // The blank behind it: a cursor may stand right before another word.
          const after = `${text.slice(0, item.replace.start)}${item.text} ${text.slice(item.replace.end)}`;
          const end = item.replace.start + item.text.length;
          // What a word still needs is shown at the word where the file ends behind it.
          const wrong = parse(after).problems.find(
            ({ start, message }) => start >= item.replace.start && start < end && !/ needs /.test(message),
          );
          const place = `${after.slice(0, item.replace.start).split("\n").at(-1)}[${item.text}]`;
          if (wrong !== undefined) found.add(`${place}: ${wrong.message}`);
          tried++;
        }
      }
    }
  }
  expect([...found]).toEqual([]);
  expect(tried).toBeGreaterThan(3000);
});

describe("states by distance", () => {
  test("those around the cursor's state by turns, then flows that the file speaks of, then all others", async () => {
    const source = `
--- a.flow
state first { -> end }
state second { -> end }
state here { -> ^| }
state fourth { -> z.near }
state fifth { -> end }
--- b.flow
state far { -> end }
--- z.flow
state near { -> end }
state other { -> end }
`;
    expect(await offered(source, "state")).toBe("fourth second fifth first here z.near z.other b.far");
  });
});

describe("keys of objects", () => {
  const steps = `
state known {
  api bank POST "/pay" { body { amount: 1, to: { iban: "", "odd key": 1 } } query { page: 1 } }
  api bank PUT "/other" { body { other: 1 } }
  api shop POST "/pay" { body { nothing: 1 } }
  api GET "/x" { session account { limit: number, owner: { name: text } } }
}
`;

  test("are those that other requests of the service send, the same address first", async () => {
    const body = (text: string) => offered(`${steps}state a { api bank POST "/pay" { body { ${text} } } }`, "key");
    expect(await body("^|")).toBe("amount to other");
    expect(await body("am^|")).toBe("amount to other");
    expect(await body("amount: 1, ^|")).toBe("to other");
    expect(await body("to: { ^| }, x: 1")).toBe("iban odd key");
    expect(await offered(`${steps}state a { api bank PUT "/other" { body { ^| } } }`, "key")).toBe("other amount to");
    expect(await offered(`${steps}state a { api bank POST "/pay" { query { ^| } } }`, "key")).toBe("page");
  });

  test("come with their colon, in quotes where they need them", async () => {
    const step = (text: string) => `${steps}state a { api bank POST "/pay" { body { ${text} } } }`;
    expect(await taken(step("am^|"), "amount")).toContain("body { amount:  }");
    expect(await taken(step("am^|: 1"), "amount")).toContain("body { amount: 1 }");
    expect(await taken(step("to: { od^| }"), "odd key")).toContain('to: { "odd key":  }');
  });

  test("of headers are those of HTTP, and their values media types", async () => {
    expect(await offered('state a { api GET "/" { headers { Acc^| } } }', "key")).toMatch(
      /^Accept Authorization Content-Type/,
    );
    expect(await offered('mock m GET "/" { headers { ^| } }', "key")).toContain("Retry-After");
    expect(await taken('state a { api GET "/" { headers { Con^| } } }', "Content-Type")).toContain(
      '{ "Content-Type":  }',
    );
    expect(await offered('state a { api GET "/" { headers { Accept: "^|" } } }', "value")).toMatch(
      /^application\/json /,
    );
    expect(await offered('state a { api GET "/" { headers { Other: "^|" } } }')).toBe("");
    expect(await offered('state a { api GET "/" { headers { Accept: { ^| } } } }', "key")).toBe("");
  });

  test("of a mock's answer are those that its conversation stores", async () => {
    const answer = (text: string) => offered(`${steps}mock m GET "/x" { body { ${text} } }`, "key");
    expect(await answer("^|")).toBe("session messages action nextDialogstate");
    expect(await answer("session: { data: { ^| } }")).toBe("account");
    expect(await answer("session: { data: { account: { ^| } } }")).toBe("limit owner");
    expect(await answer("session: { data: { account: { owner: { ^| } } } }")).toBe("name");
    expect(await answer("messages: [{ ^| }]")).toBe("type config");
  });

  test("of a variable are its members", async () => {
    expect(await offered(`${steps}state a { set session.account = { ^| } }`, "key")).toBe("limit owner");
    expect(await offered(`${steps}preset p { session.account = { limit: 1, ^| } }`, "key")).toBe("owner");
  });
});

describe("strings that mean something", () => {
  const states = '--- b.flow\nstate done id "d-1" { -> end }\nstate other { -> end }\n--- main.flow\n';

  test("name states by their ids", async () => {
    const source = `${states}mock m GET "/" { body { nextDialogstate: "^|" } }`;
    expect(await offered(source)).toBe("d-1 b.other");
    expect(await taken(source.replace("^|", "b.^|x"), "d-1")).toBe(
      'mock m GET "/" { body { nextDialogstate: "d-1" } }',
    );
    expect(await offered(`${states}mock m GET "/" { body { nextDialogstate: "d^|`)).toBe("d-1 b.other");
  });

  test("name intents and languages that are compared", async () => {
    const bot = 'bot b { languages en, nl }\nintent stop { "x" }\n';
    expect(await offered(`${bot}state a { if event.intent.name == "^|" -> end }`)).toBe("stop");
    expect(await offered(`${bot}state a { if event.intent.name in ["", "s^|"] -> end }`)).toBe("stop");
    expect(await offered(`${bot}state a { match event.intent.name { "^|" -> end } }`)).toBe("stop");
    expect(await offered(`${bot}state a { if user.language == "^|" -> end }`)).toBe("en nl");
    expect(await offered(`${bot}state a { language "^|" }`)).toBe("en nl");
    expect(await offered(`${bot}state a { if conversation.state == "^|" -> end }`)).toBe("main.a");
  });

  test("all others are left alone", async () => {
    for (const text of ['say "^|"', 'set session.x = "^|"', 'if session.x == "^|" -> end', 'say "{session.x} ^|"'])
      expect(await offered(`state a { ${text} }`), text).toBe("");
    expect(await offered(`${states}mock m GET "/" { body { nextDialogstate: "{x}^|" } }`)).toBe("");
  });
});

describe("statuses", () => {
  test("of outcomes and of a mock's answer", async () => {
    expect(await offered('state a { api GET "/" { on ^| } }')).toContain(
      "failure timeout invalid success 2xx 4xx 5xx 200",
    );
    expect(await offered('mock m GET "/" { status ^| }')).toMatch(/^200 201/);
    expect(await taken('mock m GET "/" { status 4^| }', "404")).toBe('mock m GET "/" { status 404 }');
  });
});

describe("a list that opens by itself", () => {
  const opened = async (source: string, trigger: string) => (await completionsOf(source, trigger)).length > 0;

  test("behind the service of an API step, at a quote of a string that means something, and not at others", async () => {
    expect(await opened("service bank {}\nstate a { api bank ^| }", " ")).toBe(true);
    expect(await opened("state a { api ^| }", " ")).toBe(true);
    expect(await opened('mock m GET "/" { body { nextDialogstate: "^|" } }\nstate a { -> end }', '"')).toBe(true);
    expect(await opened('state a { say "^|" }', '"')).toBe(false);
    expect(await opened('state a { say "x"^| }', '"')).toBe(false);
    expect(await opened('state a { say "x" ^| }', " ")).toBe(false);
  });
});

test("what is told about an item when somebody looks at it", async () => {
  const { file } = await workspaceOf(
    `/// Says hello.\nstate a { say "Hi" -> b }\nstate b { -> end }\nvar session.x: number`,
  );
  const { project } = file("main.flow");
  const told = (key: string) => describeCompletion(project, key, undefined);
  expect(told("state:main.a")).toBe("**state** `main.a`\n\nSays hello.\n\n> Hi\n\nTo: `b`");
  expect(told("variable:session.x")).toBe("**variable** `session.x: number`");
  expect(told("function:round")).toContain("**function** `round(");
  expect(told("word:ask")).not.toBe("");
  expect(told("word:number")).toContain("number");
  expect(told("entity:money")).toContain("An amount of money");
  for (const odd of ["", "x", "state:", "word:", "word:toString", "function:__proto__", "entity:constructor"])
    expect(told(odd), odd).toBe("");
});
