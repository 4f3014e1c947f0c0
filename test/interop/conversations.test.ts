import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writtenFiles } from "../../server/src/cli/import/writeImported.ts";
import { importBotium } from "../../server/src/interop/conversations/botium.ts";
import { importChats } from "../../server/src/interop/conversations/chat.ts";
import type { ForeignFile, Imported } from "../../server/src/interop/conversations/imported.ts";
import { importRasa } from "../../server/src/interop/conversations/rasa.ts";
import { importTranscripts } from "../../server/src/interop/conversations/transcript.ts";
import { parse } from "../../server/src/language/parse.ts";
import { defaultPrintOptions, printEdits } from "../../server/src/language/print.ts";
import { fixture } from "../support/fixture.ts";
import { runs } from "../support/runs.ts";

/** What is written, and what is lost: `file:line: what`. */
function drawn({ files, losses }: Imported): string {
  const texts = writtenFiles(files).map(({ name, text }) => `--- ${name}\n${text}`);
  return [...texts, ...losses.map(({ path, line, message }) => `${path}:${line}: ${message}`)].join("\n");
}

/** Files as they are: `--- path` begins one. */
function filesOf(source: string): readonly ForeignFile[] {
  return fixture(source).files;
}

test("a .chat: names, commands, cards, what was offered and is chosen", () => {
  const files = filesOf(`
    --- chats/cards.chat
    user=tom
    bot=YoBot

    > for the meeting on Monday
    tom: hi! can you show me some cards?
    bot: Sure: here they are
    YoBot: The hero card
    [Herocard=
       Title=Hero Card
       Subtitle=This is a hero card
       Text=Build and connect
       Images=https://x.example/a.jpg
       Buttons=Get Started|Leave
    ]
    user: Leave
    bot: [Typing][Delay=3000]
    Greetings!
    * update - [a link](https://x.example)
    [SuggestedActions=Yes|No]
    user: [Delay=2000] Yes
    bot: [Attachment=cards/x.json adaptivecard]
    user: [Attachment=https://x.example/me.png]
    bot: [Attachment=https://x.example/logo.png]
    bot: [EndOfConversation=done]
  `);
  expect(drawn(importChats(files))).toMatchInlineSnapshot(`
    "--- cards.test.flow
    // Imported from cards.chat.

    test "cards" {
      user "hi! can you show me some cards?"
      bot "Sure: here they are"
      bot "The hero card"
      bot "Hero Card\\nThis is a hero card" { button "Get Started" button "Leave" image }
      tap "Leave"
      bot "Greetings!\\n* update - [a link](https://x.example)" { reply "Yes" reply "No" }
      wait 2s
      tap "Yes"
      attach { type: "image", url: "https://x.example/me.png", name: "me.png" }
      bot contains "" { image }
      expect ended
    }

    chats/cards.chat:8: A card has no third text: "Build and connect".
    chats/cards.chat:16: A test cannot say [Typing].
    chats/cards.chat:16: That the bot waits 3000 ms is left out.
    chats/cards.chat:21: A test cannot say a card of type adaptivecard: cards/x.json."
  `);
});

test("a .transcript: messages, suggested actions, cards, events, and what has no roles", () => {
  const files = filesOf(`
    --- talk.transcript
    [
      { "type": "conversationUpdate", "from": { "id": "1", "role": "user" } },
      {
        "type": "message",
        "from": { "id": "7", "name": "My Bot" },
        "text": "Hi \\"you\\" {there}",
        "suggestedActions": { "actions": [{ "title": "Yes", "value": "y", "type": "imBack" }] }
      },
      { "type": "message", "from": { "id": "8", "name": "User" }, "text": "Yes" },
      { "type": "typing", "from": { "id": "b", "role": "bot" } },
      { "type": "message", "from": { "role": "bot" }, "attachments": [
        { "contentType": "application/vnd.microsoft.card.hero",
          "content": { "title": "Lamp", "text": "€ 5", "images": [{}], "buttons": [{ "title": "Take it" }] } },
        { "contentType": "application/vnd.microsoft.card.adaptive", "content": {} },
        { "contentType": "image/png", "contentUrl": "https://x.example/a.png" }
      ] },
      { "type": "event", "name": "webchat/join", "from": { "role": "user" } },
      { "text": 5 }
    ]
  `);
  expect(drawn(importTranscripts(files))).toMatchInlineSnapshot(`
    "--- talk.test.flow
    // Imported from talk.transcript.

    test "talk" {
      bot "Hi \\"you\\" \\{there\\}" { reply "Yes" }
      tap "Yes"
      bot "Lamp\\n€ 5" { button "Take it" image }
      bot contains "" { image }
      event "webchat/join"
    }

    talk.transcript:2: A test cannot say \`conversationUpdate\` of the user.
    talk.transcript:10: A test cannot say \`typing\` of the bot.
    talk.transcript:11: A test cannot say a card of type application/vnd.microsoft.card.adaptive.
    talk.transcript:18: This is no activity."
  `);
});

test("a transcript: what an event of the user carries comes over, and what is no object is told as lost", () => {
  const files = filesOf(`
    --- paid.transcript
    [
      { "type": "event", "name": "paid", "value": { "amount": 5, "by": ["card"] }, "from": { "role": "user" } },
      { "type": "event", "name": "seen", "from": { "role": "user" } },
      { "type": "event", "name": "scored", "value": 5, "from": { "role": "user" } }
    ]
  `);
  expect(drawn(importTranscripts(files))).toMatchInlineSnapshot(`
    "--- paid.test.flow
    // Imported from paid.transcript.

    test "paid" {
      event "paid" { amount: 5, by: ["card"] }
      event "seen"
      event "scored"
    }

    paid.transcript:4: The value of an event is an object here; left out: 5."
  `);
});

test("a transcript that is no JSON, and one that is no list, are told of", () => {
  const files = [
    { path: "a.transcript", text: "user: hello" },
    { path: "b.transcript", text: "{}" },
  ];
  expect(drawn(importTranscripts(files))).toBe(
    "a.transcript:1: This is no list of activities in JSON.\nb.transcript:1: This is no list of activities in JSON.",
  );
});

test("Botium: utterances, parts that are included, asserters, waits, patterns", () => {
  const files = filesOf(`
    --- order.convo.txt
    Order a pizza

    #begin
    SET_SCRIPTING_MEMORY x|1

    #me
    UTT_HELLO

    #bot
    UTT_WELCOME
    BUTTONS Yes|No

    #me
    BUTTON Yes

    #bot
    !sorry

    #me
    INCLUDE login

    #bot
    TEXT_REGEXP_ANY_IC ^total: \\d+$
    INTENT order

    #me
    PAUSE 2000
    bye

    #bot
    See you * $name

    #bot

    #bot
    TEXT_REGEXP (?<=a)b
    --- login.pconvo.txt
    login

    #me
    I am Ada

    #bot
    Welcome
    Ada
    MEDIA https://x.example/a.png
    ENTITIES 1
    INCLUDE login
    --- hello.utterances.txt
    UTT_HELLO
    hello
    hi
    --- welcome.utterances.txt
    UTT_WELCOME
    Welcome!
    Good to see you
  `);
  expect(drawn(importBotium(files))).toMatchInlineSnapshot(`
    "--- order.test.flow
    // Imported from order.convo.txt.

    test "Order a pizza" {
      user "hello"
      bot contains "Welcome!" | "Good to see you" { reply "Yes" reply "No" }
      tap "Yes"
      bot contains ""
      user "I am Ada"
      bot contains "Welcome\\nAda" { image }
      bot r"(?i)(?:^total: \\d+$)"
      wait 2s
      user "bye"
      bot r"See you (?:.|\\n)* (?:.|\\n)*"
      bot contains ""
      bot contains ""
    }

    order.convo.txt:1: Botium compares without regard to capitals; a test does not.
    order.convo.txt:4: What stands under #begin is left out: SET_SCRIPTING_MEMORY x|1
    order.convo.txt:7: Of UTT_HELLO the first text is taken; left out: hi.
    order.convo.txt:11: Botium knows no difference between replies and buttons: these are written as replies.
    order.convo.txt:17: That the bot does not say something is left out: !sorry
    order.convo.txt:20: In what is included here: login includes itself.
    order.convo.txt:20: In what is included here: A test cannot say ENTITIES 1 of the bot.
    order.convo.txt:24: A test cannot say INTENT order of the bot.
    order.convo.txt:31: What Botium fills in is any text here: See you * $name
    order.convo.txt:36: A pattern here has no look-around and no references back: any message will do for (?:(?<=a)b)"
  `);
});

test("Rasa: stories and test cases, with the responses and examples of the domain", () => {
  const files = filesOf(`
    --- domain.yml
    responses:
      utter_greet:
        - text: "Hey!"
          buttons:
            - title: "Great"
              payload: /mood_great
      utter_total:
        - text: "That is {amount} euro."
      utter_bye:
        - text: Bye.
        - text: See you.
    nlu:
      - intent: goodbye
        examples: |
          - bye [Ada](name)
          - see you
    --- tests/test_stories.yml
    stories:
    - story: a story
      steps:
      - user: |
          hello from [Berlin](city)
        intent: greet
      - action: utter_greet
      - slot_was_set:
        - city: Berlin
        - count: 3
        - known
        - list: [1]
      - intent: goodbye
      - action: utter_total
      - action: action_pay
      - action: action_listen
      - bot: "Bye."
      - action: utter_bye
    - story: a story
      steps:
      - user: /restart
      - or:
        - intent: a
    test_cases:
      - test_case: transfer
        fixtures: [x]
        steps:
          - user: I want to transfer money
            assertions:
              - bot_uttered:
                  utter_name: utter_ask
              - bot_uttered:
                  text_matches: "(?!x)y"
              - bot_uttered:
                  text_matches: "say \\"\\\\d+\\""
                  buttons:
                    - title: Yes
              - slot_was_not_set: [amount]
              - flow_started: transfer
          - user: "150$"
          - utter: utter_greet
          - slot_was_set:
              - name: odd slot
                value: true
      - test_case: empty
        steps: []
    --- tests/broken.yml
    stories: [
  `);
  expect(drawn(importRasa(files))).toMatchInlineSnapshot(`
    "--- test_stories.test.flow
    // Imported from test_stories.yml.

    test "a story" {
      user "hello from Berlin"
      bot "Hey!" { reply "Great" }
      expect session.city == "Berlin"
      expect session.count == 3
      expect session.known != null
      user "bye Ada"
      bot r"^(?:That is (?:.|\\n)* euro\\.)$"
      bot "Bye."
      bot "Bye." | "See you."
    }

    test "a story (2)" {
      user "/restart"
    }

    test "transfer" {
      user "I want to transfer money"
      bot contains ""
      bot contains ""
      bot r"say \\x22\\d+\\x22" { reply "Yes" }
      expect session.amount == null
      user "150$"
      bot "Hey!" { reply "Great" }
      expect session["odd slot"] == true
    }

    tests/broken.yml:1: This is no YAML: Flow sequence in block collection must be sufficiently indented and end with a ].
    tests/test_stories.yml:4: That Berlin is an entity is left out.
    tests/test_stories.yml:6: That the text means \`greet\` is left out.
    tests/test_stories.yml:12: The value of list is no text, number or truth value.
    tests/test_stories.yml:13: The user means \`goodbye\`: here it is the first example of that intent.
    tests/test_stories.yml:15: A test does not see the action \`action_pay\`: write what it asks of a backend as a mock.
    tests/test_stories.yml:21: /restart is a command of Rasa; here it is a text.
    tests/test_stories.yml:23: A test cannot say \`or\`.
    tests/test_stories.yml:26: The fixtures of a test are left out.
    tests/test_stories.yml:31: No file says what \`utter_ask\` says: any message will do.
    tests/test_stories.yml:33: A pattern here has no look-around and no references back: any message will do for (?!x)y
    tests/test_stories.yml:39: A test cannot say \`flow_started\`.
    tests/test_stories.yml:45: There is nothing in this conversation that a test can say."
  `);
});

describe("whatever stands in the files", () => {
  const line = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom(
      "#me",
      "#bot",
      "#begin",
      "INCLUDE a",
      "BUTTONS a|b",
      "TEXT_REGEXP [",
      "user: hi",
      "bot: [Delay=1]",
      "[Herocard=",
      "]",
      "stories:",
      "- story: x",
      "  steps:",
      "  - user: |",
      "  - bot: x",
      "  - slot_was_set:",
      "    - a: &x 1",
      '[{"type":"message","text":"{}\\"","from":{"role":"bot"}},',
      '{"type":"event","name":"","from":{"role":"user"}}]',
    ),
  );
  const text = fc.array(line, { maxLength: 25 }).map((lines) => lines.join("\n"));
  const imports = { a: importChats, b: importTranscripts, c: importBotium, d: importRasa };
  const endings = { a: ".chat", b: ".transcript", c: ".convo.txt", d: ".yml" };

  test.each(["a", "b", "c", "d"] as const)("nothing is thrown, and what is written reads (%s)", (key) => {
    fc.assert(
      fc.property(text, text, (first, second) => {
        const files = [
          { path: `a${endings[key]}`, text: first },
          { path: `b${endings[key]}`, text: second },
        ];
        const { files: imported, losses } = imports[key](files);
        for (const loss of losses) {
          const source = files.find(({ path }) => path === loss.path)?.text ?? "";
          expect(loss.line).toBeGreaterThanOrEqual(1);
          expect(loss.line).toBeLessThanOrEqual(source.split(/\r\n|\r|\n/).length + 1);
        }
        for (const { text: written } of writtenFiles(imported)) {
          const parsed = parse(written);
          expect({ written, problems: parsed.problems }).toEqual({ written, problems: [] });
          expect(printEdits(parsed, defaultPrintOptions)).toEqual([]);
        }
      }),
      { numRuns: runs(1000) },
    );
  });

  test("brackets that are never closed take no time", () => {
    const before = performance.now();
    importChats([{ path: "a.chat", text: `user: ${"[Delay=".repeat(20_000)}` }]);
    importRasa([{ path: "a.yml", text: `stories: [{ story: x, steps: [{ user: "${"[a](".repeat(20_000)}" }] }]` }]);
    importBotium([{ path: "a.convo.txt", text: `#bot\n${"*".repeat(20_000)}` }]);
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  test("a file may be nested as deep as it likes", () => {
    const deep = "[".repeat(200_000);
    expect(importRasa([{ path: "a.yml", text: `stories: ${deep}` }]).losses).toHaveLength(1);
    expect(importTranscripts([{ path: "a.transcript", text: deep }]).losses).toHaveLength(1);
    const many = `stories:\n${"- story: x\n  steps: [{ user: hi }]\n".repeat(2000)}`;
    const [file] = importRasa([{ path: "a.yml", text: many }]).files;
    expect(new Set(file?.tests.map(({ name }) => name)).size).toBe(2000);
  });

  test("a user's words come through as they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), (said) => {
        const transcript = JSON.stringify([{ type: "message", text: said, from: { role: "user" } }]);
        const [file] = importTranscripts([{ path: "a.transcript", text: transcript }]).files;
        expect(file?.tests[0]?.steps).toEqual([{ kind: "user", text: said }]);
        const [{ text: written } = { text: "" }] = writtenFiles(file === undefined ? [] : [file]);
        const [declaration] = parse(written).tree.declarations;
        const step = declaration?.kind === "Test" ? declaration.steps[0] : undefined;
        const value = step?.kind === "TestUser" && step.value?.kind === "String" ? step.value.parts : [];
        expect(value.map((part) => (part.kind === "Chunk" ? part.text : "?")).join("")).toBe(said);
      }),
      { numRuns: runs(1000) },
    );
  });
});
