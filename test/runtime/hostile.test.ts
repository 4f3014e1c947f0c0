import { describe, expect, test } from "vitest";
import type { UserInput, Value } from "../../server/src/runtime/events.ts";
import { answers, event, json, run, talk, tap, text } from "../support/conversation.ts";

/** What a channel may hand over, whatever its type. */
function parsed(text: string): Value {
  return JSON.parse(text) as Value;
}

function parsedInput(text: string): UserInput {
  return JSON.parse(text) as UserInput;
}

describe("nothing that a backend sends crashes or hangs the machine", () => {
  const source = `
    bot b { start s failure oops }
    state s { api GET "http://bank.test/" say "{temp.response.body}" on text "again" -> s }
    state oops { say "Oops" }
  `;

  test.each([
    ["10,000 lists inside each other", `${"[".repeat(10_000)}${"]".repeat(10_000)}`],
    ["10,000 objects inside each other", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
    [
      "a session nested 10,000 deep",
      `{"session":{"namespace":"a","data":${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}}}`,
    ],
    ["8 MB of text", JSON.stringify("x".repeat(8 * 1024 * 1024 - 10))],
    ["8 MB of members", JSON.stringify(Object.fromEntries(Array.from({ length: 400_000 }, (_, i) => [`k${i}`, i])))],
    [
      "8 MB for the session",
      JSON.stringify({
        session: { namespace: "a", data: Object.fromEntries(Array.from({ length: 300_000 }, (_, i) => [`k${i}`, i])) },
      }),
    ],
    [
      "8 MB of messages",
      JSON.stringify({ messages: Array.from({ length: 200_000 }, () => ({ type: "text", config: {} })) }),
    ],
    [
      "a text with a million braces",
      JSON.stringify({ messages: [{ type: "text", config: { textMessages: ["{a".repeat(400_000)] } }] }),
    ],
    [
      "keys of Object",
      '{"__proto__":{"polluted":1},"session":{"namespace":"toString","data":{"constructor":{"prototype":{"polluted":1}}}},"hasOwnProperty":1}',
    ],
    ["numbers that are none", '{"session":{"namespace":"a","data":{"n":1e999}},"action":{"nextDialogstate":1e999}}'],
    ["half a surrogate", '{"messages":[{"type":"text","config":{"textMessages":["\\ud800"]}}]}'],
  ])("%s", (_, body) => {
    const { state, events } = run(source, ["again"], { backend: answers(text(body, "application/json")) });
    expect(state.status).toBe("waiting");
    expect(JSON.stringify(events).length).toBeGreaterThan(0);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test("a session that grows with every answer stays within its limit", () => {
    let count = 0;
    const { state } = run(
      source,
      Array.from({ length: 30 }, () => "again"),
      {
        backend: () => json({ session: { namespace: `n${count++}`, data: { text: "x".repeat(900_000) } } }),
      },
    );
    expect(JSON.stringify(state.memory.session).length).toBeLessThan(17_000_000);
  });
});

test("a large answer, or a large reply, does not stand in the state time and again", () => {
  const source = `
    state a { say "A" { reply "b" -> b } }
    state b { api GET "http://bank.test/" say "B" { reply "a" -> a } }
  `;
  const reply = {
    type: "postback",
    title: "big",
    payload: { nextDialogstateId: "a", params: [{ key: "x", value: "x".repeat(400_000) }] },
  };
  const { state, events } = run(
    source,
    Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? "b" : "a")),
    {
      backend: answers(
        json({ x: "x".repeat(400_000), messages: [{ type: "quickReplies", config: { quickReplies: [reply] } }] }),
      ),
    },
  );
  expect(JSON.stringify(state).length).toBeLessThan(5_000_000);
  expect(events.some((each) => each.type === "report" && each.code === "limit")).toBe(true);
});

describe("nothing from outside is evaluated", () => {
  test("an expression in an answer, a message, an input or a parameter stays a text", () => {
    const source = `
      state s {
        api GET "http://bank.test/"
        say "{temp.response.body.code} {event.text ?? ""} {a}"
        ask a as text "A?"
        -> t
      }
      state t { say "{a} {event.text}" api POST "http://bank.test/{a}" { body { a: a, said: "{a}" } } }
    `;
    const code = '{secret.TOKEN}{env("TOKEN")}{1 + 1}';
    const { events, requests } = run(source, [code], {
      environment: { TOKEN: "sesame" },
      backend: answers(json({ code })),
    });
    const said = events.flatMap((each) => (each.type === "message" ? [each.message.text] : []));
    expect(said).toEqual([`${code}  `, "A?", `${code} ${code}`]);
    expect(requests[1]?.body).toBe(JSON.stringify({ a: code, said: code }));
    expect(requests[1]?.url).toBe(`http://bank.test/${encodeURIComponent(code)}`);
  });
});

describe("nothing that a user or a channel sends crashes the machine", () => {
  const source = 'on text r"(a+)+$" { say "a" }\nstate s { ask n as number "N?" }';

  test.each([
    ["a very long text", `${"a".repeat(1_000_000)}b`],
    ["a tap with deep data", tap("x", parsed(`${"[".repeat(5_000)}${"]".repeat(5_000)}`))],
    [
      "a tap that leads to an object",
      tap("x", {
        nextDialogstateId: { a: 1 },
        params: [5, { key: 5 }, { key: "__proto__.x", value: 1 }, { key: "a.".repeat(50), value: 1 }],
      }),
    ],
    ["an event with odd data", event("__proto__", parsed('{"__proto__":1}'))],
    ["an input of no known type", parsedInput('{"type":"hologram"}')],
    ["an attachment without data", parsedInput('{"type":"attachment"}')],
    ["a text without a text", parsedInput('{"type":"text"}')],
    ["a silence without a length", { type: "silence", ms: Number.NaN } as const],
  ])("%s", (_, input) => {
    const { state } = run(source, [input, "5"]);
    expect(state.status).toBe("waiting");
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});

describe("nothing that a flow does makes values too large or too deep", () => {
  test.each([
    ["a list in itself", "set a = [a ?? 1] -> s"],
    ["a list of copies", `set a = "${"x".repeat(200)}" ${"set a = [a, a, a, a] ".repeat(15)}`],
    ["a text of copies", `set a = "${"x".repeat(200)}" ${'set a = "{a}{a}{a}{a}" '.repeat(15)}`],
    [
      "a text of a list of copies",
      `set a = "${"x".repeat(9_000)}" ${'set a = replace(a, "x", "xxxxxxxx") '.repeat(2)} set b = json([${"a, ".repeat(900)} a]) set c = "${"{a}".repeat(2_000)}" set d = join([${"a, ".repeat(900)} a])`,
    ],
    [
      "a payload of copies",
      `set a = "${"x".repeat(9_000)}" set a = replace(a, "x", "${"x".repeat(100)}") say { payload { a: [${"a, ".repeat(900)} a] } }`,
    ],
    [
      "a megabyte a step",
      `set a = "${"x".repeat(9_000)}" set a = replace(a, "x", "${"x".repeat(100)}") -> t }\nstate t { set b = "{a}" say "{a}" -> t`,
    ],
    ["many members", 'set n = (n ?? 0) + 1 set big["k{n}"] = "0123456789" -> s'],
  ])("%s", (_, steps) => {
    const { state, events } = run(`state s { ${steps} }`);
    expect(JSON.stringify(state.memory).length).toBeLessThan(40_000_000);
    expect(
      events.some((each) => each.type === "report" && (each.code === "limit" || each.code === "endless-loop")),
    ).toBe(true);
  });
});

describe("expressions over large values, a thousand times in one turn, end soon", () => {
  const large = `set t = "${"0123456789".repeat(900)}" set t = replace(t, "5", "${"0123456789".repeat(100)}")`;
  test.each([
    ["a pattern over a text", 'replace(t, r"(a|b|[0-8]+)*9", "x") == ""'],
    ["the characters of a text in order", 'length(sort(split(t, ""))) == 1'],
    ["a hash", 'hash(t) == ""'],
    ["a text made of copies", '"{t}" == "x{t}"'],
    ["a match", 't matches r"(.*)5(.*)5(.*)x"'],
    ["an item in a list", "[t, t, t] contains [t, t]"],
  ])("%s", (_, expression) => {
    const startedAt = performance.now();
    const { events } = run(`state s { ${large} -> l }\nstate l { set x = ${expression} -> l }`);
    expect(performance.now() - startedAt).toBeLessThan(60_000);
    const reports = events.flatMap((each) => (each.type === "report" ? [each.message] : []));
    expect(reports).toContain("The expressions of this turn have read too much and were given up.");
  });

  test("what only looks at a large list may do so at every step", () => {
    const items = Array.from({ length: 50_000 }, (_, id) => ({ id, name: `item number ${id}` }));
    const source = `
      state s { api GET "http://bank.test/" -> l }
      state l {
        set n = (n ?? 0) + 1
        if n < 300 and length(acc.items) == 50000 and acc.items != null and acc.items[n].id == n -> l
        say "{n}"
      }
    `;
    const { events } = run(source, [], { backend: answers(json({ session: { namespace: "acc", data: { items } } })) });
    expect(events.findLast((each) => each.type === "message")?.message.text).toBe("300");
  });
});

describe("endless loops", () => {
  test("1,000 transitions in a turn are an unhandled failure, at the step", () => {
    const { events } = run(
      'bot b { start a failure oops }\nstate a { -> b }\nstate b { -> a }\nstate oops { say "Oops" }',
    );
    const report = events.find((each) => each.type === "report");
    expect(report).toMatchObject({ code: "endless-loop", source: { file: "main.flow" } });
    expect(events.at(-2)).toMatchObject({ type: "state", cause: "return" });
    expect(events.filter((each) => each.type === "message")).toHaveLength(1);
  });

  test("also over calls, restarts, conversations without end, and in the failure state itself", () => {
    for (const source of [
      "state a { call b } state b { -> return }".replace("call b }", "call b -> a }"),
      "state a { -> restart }",
      "state a { -> back }",
      "bot b { start a failure a } state a { -> a }",
      "on change x { set y = 1 } on change y { set x = 1 } state a { set x = 1 -> a }",
      "state a { if true { if true { } } -> a }",
    ]) {
      expect(talk(source.replace(" state b", "\nstate b"), [], { show: ["report"] })).toContain("endless-loop");
    }
  });
});
