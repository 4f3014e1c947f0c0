import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expressionOf } from "../../server/src/interop/botpress/condition.ts";
import { importBotpress } from "../../server/src/interop/botpress/importBotpress.ts";
import type { ForeignFile } from "../../server/src/interop/conversations/imported.ts";
import { parse } from "../../server/src/language/parse.ts";
import { defaultPrintOptions, printEdits } from "../../server/src/language/print.ts";
import { checkFile } from "../../server/src/semantics/checks/index.ts";
import { drawFiles } from "../support/fixture.ts";
import { projectOf } from "../support/project.ts";
import { runs } from "../support/runs.ts";
import { runTests } from "../support/testRun.ts";

const node = (name: string, more: object): object => ({
  id: `id-${name}`,
  name,
  onEnter: null,
  onReceive: null,
  ...more,
});
const way = (condition: string, target: string, caption?: string): object => ({ condition, node: target, caption });

/** A bot as its files are; what is said under `files` is added or put in place. */
function botOf(files: Readonly<Record<string, unknown>> = {}): readonly ForeignFile[] {
  const all: Readonly<Record<string, unknown>> = {
    "bot.config.json": { id: "shop", name: "Shop bot", defaultLanguage: "en", languages: ["en", "nl"] },
    "flows/main.flow.json": {
      version: "0.0.1",
      startNode: "entry",
      catchAll: { onReceive: [], next: [way("event.nlu.intent.name === 'menu'", "menu")] },
      nodes: [
        node("entry", {
          onEnter: ["say #!builtin_text-a1", 'builtin/setVariable {"type":"temp","name":"greeted","value":"yes"}'],
          next: [way("true", "menu")],
        }),
        node("menu", {
          type: "skill-call",
          skill: "choice",
          flow: "skills/choice-1.flow.json",
          next: [
            way("temp['skill-choice-ret-x-1'] == \"lamp\"", "ask name"),
            way("temp['skill-choice-ret-x-1'] == \"bye\"", "END"),
            way("temp['skill-choice-valid-x-1'] === false", "error.flow.json"),
          ],
        }),
        node("ask name", {
          onEnter: ["say #!builtin_text-a2"],
          onReceive: ['builtin/setVariable {"type":"user","name":"name","value":"{{event.payload.text}}"}'],
          next: [way("event.preview === 'stop'", "END"), way("user.name && !(temp.greeted == 'no')", "order")],
        }),
        node("order", {
          type: "skill-call",
          skill: "CallAPI",
          flow: "skills/CallAPI-1.flow.json",
          next: [way("temp.valid_1", "done", "On success"), way("!temp.valid_1", "sorry", "On failure")],
        }),
        node("done", { onEnter: ["say #!builtin_text-a3"], next: [way("true", "other.flow.json")] }),
        node("sorry", { onEnter: ["say #!builtin_text-a4", "actions/refund {}"], next: [way("true", "menu")] }),
      ],
    },
    "flows/other.flow.json": {
      startNode: "cards",
      nodes: [
        node("cards", {
          onEnter: ["say #!builtin_card-c1"],
          onReceive: [],
          next: [way("/x/.test(y)", "cards"), way("true", "#")],
        }),
      ],
    },
    "flows/error.flow.json": { startNode: "entry", nodes: [node("entry", { onEnter: ["say #!builtin_text-a4"] })] },
    "flows/skills/choice-1.flow.json": {
      skillData: {
        randomId: "x-1",
        contentId: "builtin_single-choice-q1",
        invalidContentId: "builtin_text-a5",
        keywords: { lamp: ["a lamp", "light"] },
        config: { nbMaxRetries: 1 },
      },
      nodes: [],
    },
    "flows/skills/CallAPI-1.flow.json": {
      skillData: {
        method: "post",
        url: "https://shop.example/orders/{{user.name}}",
        headers: { "X-Key": "k" },
        body: '{"name": "{{user.name}}", "count": 1, "note": "for {{{user.name}}}"}',
        memory: "session",
        variable: "order",
        randomId: "1",
      },
      nodes: [],
    },
    "content-elements/builtin_text.json": [
      { id: "builtin_text-a1", formData: { text$en: "Hello {you}!", text$nl: "Hallo!", variations$en: ["Hi."] } },
      { id: "builtin_text-a2", formData: { text$en: "What is your name?" } },
      {
        id: "builtin_text-a3",
        formData: { text$en: "Thanks, {{user.name}}: order {{session.order.body.id}}. {{#if x}}" },
      },
      { id: "builtin_text-a4", formData: { text$en: "Something went wrong." } },
      { id: "builtin_text-a5", formData: { text$en: "Please choose." } },
    ],
    "content-elements/builtin_single-choice.json": [
      {
        id: "builtin_single-choice-q1",
        formData: {
          text$en: "What would you like?",
          choices$en: [
            { title: "A lamp", value: "lamp" },
            { title: "Nothing", value: "bye" },
          ],
        },
      },
    ],
    "content-elements/builtin_card.json": [
      {
        id: "builtin_card-c1",
        formData: {
          title$en: "Ember",
          subtitle$en: "A lamp",
          image$en: "https://x.example/e.png",
          actions$en: [
            { action: "Open URL", title: "See", url: "x.example/e" },
            { action: "Postback", title: "Buy", payload: "P" },
          ],
        },
      },
    ],
    "intents/menu.json": {
      name: "menu",
      utterances: { en: ["menu", "show [lamps](kind)"], nl: ["keuze"] },
      slots: [{ name: "kind", entities: ["kind"] }],
    },
    "intents/__qna__1.json": { name: "__qna__1", utterances: { en: ["x"] } },
    "entities/kind.json": { name: "kind", type: "list", occurrences: [{ name: "lamps", synonyms: ["lights"] }] },
    "qna/1_open.json": {
      id: "1_open",
      data: {
        action: "text",
        enabled: true,
        questions: { en: ["When are you open?"] },
        answers: { en: ["From 9 to 5.", "Until 5."] },
      },
    },
    "qna/2_go.json": {
      id: "2_go",
      data: {
        action: "redirect",
        questions: { en: ["I want a lamp"] },
        answers: {},
        redirectFlow: "main.flow.json",
        redirectNode: "menu",
      },
    },
    ...files,
  };
  return Object.entries(all).map(([path, value]) => ({
    path,
    text: typeof value === "string" ? value : JSON.stringify(value, undefined, 1),
  }));
}

function imported(files: readonly ForeignFile[]) {
  const result = importBotpress(files);
  if (result === undefined) throw new Error("There is no bot.");
  const flows = result.files.map(({ name, text }) => ({ path: name, text }));
  return { flows, losses: result.losses.map(({ path, line, message }) => `${path}:${line}: ${message}`) };
}

function errorsIn(flows: readonly { readonly path: string; readonly text: string }[]): readonly string[] {
  const index = projectOf({ files: flows });
  return flows.flatMap(({ path }) =>
    checkFile(index, path, {})
      .filter(({ severity }) => severity === "error")
      .map(({ code, message }) => `${path} ${code}: ${message}`),
  );
}

test("a bot becomes a project: flows, questions, calls, content, intents, answers; what is left is told with its line", () => {
  const { flows, losses } = imported(botOf());
  expect(`${drawFiles(flows)}\n${losses.join("\n")}`).toMatchInlineSnapshot(`
    "--- bot.flow
    flow bot

    bot \`Shop bot\` {
      languages en, nl
      start main.entry
      failure error.entry
    }

    entity kind {
      lamps "lights"
    }

    intent menu {
      "menu"
      "show {kind: kind}"
      nl "keuze"
    }

    intent qna_1_open {
      "When are you open?"
    }

    on intent qna_1_open {
      say "From 9 to 5." | "Until 5."
    }

    intent qna_2_go {
      "I want a lamp"
    }

    on intent qna_2_go {
      -> main.menu
    }

    --- main.flow
    flow main

    state entry {
      say { en "Hello \\{you\\}!" | "Hi." nl "Hallo!" | "Hi." }
      set session.greeted = "yes"
      if event.intent.name == "menu" { -> menu }
      -> menu
    }

    state menu {
      ask session.choice_x_1 as one of "lamp" | "A lamp" | "light", "bye" | "Nothing"
        "What would you like?"
      {
        reply "A lamp" value "lamp"
        reply "Nothing" value "bye"
        invalid "Please choose."
        attempts 2 -> error.entry
      }
      if session.choice_x_1 == "lamp" { -> \`ask name\` }
      if session.choice_x_1 == "bye" { -> end }
      -> end
    }

    state \`ask name\` {
      say "What is your name?"
      on any {
        set user.name = event.text
        if event.intent.name == "menu" { -> menu }
        if event.text == "stop" { -> end }
        if user.name and (not (session.greeted == "no")) { -> order }
        -> end
      }
    }

    state order {
      api POST "https://shop.example/orders/{user.name}" {
        headers { "X-Key": "k" }
        body { name: user.name, count: 1, note: "for {user.name}" }
        save session.order
        on failure { -> sorry }
      }
      if event.intent.name == "menu" { -> menu }
      -> done
    }

    state done {
      say "Thanks, {user.name}: order {session.order.body.id}. \\{\\{#if x\\}\\}"
      if event.intent.name == "menu" { -> menu }
      call other.cards
      -> end
    }

    state sorry {
      say "Something went wrong."
      if event.intent.name == "menu" { -> menu }
      -> menu
    }

    --- other.flow
    flow other

    state cards {
      say {
        card "Ember" {
          subtitle "A lamp"
          image "https://x.example/e.png"
          button "See" open "https://x.example/e"
          button "Buy" {}
        }
      }
      on any {
        -> return
      }
    }

    --- error.flow
    flow error

    state entry {
      say "Something went wrong."
      -> end
    }

    flows/main.flow.json:95: Node done: {{#if x}} is filled in by nothing here, and stands as it is.
    flows/main.flow.json:109: Node sorry: The action actions/refund runs code that a flow has not: write what it does as steps, or as an API step.
    flows/other.flow.json:6: Node cards: The address "x.example/e" begins with https:// here.
    flows/other.flow.json:6: Node cards: The button "Buy" sends a payload; here it counts as its title.
    flows/other.flow.json:6: Node cards: A flow cannot say the condition /x/.test(y): its way is left out."
  `);
  expect(errorsIn(flows)).toEqual([]);
});

test("the project runs as the bot did", async () => {
  const { flows } = imported(botOf());
  const tests = `
    test "an order" {
      mock POST "/orders/*" { body { id: "H-1" } }
      bot "Hello \\{you\\}!" | "Hi."
      bot "What would you like?" { reply "A lamp" reply "Nothing" }
      user "something"
      bot "Please choose."
      user "light"
      bot "What is your name?"
      user "Ada"
      expect request POST "/orders/Ada" when body.name == "Ada" and body.count == 1 and body.note == "for Ada" and headers["x-key"] == "k"
      bot "Thanks, Ada: order H-1. \\{\\{#if x\\}\\}"
      bot "Ember\\nA lamp" { button "See" button "Buy" image }
    }
    test "an order that fails" {
      mock POST "/orders/*" { status 500 }
      tap "A lamp"
      user "Ada"
      bot "Something went wrong."
      bot "What would you like?"
    }
    test "no more" { tap "Nothing" expect ended }
    test "too many misses" { user "x" user "y" bot "Something went wrong." expect ended }
    test "an intent holds in a node that waits" { tap "A lamp" user "menu" bot "What would you like?" }
    test "an answer, and a question that leads into a flow" {
      tap "Nothing"
      user "When are you open?"
      bot "From 9 to 5." | "Until 5."
      user "I want a lamp"
      bot "What would you like?"
    }
  `;
  const { drawn } = await runTests(`${drawFiles(flows)}\n--- bot.test.flow\n${tests}`);
  expect(drawn.split("\n").filter((line) => line.startsWith("✗"))).toEqual([]);
});

describe("conditions", () => {
  test.each([
    ["event.nlu.intent.name === 'x'", 'event.intent.name == "x"'],
    ["temp.a !== undefined && (user.b || !session.c)", "session.a != null and (user.b or (not session.c))"],
    ["Number(temp['a-b']) >= 3", 'session["a-b"] >= 3'],
    ["user.list[0].name.length > 0", "length(user.list[0].name) > 0"],
    ['event.preview.toLowerCase() == "yes"', 'lower(event.text) == "yes"'],
    ["event.payload.text.includes('it\\'s')", '(event.text contains "it\'s")'],
    ["event.nlu.slots.size.value === 'big'", 'event.entities.size == "big"'],
    ["event.state.user.name == 'x {y}'", 'user.name == "x \\{y\\}"'],
  ])("%s", (source, expression) => {
    expect(expressionOf(source)).toBe(expression);
  });

  test.each([
    "lastNode=x",
    "a.b",
    "temp.x = 1",
    "/x/.test(temp.y)",
    "temp.constructor",
    "temp.f(1)",
    "(temp.a",
    "",
    "temp.a +",
    "'x",
  ])("%s is none", (source) => {
    expect(expressionOf(source)).toBeUndefined();
  });
});

test("files that are no JSON or not what they should be are told of; without a flow there is no bot", () => {
  expect(importBotpress([{ path: "bot.config.json", text: "{}" }])).toBeUndefined();
  const { losses } = imported([
    { path: "flows/main.flow.json", text: '{"nodes":[]}' },
    { path: "intents/a.json", text: "nothing" },
    { path: "qna/a.json", text: "[]" },
  ]);
  expect(losses).toEqual([
    "flows:1: There is no main.flow.json: the bot has no start.",
    "intents/a.json:1: This is no JSON.",
    "qna/a.json:1: This is not what Botpress writes here.",
  ]);
});

test("a body may be nested as deep as it likes", () => {
  const body = `{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}`;
  const { losses } = imported(
    botOf({ "flows/skills/CallAPI-1.flow.json": { skillData: { method: "post", url: "x", body }, nodes: [] } }),
  );
  expect(losses.some((each) => each.includes("deeper than a hundred"))).toBe(true);
});

test("whatever stands in the files, nothing is thrown, and what is written reads and is laid out", () => {
  const word = fc.oneof(
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom(
      "entry",
      "main.flow.json",
      "#",
      "##",
      "#a",
      "END",
      "",
      "true",
      "temp.a == 'b'",
      "say #!builtin_text-1",
      "say #x {}",
      'builtin/wait {"delay":5}',
      'builtin/setVariable {"type":"temp","name":"a b","value":"{{user.x}}"}',
      "{{user.a}}",
      "`",
      "end",
    ),
  );
  const list = fc.option(fc.array(word, { maxLength: 4 }), { nil: null });
  const nodes = fc.array(
    fc.record({
      name: word,
      onEnter: list,
      onReceive: list,
      type: fc.constantFrom("standard", "skill-call"),
      skill: fc.constantFrom("CallAPI", "choice", "Slot"),
      flow: word,
      next: fc.array(fc.record({ condition: word, node: word }), { maxLength: 3 }),
    }),
    { maxLength: 5 },
  );
  const data = fc.record({
    method: word,
    url: word,
    body: word,
    memory: word,
    variable: word,
    randomId: word,
    contentId: fc.constant("builtin_single-choice-1"),
  });
  const bot = fc.record({
    "flows/main.flow.json": fc.record({ startNode: word, nodes }),
    "flows/entry": fc.record({ skillData: data, nodes: fc.constant([]) }),
    "content-elements/a.json": fc.tuple(
      fc.record({
        id: fc.constant("builtin_text-1"),
        formData: fc.record({ text$en: word, text: word, variations$en: fc.array(word) }),
      }),
      fc.record({
        id: fc.constant("builtin_single-choice-1"),
        formData: fc.record({ text$en: word, choices$en: fc.array(fc.record({ title: word, value: word })) }),
      }),
    ),
    "intents/a.json": fc.record({ name: word, utterances: fc.array(word), slots: fc.constant([]) }),
    "entities/a.json": fc.record({
      name: word,
      type: fc.constantFrom("list", "pattern"),
      pattern: word,
      occurrences: fc.array(fc.record({ name: word, synonyms: fc.array(word) })),
    }),
    "qna/a.json": fc.record({
      id: word,
      data: fc.record({
        action: fc.constantFrom("text", "redirect", "text_redirect"),
        questions: fc.record({ en: fc.array(word) }),
        answers: fc.record({ en: fc.array(word) }),
        redirectFlow: word,
        redirectNode: word,
      }),
    }),
    "bot.config.json": fc.record({ name: word, languages: fc.constant(["en", "pt-BR"]) }),
  });
  fc.assert(
    fc.property(bot, (files) => {
      const { flows } = imported(Object.entries(files).map(([path, value]) => ({ path, text: JSON.stringify(value) })));
      for (const { path, text } of flows) {
        const parsed = parse(text);
        expect({ path, text, problems: parsed.problems }).toEqual({ path, text, problems: [] });
        expect(printEdits(parsed, defaultPrintOptions)).toEqual([]);
      }
    }),
    { numRuns: runs(1000) },
  );
});
