import { describe, expect, test } from "vitest";
import { runTests } from "../support/testRun.ts";

const bot = `flow shop
bot shop { languages en, nl start shop.start }
`;

const shop = `
flow shop
bot shop {
  languages en, nl
  start shop.start
  on intent help -> help
}
service orders { base "https://orders.example.com/v1" }
intent help { en "help" nl "hulp" }
var session.count: number = 0

state start {
  say { en "Hello." nl "Hallo." } {
    reply "Order" -> order
    reply "Nothing" -> end
  }
}

state order {
  ask session.number as r"[0-9]{4}" { en "Which number?" nl "Welk nummer?" } {
    invalid "Four figures."
    on silence 30s { say "Still there?" }
  }
  api orders GET "/orders/{session.number}" {
    query { verbose: true }
    session order { status: text }
    on 404 { say "There is none." -> end }
    on failure { say "It is down." -> end }
  }
  say "It is {order.status}."
  image "https://shop.example.com/x.png"
  -> end
}

state help {
  say "Sam can help." { button "Call" dial "+31" }
  -> back
}

mock found GET "/orders/*" {
  body { session: { namespace: "order", data: { status: "sent" } } }
} then { status 404 }
mock down GET "/orders/*" { fault timeout }
`;

/** Runs tests of the shop. */
async function shopTests(tests: string): Promise<string> {
  return (await runTests(shop.replace('  image "https://shop.example.com/x.png"\n', "") + tests)).drawn;
}

describe("what the user does", () => {
  test("texts, taps and messages in their order", async () => {
    const drawn = await shopTests(`
test "an order" {
  mock found
  bot "Hello." { reply "Order" reply "Nothing" }
  tap "Order"
  bot "Which number?"
  user "12"
  bot "Four figures."
  user "1234"
  bot "It is sent."
  bot nothing
  expect ended
}`);
    expect(drawn).toBe("✓ an order");
  });

  test("two mocks with one address and different conditions count their answers apart", async () => {
    const mocks = ["1234", "5678"].map(
      (number) => `mock GET "/orders/*" when path contains "${number}" {
        body { session: { namespace: "order", data: { status: "sent ${number}" } } }
      } then { status 404 }`,
    );
    const drawn = await shopTests(`test "two" at order {
      ${mocks.join("\n")}
      user "1234" bot "It is sent 1234."
      user "hello" bot "Which number?" user "5678" bot "It is sent 5678."
    }`);
    expect(drawn).toBe("✓ two");
  });

  test("names that nothing declares fail the test", async () => {
    const drawn = await shopTests(`test "a" at nowhere { }
test "b" with nobody { }
test "c" { mock none }
test "d" { bot "Hello." expect state elsewhere }`);
    expect(drawn).toBe(`✗ a
  test "a" at nowhere { }
  There is no state \`nowhere\` to begin in.
✗ b
  test "b" with nobody { }
  There is no preset \`nobody\`.
✗ c
  mock none
  There is no mock \`none\`.
✗ d
  expect state elsewhere
  There is no state \`elsewhere\`.`);
  });

  test("a tap on what was never offered fails, and says what is", async () => {
    expect(await shopTests('test "tap" { tap "Buy" }')).toBe(`✗ tap
  tap "Buy"
  There is no reply or button "Buy" to tap.
  - Buy
  + "Order", "Nothing"`);
  });

  test("wait moves the clock, and a silence that is due on the way acts once", async () => {
    const drawn = await shopTests(`
test "silence" {
  tap "Order"
  bot "Which number?"
  wait 29s
  bot nothing
  wait 1s
  bot "Still there?"
  wait 1d
  bot nothing
  expect state order
}`);
    expect(drawn).toBe("✓ silence");
  });

  test("events and attachments", async () => {
    const { drawn } = await runTests(`
state start {
  on event "paid" -> paid
  on attachment -> picture
}
state paid { say "Thanks for {event.payload.amount}." -> start }
state picture { say "{event.attachments[0].type} {event.attachments[0].name}" -> start }
test "both" {
  event "paid" { amount: 5 }
  bot "Thanks for 5."
  attach "https://a.example/b/c.png"
  bot "file c.png"
  attach { type: "image", url: "https://a.example/x", name: "x.png" }
  bot "image x.png"
}`);
    expect(drawn).toBe("✓ both");
  });
});

describe("what the bot says", () => {
  test("the next message that was not looked at; what is left is passed over", async () => {
    const { drawn } = await runTests(`
state start {
  say "One."
  say "Two."
  ask session.x as text "Three?"
  say "{session.x}!"
  -> end
}
test "in order" { bot "One." bot "Two." bot "Three?" user "so" bot "so!" bot nothing }
test "passed over" { bot "One." user "so" bot "so!" }
test "not the next" { bot "Two." }
test "nothing" { bot "One." bot nothing }
test "too much" { bot "One." bot "Two." bot "Three?" bot "Four." }`);
    expect(drawn).toBe(`✓ in order
✓ passed over
✗ not the next
  bot "Two."
  The bot said something else.
  - Two.
  + One.
✗ nothing
  bot nothing
  The bot said something.
  - nothing
  + Two.
✗ too much
  bot "Four."
  The bot said nothing more.
  - Four.
  + nothing`);
  });

  test("any of several texts, parts, patterns, and values of the memory", async () => {
    const { drawn } = await runTests(`
state start {
  set session.name = "Ada"
  say "Hello Ada, you are number 17."
}
test "any" { bot "Bye." | "Hello {session.name}, you are number 17." }
test "contains" { bot contains "number 17" }
test "pattern" { bot r"number [0-9]+" }
test "none of them" { bot contains "Bye" | "So long" }
test "no pattern" { bot r"^number"i }`);
    expect(drawn).toBe(`✓ any
✓ contains
✓ pattern
✗ none of them
  bot contains "Bye" | "So long"
  The bot said something else.
  - … Bye
| So long …
  + Hello Ada, you are number 17.
✗ no pattern
  bot r"^number"i
  The bot said something else.
  - r"^number"i
  + Hello Ada, you are number 17.`);
  });

  test("replies, buttons and images that come with it", async () => {
    const { drawn } = await runTests(`
state start {
  say "Choose." {
    image "https://a.example/x.png"
    card "First" { button "Open" open "https://a.example" }
    reply "Yes" -> end
  }
}
test "text" { bot "Choose." }
test "image" { bot "Choose." bot "" { button "Open" } bot "" { image reply "Yes" } }
test "no such reply" { bot "Choose." bot "" { button "Open" } bot "" { reply "No" } }
test "no image" { bot "Choose." { image } }`);
    expect(drawn).toBe(`✓ text
✓ image
✗ no such reply
  bot "" { reply "No" }
  The message has no reply like this.
  - reply "No"
  + "Yes"
✗ no image
  bot "Choose." { image }
  The message has no image like this.
  - an image
  + no image`);
  });

  test("cards are told by what stands on them, a line each", async () => {
    const { drawn } = await runTests(`
state start {
  say {
    card "Ember" { subtitle "A lamp" button "See" open "https://a.example" }
    card "Noon" { image "https://a.example/n.png" }
  }
  -> end
}
test "all" {
  bot """
    Ember
    A lamp
    Noon
  """ { button "See" image }
}
test "a part" { bot contains "A lamp" }
test "a pattern" { bot r"^Ember\\n" }
test "none of it" { bot contains "Dusk" }
test "no words, as before" { bot "" }`);
    expect(drawn).toBe(`✓ all
✓ a part
✓ a pattern
✗ none of it
  bot contains "Dusk"
  The bot said something else.
  - … Dusk …
  + [carousel] Ember, Noon
✓ no words, as before`);
  });

  test("in the language of the test", async () => {
    const drawn = await shopTests(`
test "greeting" in en, nl {
  bot { en "Hello." nl "Hallo." }
}
test "dutch" in nl { bot "Hallo." }`);
    expect(drawn).toBe("✓ greeting [en]\n✓ greeting [nl]\n✓ dutch");
  });
});

describe("what is expected", () => {
  test("states, memory, ends and errors", async () => {
    const drawn = await shopTests(`
test "state" { tap "Order" expect state order }
test "other state" { tap "Order" expect state start }
test "ended" { tap "Nothing" expect ended }
test "not ended" { expect ended }
test "state after the end" { tap "Nothing" expect state start }
test "memory" { expect session.count == 0 }
test "other memory" { expect session.count == 1 }
test "condition" { expect session.count > 3 }
test "handled" { mock down tap "Order" user "1234" bot "It is down." expect error "api-failure" }`);
    expect(drawn).toMatchInlineSnapshot(`
      "✓ state
      ✗ other state
        expect state start
        The conversation waits in another state.
        - shop.start
        + shop.order
      ✓ ended
      ✗ not ended
        expect ended
        The conversation has not ended.
        - ended
        + waits in shop.start
      ✗ state after the end
        expect state start
        The conversation waits in another state.
        - shop.start
        + the conversation has ended
      ✓ memory
      ✗ other memory
        expect session.count == 1
        The values differ.
        - 1
        + 0
      ✗ condition
        expect session.count > 3
        The condition does not hold.
        - a condition that holds
        + 0
      ✗ handled
        expect error "api-failure"
        No \`api-failure\` was reported.
        - api-failure
        + no error"
    `);
  });

  test("errors by their code", async () => {
    const { drawn } = await runTests(`
state start { api GET "https://a.example/x" {} -> end }
mock down GET "/x" { status 503 }
test "error" { mock down expect error "api-failure" }
test "other error" { mock down expect error "broken-next" }`);
    expect(drawn).toContain("✓ error\n✗ other error");
    expect(drawn).toMatch(/- broken-next\n {2}\+ .*api-failure/);
  });

  test("requests by method, path, condition and number", async () => {
    const drawn = await shopTests(`
test "sent" {
  mock found
  expect no request
  tap "Order"
  user "1234"
  expect request GET "/orders/1234"
  expect request GET "https://orders.example.com/v1/orders/*" when query.verbose == "true" times 1
}
test "other path" { mock found tap "Order" user "1234" expect request GET "/orders/1" }
test "other condition" { mock found tap "Order" user "1234" expect request GET "/orders/*" when query.verbose == "no" }
test "twice" { mock found tap "Order" user "1234" expect request GET "/orders/*" times 2 }
test "none" { mock found tap "Order" user "1234" expect no request }`);
    expect(drawn).toMatchInlineSnapshot(`
      "✓ sent
      ✗ other path
        expect request GET "/orders/1"
        No such request was sent.
        - GET /orders/1
        + GET https://orders.example.com/v1/orders/1234?verbose=true
      ✗ other condition
        expect request GET "/orders/*" when query.verbose == "no"
        No such request was sent.
        - GET /orders/*
        + GET https://orders.example.com/v1/orders/1234?verbose=true
      ✗ twice
        expect request GET "/orders/*" times 2
        Such a request was sent 1 times, not 2.
        - GET /orders/*, 2 times
        + GET https://orders.example.com/v1/orders/1234?verbose=true
      ✗ none
        expect no request
        A request was sent.
        - no request
        + GET https://orders.example.com/v1/orders/1234?verbose=true"
    `);
  });

  test("a step that fails ends its test", async () => {
    const { results } = await runTests(`
state start { say "a" }
test "two mistakes" { bot "b" bot "c" }`);
    expect(results.map(({ failure }) => failure?.place.range.start)).toEqual([{ line: 1, character: 22 }]);
  });
});

describe("mocks", () => {
  test("the project's are off unless named; a request without a mock fails the test with the mock to write", async () => {
    const { results } = await runTests(`${shop.replace('  image "https://shop.example.com/x.png"\n', "")}
test "none" {
  tap "Order"
  user "1234"
  bot "It is sent."
}`);
    expect(results[0]?.failure).toMatchObject({
      step: 'user "1234"',
      mock: 'mock GET "/orders/1234" {\n  status 200\n  body {}\n}',
    });
  });

  test("a test's own go first, in the order in which they are written", async () => {
    const drawn = await shopTests(`
test "own" {
  mock found
  mock GET "/orders/1*" { status 404 }
  mock GET "/orders/**" { status 500 }
  tap "Order"
  user "1234"
  bot "It is down."
}`);
    expect(drawn).toBe("✓ own");
  });

  test("a sequence begins anew in each test", async () => {
    const one = 'mock found tap "Order" user "1234" bot "It is sent."';
    expect(await shopTests(`test "a" { ${one} }\ntest "b" { ${one} }`)).toBe("✓ a\n✓ b");
  });

  test("a secret that is part of a path is not shown", async () => {
    const { results } = await runTests(
      'state start { api GET "https://a.example/{secret.KEY}" {} -> end }\ntest "secret" { expect ended }',
      { KEY: "sesame-open" },
    );
    expect(JSON.stringify(results)).toContain("•••");
    expect(JSON.stringify(results)).not.toContain("sesame-open");
  });
});

describe("rows", () => {
  test("each is a result of its own, in each language", async () => {
    const { drawn } = await runTests(`${bot}
state start {
  ask session.n as number { en "How many?" nl "Hoeveel?" }
  say "{session.n * 2}"
  -> end
}
test "twice" in en, nl each [{ said: "2", double: 4 }, { said: "3", double: 7 }] {
  user row.said
  bot "{row.double}"
}`);
    expect(drawn).toBe(`✓ twice [1] [en]
✓ twice [1] [nl]
✗ twice [2] [en]
  bot "{row.double}"
  The bot said something else.
  - 7
  + 6
✗ twice [2] [nl]
  bot "{row.double}"
  The bot said something else.
  - 7
  + 6`);
  });

  test("what is no list, or an empty one, fails with the reason", async () => {
    const { drawn } = await runTests('state start { say "a" }\ntest "none" each [] { bot "a" }');
    expect(drawn).toBe("✗ none\n  []\n  `each` needs a list with at least one row.");
  });
});

describe("where a test begins", () => {
  test("at a state, with presets, by a clock that is always the same", async () => {
    const { drawn } = await runTests(`
state start { say "start" }
state later { say "{user.name}, {today()}" }
preset ada { user.name = "Ada" }
test "later" with ada at later { bot "Ada, 2026-01-01" }`);
    expect(drawn).toBe("✓ later");
  });
});

test("coverage counts states, steps and whatever has steps of its own", async () => {
  const { coverage } = await runTests(`
state start {
  if session.x == null { say "none" } else { say "some" }
}
state never { say "never" }
test "a" { bot "none" }`);
  const [file] = coverage.files();
  expect(file?.states.map(({ name, count }) => `${name} ${count}`)).toEqual(["main.start 1", "main.never 0"]);
  expect(file?.branches.map(({ count }) => count)).toEqual([1, 0]);
  expect(file?.steps.map(({ name, count }) => `${name} ${count}`)).toEqual(["If 1", "Say 1", "Say 0", "Say 0"]);
});

test("coverage counts that nothing fits where no else is written", async () => {
  const flow = `
state start {
  ask session.x as text "?"
  if session.x == "one" { say "1" } else if session.y.z == 2 { say "2" }
  match session.x { "one" { -> last } }
  say "neither"
}
state last { if session.x == "one" { -> end } }`;
  const drawn = async (tests: string) => {
    const { coverage } = await runTests(flow + tests);
    return coverage.files()[0]?.branches.map(({ name, count }) => `${name} ${count}`);
  };
  expect(await drawn('test "a" { user "one" expect ended }')).toMatchInlineSnapshot(`
    [
      "main.start#1/if0 1",
      "main.start#1/if1 0",
      "main.start#1/else 0",
      "main.start#2/arm0 1",
      "main.start#2/else 0",
      "main.last#0/if0 1",
      "main.last#0/else 0",
    ]
  `);
  expect(await drawn('test "b" { user "two" bot "neither" }')).toMatchInlineSnapshot(`
    [
      "main.start#1/if0 0",
      "main.start#1/if1 0",
      "main.start#1/else 1",
      "main.start#2/arm0 0",
      "main.start#2/else 1",
      "main.last#0/if0 0",
      "main.last#0/else 0",
    ]
  `);
  expect(await drawn('test "c" at last { bot nothing }')).toMatchInlineSnapshot(`
    [
      "main.start#1/if0 0",
      "main.start#1/if1 0",
      "main.start#1/else 0",
      "main.start#2/arm0 0",
      "main.start#2/else 0",
      "main.last#0/if0 0",
      "main.last#0/else 1",
    ]
  `);
});
