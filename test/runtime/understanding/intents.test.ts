import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../../server/src/runtime/events.ts";
import { modelFor } from "../../../server/src/runtime/understanding/model.ts";
import { run, talk } from "../../support/conversation.ts";
import { programOf } from "../../support/program.ts";

const source = `
  bot b { languages en, nl start a }
  entity city { London Paris "City of Light" Amsterdam }
  intent sendMoney {
    "send {amount: money} to {who}" "transfer money" "I want to pay someone {amount: money}" "make a payment"
    nl "geld overmaken" "stuur {amount: money} naar {who}" "ik wil iemand betalen"
  }
  intent travel { "fly from {from: city} to {to: city}" "book a flight" "a ticket to {to: city}" "I want to travel" nl "een vlucht boeken" }
  intent hours { "when are you open" "opening hours" "are you open on Sunday" nl "wanneer zijn jullie open" }
  on intent sendMoney { say "Pay {event.entities.amount ?? "?"} {event.entities.who ?? "?"}" }
  on intent travel { say "From {event.entities.from ?? "?"} to {event.entities.to ?? "?"}" }
  on intent hours { say "Always" }
  state a { say "Hi" }
`;

const said = { show: ["message"] } as const;

function matches(text: string): readonly Extract<RunEvent, { type: "match" }>[] {
  return run(source, [text]).events.filter((each) => each.type === "match");
}

describe("a text in other words than the phrases", () => {
  test.each([
    ["could you transfer some money please", "Pay ? ?"],
    ["please send 50 euros to Ann", 'Pay {"amount":50,"currency":"EUR"} Ann'],
    ["can you send to Ann Miller 20 dollars?", 'Pay {"amount":20,"currency":"USD"} Ann Miller'],
    ["I want to fly to Paris from London tomorrow", "From London to Paris"],
    ["get me a ticket to amsterdm", "From ? to Amsterdam"],
    ["what are the opening hours today", "Always"],
    ["Opening-hours", "Always"],
  ])("%s", (text, wanted) => {
    expect(talk(source, [text], said)).toContain(wanted);
  });

  test.each(["tell me a joke", "I like turtles", "Paris", "50 euros", "ok", "what?", "are you", "I want to"])(
    "none of these: %s",
    (text) => {
      expect(talk(source, [text], said)).toContain("Sorry");
    },
  );

  test("in the user's language only", () => {
    const begin = { language: "nl" };
    expect(talk(source, ["kan ik geld laten overmaken"], { show: ["message"], begin })).toContain("Pay");
    expect(talk(source, ["opening hours"], { show: ["message"], begin })).not.toContain("Always");
  });
});

test("languages that nobody wrote phrases in are not learnt", () => {
  const program = programOf(source);
  const of = (language: string) => modelFor(program, language, ["en", "nl"], () => false);
  expect(of("nl-BE")).toBe(of("nl"));
  expect(of("NL")).toBe(of("nl"));
  expect(of("xx")).toBe(of("en"));
  expect(of("<script>")).toBe(of("en"));
  expect(of("nl")).not.toBe(of("en"));
});

describe("the match event", () => {
  test("explains what was likely, the surest first", () => {
    const [match] = matches("I want to book a flight or pay someone");
    const confidences = match?.candidates.map(({ confidence }) => confidence) ?? [];
    expect(confidences.length).toBeGreaterThan(1);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
    expect(match?.intent).toEqual(match?.candidates[0]);
  });

  test("a phrase is certain, the words of one nearly", () => {
    expect(matches("opening hours?")[0]?.candidates).toEqual([{ name: "hours", confidence: 1 }]);
    expect(matches("opening, hours")[0]?.candidates).toEqual([{ name: "hours", confidence: 0.99 }]);
  });

  test("of intents that are as sure the first by name counts, wherever it stands", () => {
    const twins = `
      bot b { start a }
      intent two { "buy bread" "fresh bread" } intent one { "buy bread" "fresh bread" }
      on intent two { say "Two" } on intent one { say "One" }
      state a { say "Hi" }
    `;
    expect(talk(twins, ["buy bread", "buy some bread"], said)).toBe("< Hi\n< One\n< One");
  });
});

test("the threshold of the bot decides", () => {
  const strict = source.replace("start a }", "threshold 0.9 start a }");
  expect(talk(strict, ["could you transfer some money please"], said)).toContain("Sorry");
  expect(talk(strict, ["transfer money"], said)).toContain("Pay");
});

test("an intent counts only while its context is active, for so many turns", () => {
  const shop = `
    bot b { start a }
    intent size { "a bigger size" "do you have it bigger" }
    on intent size in shop { say "In the shop" }
    state a { say "Hi" on text "shop" { context shop for 2 } }
  `;
  const text = "have you got a bigger one";
  expect(
    talk(shop, [text, "shop", text, text, text], said)
      .split("\n")
      .map((line) => line.slice(0, 10)),
  ).toEqual(["< Hi", "< Sorry, I", "< In the s", "< In the s", "< Sorry, I"]);
});

describe("an answer inside a sentence", () => {
  const asks = `
    bot b { languages en start a }
    intent help { "I need help" "help me" }
    on intent help { say "Help" }
    state a {
      ask session.amount as number "How many?" { check value < 100 else "{value} is too many" invalid "A number" }
      say "So {session.amount}"
    }
  `;

  test.each([
    ["I would like 3 of them please", "So 3"],
    ["make it 300 please", "300 is too many"],
    ["2 or 3", "A number"],
    ["I need help with my 2 orders", "Help"],
    ["lots", "A number"],
  ])("%s", (text, wanted) => {
    expect(talk(asks, [text], said)).toContain(wanted);
  });
});
