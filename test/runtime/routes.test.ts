import { describe, expect, test } from "vitest";
import { attachment, event, run, talk, tap } from "../support/conversation.ts";

const said = { show: ["message"] } as const;

describe("which route an input takes", () => {
  test("(a) a tap: the reply or button itself, of whichever message of this conversation", () => {
    const source = `
      state a { say "A" { reply "One" { say "One of A" } reply "Go" -> b } }
      state b { say "B" { reply "One" { say "One of B" } } button "x" -> a }
    `.replace(' button "x" -> a', "");
    expect(talk(source, [tap("One"), tap("Go"), tap("One"), tap("Go")], said)).toBe(
      "< A [One] [Go]\n< One of A\n< B [One]\n< One of B\n< B [One]",
    );
  });

  test("(a) two of one title are told apart by their value", () => {
    const source = 'state a { say "A" { reply "Pick" value 1 { say "first" } reply "Pick" value 2 { say "second" } } }';
    expect(talk(source, [tap("Pick", 1), tap("Pick", 2)], said)).toBe("< A [Pick] [Pick]\n< first\n< second");
  });

  test("(a) a tap that carries a nextDialogstate stores its parameters and goes there", () => {
    const source = 'state a { say "A" }\nstate b id "wire-b" { say "B {kind.size}" }';
    const payload = { nextDialogstateId: "wire-b", params: [{ key: "kind.size", value: "L" }] };
    expect(talk(source, [tap("Anything", payload)], said)).toBe("< A\n< B L");
    expect(talk(source, [tap("Anything", { nextDialogstate: "b", parameters: [] })], said)).toContain("< B ");
  });

  test("(a) a broken one is told, and handled as a failure", () => {
    const source = 'bot b { failure oops start a }\nstate a { say "A" }\nstate oops { say "Oops" }';
    expect(talk(source, [tap("X", { nextDialogstateId: "nowhere" })])).toBe(
      "@ main.a (start)\n< A\n> [X]\n! broken-next: The backend's nextDialogstate `nowhere` names no state of this project.\n@ main.oops (failure)\n< Oops\n@ main.a (return)",
    );
  });

  test("(b) a text that is the title or the value of a reply or button; case and outer blanks do not count", () => {
    const source = `
      on text "yes" { say "Global" }
      state a { say "A" { reply "Yes" value 7 { say "Reply {event.payload}" } button "More" { say "Button" } } on text "yes" { say "State" } }
    `;
    expect(talk(source, [" YES ", "7", "more"], said)).toBe("< A (More) [Yes]\n< Reply 7\n< Reply 7\n< Button");
  });

  test("(b) only of what was shown since the state was entered; a tap still counts", () => {
    const source = 'state a { say "A" { reply "Old" { say "Old!" } reply "On" -> b } }\nstate b { say "B" }';
    expect(talk(source, ["on", "old"], said)).toBe("< A [Old] [On]\n< B\n< Sorry, I did not understand that.");
    expect(talk(source, ["on", tap("Old")], said)).toBe("< A [Old] [On]\n< B\n< Old!");
  });

  test("(c) the routes of the ask, then of the state, in order, before global ones", () => {
    const source = `
      on text "x" { say "Global" }
      state a { on text "x" { say "State" } ask n as text "N?" { on text r"^x" { say "First" } on text "x" { say "Second" } } }
    `;
    expect(talk(source, ["x"], said)).toBe("< N?\n< First");
    expect(talk(source.replace('r"^x"', '"z"').replace('on text "x" { say "Second" }', ""), ["x"], said)).toBe(
      "< N?\n< State",
    );
  });

  test("(d) global text routes go before the ask, (f) other global routes after it", () => {
    const source = `
      on text "menu" { say "Menu" }
      on any { say "Any" }
      on intent greet { say "Greeted" }
      intent greet { "hello" }
      state a { ask n as number "N?" say "{n}" ask t as text "T?" }
    `;
    expect(talk(source, ["menu", "5", "hello"], said)).toBe("< N?\n< Menu\n< 5\n< T?");
    expect(talk(source, ["hello"], said)).toBe("< N?\n< Any");
    expect(talk(source.replace("on any", "on any when false"), ["hello"], said)).toBe("< N?\n< Greeted");
  });

  test("(g) an ask with invalid, attempts or a failed check: a miss; else (h) the fallback", () => {
    const source = `
      bot b { start a fallback lost }
      state a { ask n as number "N?" { ITEMS } }
      state lost { say "Lost in {conversation.state}" }
    `;
    expect(talk(source.replace("ITEMS", 'invalid "A number!"'), ["x"], said)).toBe("< N?\n< A number!");
    expect(talk(source.replace("ITEMS", "attempts 3 -> end"), ["x"], said)).toBe("< N?\n< N?");
    expect(talk(source.replace("ITEMS", 'check value > 9 else "More."'), ["5"], said)).toBe("< N?\n< More.");
    expect(talk(source.replace("ITEMS", 'check value > 9 else "More."'), ["x"], said)).toBe(
      "< N?\n< Lost in main.lost",
    );
    expect(talk(source.replace("{ ITEMS }", ""), ["x"], said)).toBe("< N?\n< Lost in main.lost");
  });

  test("(i) the runner's own words, in the user's language", () => {
    expect(talk('state a { say "A" }', ["x"])).toBe(
      "@ main.a (start)\n< A\n> x\n! not-understood: Nothing in the flow takes this input, and the bot has no `fallback` state.\n< Sorry, I did not understand that.",
    );
    expect(talk('state a { say "A" }', ["x"], { show: ["message"], begin: { language: "nl" } })).toBe(
      "< A\n< Sorry, dat heb ik niet begrepen.",
    );
  });

  test("an event that no route takes is dropped and reported, and reaches no fallback and no ask", () => {
    const source =
      'bot b { start a fallback a }\non event "paid" { say "Paid {event.payload.sum}" }\nstate a { ask t as text "T?" }';
    expect(talk(source, [event("other"), event("paid", { sum: 5 })], { show: ["message", "report", "wait"] })).toBe(
      '< T?\nwait answer text\n! dropped-event: No route takes the event "other".\n< Paid 5\nwait answer text',
    );
  });

  test("an attachment takes attachment and any routes, and an ask for one", () => {
    const source = `
      on attachment { say "Global {event.attachments[0].url}" }
      state a { ask n as number "N?" ask file as attachment "File?" say "{file.name}" }
    `;
    expect(talk(source, [attachment("https://x/1"), "5", attachment("https://x/2")], said)).toBe(
      "< N?\n< Global https://x/1\n< File?\n< picture.png",
    );
    expect(talk('on any { say "Any" }\nstate a { say "A" }', [attachment("https://x/1")], said)).toBe("< A\n< Any");
  });

  test("global routes: the current flow's file, the bot's, the other files by flow name", () => {
    const source = `
      --- zoo.flow
      on text "x" { say "zoo" }
      state a { say "A" { reply "to bar" -> bar.b } }
      --- bank.flow
      bot bank { start zoo.a on text "x" { say "bot" } }
      on text "x" { say "bank" }
      --- bar.flow
      on text "x" when bar { say "bar" }
      state b { say "B" }
    `;
    expect(talk(source, ["x"], said)).toMatch(/< zoo$/);
    expect(talk(source, ["to bar", "x"], said)).toMatch(/< bot$/);
    expect(talk(source.replace('on text "x" { say "bot" }', ""), ["to bar", "x"], said)).toMatch(/< bank$/);
  });

  test("when and in: a route counts only while they hold", () => {
    const source = `
      on text "x" in shop { say "In the shop" }
      on text "x" when session.on { say "On" }
      state a { say "A" { reply "shop" { context shop for 2 } reply "on" { set session.on = true } } }
    `;
    expect(talk(source, ["shop", "x", "x", "x"], { show: ["message"] })).toBe(
      "< A [shop] [on]\n< In the shop\n< In the shop\n< Sorry, I did not understand that.",
    );
    expect(talk(source, ["on", "x"], said)).toMatch(/< On$/);
  });

  test("a text route means the whole text, a pattern any part of it; several may be named", () => {
    const source = 'on text "hi", "hello there", r"go+d"i { say "Hi" }\nstate a { say "A" }';
    expect(talk(source, [" Hello THERE ", "so GOOD!"], said)).toBe("< A\n< Hi\n< Hi");
    expect(talk(source, ["hi there"], said)).toContain("Sorry");
  });
});

describe("intents by phrase", () => {
  const source = `
    bot b { languages en, nl start a }
    entity size { small "S" large "L", "big" }
    intent order { "order something" "i want {count: integer} of {size}" nl "iets bestellen" }
    intent other { "order something" }
    on intent order { say "Order {event.intent.name} {event.entities.count ?? "-"} {event.entities.size ?? "-"}" }
    state a { say "A" }
  `;

  test.each([
    ["order something", "Order order - -"],
    ["  Order   something!", "Order order - -"],
    ["I want 5 of big.", "Order order 5 large"],
    ["I want, 5: of BIG", "Order order 5 large"],
    ["i want five of big", "Order order 5 large"],
    ["i want a few of big", "Order order - large"],
    ["i want 5 of nothing", "Order order 5 -"],
    ["please order something", "Order order - -"],
    ["iets bestellen", "Sorry"],
    ["what is the weather", "Sorry"],
  ])("%s: %s", (text, wanted) => {
    expect(talk(source, [text], said)).toContain(wanted);
  });

  test("in the user's language, with or without its region", () => {
    expect(talk(source, ["iets bestellen"], { show: ["message"], begin: { language: "nl-BE" } })).toContain(
      "Order order",
    );
  });

  test("of the phrases of an intent that fit, the one that says most counts", () => {
    const intent = `
      entity thing { printer "printer" }
      intent broken { "the {thing} is broken" "the {thing} on floor {floor: integer} is broken" }
      state a { say "A" on intent broken { say "{event.entities.thing} {event.entities.floor ?? "-"}" } }
    `;
    const texts = ["the printer is broken", "the printer on floor 3 is broken"];
    expect(talk(intent, texts, said)).toBe("< A\n< printer -\n< printer 3");
  });

  test("the match tells the intent, its entities and the candidates", () => {
    const { events } = run(source, ["order something", "i want 5 of S"]);
    const matches = events.filter((each) => each.type === "match");
    expect(matches[0]).toMatchObject({
      kind: "global",
      intent: { name: "order", confidence: 1 },
      candidates: [
        { name: "order", confidence: 1 },
        { name: "other", confidence: 1 },
      ],
    });
    expect(matches[1]?.entities).toEqual({ count: 5, size: "small" });
  });
});

describe("misses", () => {
  test("the else of the first failed check, else invalid by the number of the miss, the last repeats", () => {
    const source = `
      state a {
        ask n as number "N?" {
          check value > 0 else "More than zero."
          check value < value else "Never."
          invalid "First." | "Second."
        }
      }
    `;
    expect(talk(source, ["-1", "x", "5", "x"], said)).toBe("< N?\n< More than zero.\n< Second.\n< Never.\n< Second.");
    expect(talk(source, ["x", "x", "x"], said)).toBe("< N?\n< First.\n< Second.\n< Second.");
  });

  test("the else of a check may say the answer", () => {
    expect(talk('state s { ask n as number "N?" { check value > 5 else "{value} is too little." } }', ["3"])).toMatch(
      /< 3 is too little\.$/,
    );
  });

  test("with attempts the N-th miss takes its -> instead", () => {
    const source = 'state a { ask n as number "N?" { invalid "No." attempts 2 -> b } }\nstate b { say "B" }';
    expect(talk(source, ["x", "x"])).toBe("@ main.a (start)\n< N?\n> x\n< No.\n> x\n@ main.b (go)\n< B");
  });

  test("misses count anew in a new wait", () => {
    const source = 'state a { ask n as number "N?" { attempts 2 -> b reply "Again" -> a } }\nstate b { say "B" }';
    expect(talk(source, ["x", "again", "x"], said)).toBe("< N? [Again]\n< N? [Again]\n< N? [Again]\n< N? [Again]");
  });

  test("a route in between does not reset them", () => {
    const source =
      'on text "hm" { say "Hm." }\nstate a { ask n as number "N?" { invalid "No." attempts 2 -> b } }\nstate b { say "B" }';
    expect(talk(source, ["x", "hm", "x"], said)).toBe("< N?\n< No.\n< Hm.\n< B");
  });
});

describe("blocks that run out", () => {
  test("in an ask, a reply that does not jump is the answer: its value, else its title, unchecked", () => {
    const source = `
      state a {
        ask n as number "N?" { check value > 100 else "No" reply "Ten" value 10 reply "Many" reply "Loud" value 3 { say "Loud!" } reply "Stop" -> end }
        say "{n}"
      }
    `;
    expect(talk(source, [tap("Ten")], said)).toMatch(/< 10$/);
    expect(talk(source, ["many"], said)).toMatch(/< Many$/);
    expect(talk(source, ["loud"], said)).toMatch(/< Loud!\n< 3$/);
    expect(talk(source, ["stop"], { show: ["end"] })).toBe("end end");
  });

  test("in a say, a reply without a block counts as its title, with event.payload its value", () => {
    const source =
      'on text "order" { say "Order {event.payload.id}" }\nstate a { say "A" { reply "Order" value { id: 7 } } }';
    expect(talk(source, [tap("Order")], said)).toBe("< A [Order]\n< Order 7");
    expect(talk(source, ["ORDER"], said)).toBe("< A [Order]\n< Order 7");
  });

  test("after a route's block the conversation waits on where it waited, and repeats nothing", () => {
    const source =
      'on text "help" { say "Help" ask more as text "More?" say "Noted" }\nstate a { ask n as number "N?" say "{n} {more ?? "-"}" }';
    expect(talk(source, ["help", "much", "5"], said)).toBe("< N?\n< Help\n< More?\n< Noted\n< 5 much");
  });

  test("after the fallback too, and its replies can still be taken", () => {
    const source = `
      bot b { start a fallback lost }
      state a { ask n as number "N?" say "{n}" }
      state lost { say "Sorry?" { reply "Agent" -> agent } }
      state agent { say "Agent" }
    `;
    expect(talk(source, ["x", "5"])).toBe(
      "@ main.a (start)\n< N?\n> x\n@ main.lost (route)\n< Sorry? [Agent]\n@ main.a (return)\n> 5\n< 5",
    );
    expect(talk(source, ["x", "agent"], said)).toBe("< N?\n< Sorry? [Agent]\n< Agent");
  });

  test("a fallback that asks gets its answer first", () => {
    const source = `
      bot b { start a fallback lost }
      state a { say "A" on text "ok" { say "OK" } }
      state lost { ask why as text "Why?" say "Because {why}" }
    `;
    expect(talk(source, ["x", "y", "ok"], said)).toBe("< A\n< Why?\n< Because y\n< OK");
  });

  test("the fallback keeps the temp of the flow", () => {
    const source = `
      --- a.flow
      bot b { start a fallback help.lost }
      state a { set temp.x = 1 ask n as number "N?" say "{temp.x}" }
      --- help.flow
      state lost { say "<{temp.x}>" }
    `;
    expect(talk(source, ["x", "5"], said)).toBe("< N?\n< <1>\n< 1");
  });
});

test("skip when: the question is not asked", () => {
  const source = 'state a { set n = 5 ask n as number "N?" { skip when n != null } say "{n}" }';
  expect(talk(source, [], said)).toBe("< 5");
});
