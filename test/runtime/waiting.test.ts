import { describe, expect, test } from "vitest";
import { answers, clock, event, json, run, silence, talk, tap } from "../support/conversation.ts";

describe("a state waits", () => {
  test("at an ask", () => {
    expect(talk('state s { ask name as text "Name?" say "Hi {name}" }', ["Ann"], { show: ["message", "wait"] })).toBe(
      "< Name?\nwait answer text\n< Hi Ann\nwait nothing",
    );
  });

  test("where its steps run out, if it offers replies or routes", () => {
    expect(talk('state s { say "Hi" { reply "A" -> s } }', [], { show: ["wait"] })).toBe("wait input");
    expect(talk('state s { on text "a" -> s say "Hi" }', [], { show: ["wait"] })).toBe("wait input");
    expect(talk('state s { say "Hi" { button "A" -> s } }', [], { show: ["wait"] })).toBe("wait input");
    expect(talk('state s { say "Hi" { button "A" open "https://x" } }', [], { show: ["wait"] })).toBe("wait nothing");
  });

  test("its routes hold wherever in the state they stand", () => {
    const source = 'state s { on text "help" { say "Helping" } ask a as number "A?" on text "stop" -> end say "{a}" }';
    expect(talk(source, ["help", "stop"], { show: ["message", "end"] })).toBe("< A?\n< Helping\nend end");
  });

  test("the wait tells the replies that count", () => {
    const { events } = run('state s { say "Hi" { reply "A" value 1 reply "B" } }');
    expect(events.findLast((each) => each.type === "wait")).toMatchObject({
      for: "input",
      state: "main.s",
      replies: [{ title: "A", value: 1 }, { title: "B" }],
    });
  });
});

describe("call", () => {
  test("comes back to the next step at -> return", () => {
    const source = `
      --- a.flow
      state start { set temp.x = 1 call b.ask say "Back with {got}, {temp.x}" }
      --- b.flow
      state ask { set temp.x = 2 ask got as number "Got?" -> done }
      state done { say "Thanks, {temp.x ?? "none"}" -> return }
    `;
    expect(talk(source, ["5"])).toBe(
      "@ a.start (start)\n@ b.ask (call)\n< Got?\n> 5\n@ b.done (go)\n< Thanks, 2\n@ a.start (return)\n< Back with 5, 1",
    );
  });

  test("and where the steps run out in a state that offers nothing", () => {
    const source = 'state start { call other say "Back" }\nstate other { say "There" }';
    expect(talk(source)).toBe("@ main.start (start)\n@ main.other (call)\n< There\n@ main.start (return)\n< Back");
  });

  test("the replies and buttons of an answered question keep no called state waiting", () => {
    const source = `
      state a { call b say "Back with {got}" }
      state b { ask got as text "Got?" { reply "Yes" reply "No" button "Help" { say "Help" } } say "Thanks" }
    `;
    expect(talk(source, ["Help", "Yes"], { show: ["message"] })).toBe(
      "< Got? (Help) [Yes] [No]\n< Help\n< Thanks\n< Back with Yes",
    );
  });

  test("the replies of an answered question still count as long as the conversation is in the state", () => {
    const source = `
      state start {
        ask size as text "Which size?" { reply "Large" { say "A large one." } reply "None" -> none }
        ask name as text "Whose?"
        say "{name}"
      }
      state none { say "None." }
    `;
    expect(talk(source, ["L", "none"], { show: ["message"] })).toBe("< Which size? [Large] [None]\n< Whose?\n< None.");
    expect(talk(source, ["L", "Ada", "none"], { show: ["message"] })).toContain("< Ada");
  });

  test("waits in a called state that offers something", () => {
    const source = 'state start { call other say "Back" }\nstate other { say "There" { reply "Go on" -> return } }';
    expect(talk(source, [tap("Go on")], { show: ["message", "wait"] })).toBe(
      "< There [Go on]\nwait input\n< Back\nwait nothing",
    );
  });

  test("comes back into the middle of a block", () => {
    const source = 'state start { if true { call other say "In the if" } say "After it" }\nstate other { say "There" }';
    expect(talk(source, [], { show: ["message"] })).toBe("< There\n< In the if\n< After it");
  });

  test("a called flow has its own temp, a called state of the same flow too", () => {
    const source =
      'state start { set temp.x = 1 call other say "{temp.x}" }\nstate other { say "<{temp.x ?? "empty"}>" }';
    expect(talk(source, [], { show: ["message"] })).toBe("< <empty>\n< 1");
  });

  test("-> return without a call is -> back", () => {
    const source = 'state start { say "One" { reply "On" -> two } }\nstate two { say "Two" { reply "Ret" -> return } }';
    expect(talk(source, [tap("On"), tap("Ret")])).toBe(
      "@ main.start (start)\n< One [On]\n> [On]\n@ main.two (reply)\n< Two [Ret]\n> [Ret]\n@ main.start (back)\n< One [On]",
    );
  });

  test("nor does one from a global route come back from the open call: it is -> back", () => {
    const source = `
      on text "leave" -> return
      state start { say "One" { reply "On" -> two } }
      state two { say "Two" { reply "Call" -> three } }
      state three { call other say "Returned" }
      state other { say "There" on text "out" -> return }
    `;
    const way = [tap("On"), tap("Call")];
    expect(talk(source, [...way, "leave"], { show: ["message"] })).toBe(
      "< One [On]\n< Two [Call]\n< There\n< Two [Call]",
    );
    expect(talk(source, [...way, "out"], { show: ["message"] })).toBe("< One [On]\n< Two [Call]\n< There\n< Returned");
  });

  test("a state that a global route calls comes back to the route", () => {
    const source = `
      on text "help" { call help say "Go on" }
      state start { ask session.a as number "How many?" say "{a}" -> end }
      state help { say "I count." -> return }
    `;
    expect(talk(source, ["help", "3"], { show: ["message"] })).toBe("< How many?\n< I count.\n< Go on\n< 3");
  });

  test("calls without end are a failure", () => {
    expect(talk("state s { call s }", [], { show: ["report", "message"] })).toContain(
      "! limit: More than 100 calls are inside each other.",
    );
  });

  test("a -> from a global route drops the open calls, one from a reply does not", () => {
    const source = `
      on text "out" -> plain
      state start { call other say "Back" }
      state other { say "There" { reply "In" -> plain } }
      state plain { say "Plain" }
    `;
    expect(talk(source, ["out"], { show: ["message"] })).toBe("< There [In]\n< Plain");
    expect(talk(source, [tap("In")], { show: ["message"] })).toBe("< There [In]\n< Plain\n< Back");
  });
});

describe("-> back", () => {
  const source = `
    --- a.flow
    bot a { start start on text "top" -> b.other }
    state start { ask name as text "Name?" say "Hi {name}" { reply "Two" -> two } }
    state two { set temp.seen = 1 say "Two {temp.seen}" { reply "Three" -> three reply "Back" -> back } }
    state three { say "Three" -> back }
    --- b.flow
    state other { say "Other <{temp.seen ?? "none"}>" { reply "Back" -> back } }
  `;

  test("goes to where the conversation last waited in another state, and repeats its last message", () => {
    expect(talk(source, ["Ann", tap("Two"), tap("Back")], { show: ["message", "state"] })).toBe(
      "@ a.start (start)\n< Name?\n< Hi Ann [Two]\n@ a.two (reply)\n< Two 1 [Three] [Back]\n@ a.start (back)\n< Hi Ann [Two]",
    );
  });

  test("the replies of then count again", () => {
    expect(talk(source, ["Ann", tap("Two"), tap("Back"), "two"], { show: ["message"] })).toMatch(
      /< Two 1 \[Three\] \[Back\]$/,
    );
  });

  test("with the temp of then", () => {
    expect(talk(source, ["Ann", tap("Two"), "top", tap("Back"), tap("Three")], { show: ["message"] })).toBe(
      "< Name?\n< Hi Ann [Two]\n< Two 1 [Three] [Back]\n< Other <none> [Back]\n< Two 1 [Three] [Back]\n< Three\n< Two 1 [Three] [Back]",
    );
  });

  test("repeats a question", () => {
    const asking =
      'state start { ask a as number "A?" { reply "Other" -> other } }\nstate other { say "Other" { reply "Back" -> back } }';
    expect(talk(asking, [tap("Other"), tap("Back"), "5"], { show: ["message", "memory"] })).toBe(
      "< A? [Other]\n< Other [Back]\n< A? [Other]\nmain.a = 5".replace("main.a", "session.a"),
    );
  });

  test("what was shown in between does not count again", () => {
    const source =
      'state a { say "A" { reply "b" -> b } }\nstate b { say "B" { reply "Y" { say "Y!" } reply "back" -> back } }';
    const { events } = run(source, ["b", "back", "Y", tap("Y")]);
    expect(events.filter((each) => each.type === "wait").map((each) => each.replies.map(({ title }) => title))).toEqual(
      [["b"], ["Y", "back"], ["b"], ["b"], ["b"]],
    );
    expect(talk(source, ["b", "back", "Y", tap("Y")], { show: ["message"] })).toMatch(
      /< A \[b\]\n< Sorry, I did not understand that\.\n< Y!$/,
    );
  });

  test("what only interrupted the wait is not the last message", () => {
    const source = `
      state a { say "A" { reply "b" -> b } on text "hm" { say "Hm!" } }
      state b { say "B" { reply "back" -> back } }
    `;
    expect(talk(source, ["hm", "what?", "b", "back"], { show: ["message"] })).toMatch(/< B \[back\]\n< A \[b\]$/);
  });

  test("goes to the bot's start where there is no such place", () => {
    expect(
      talk('bot b { start start }\nstate start { say "Start" }\nstate lost { -> back }', [], {
        begin: { start: "main.lost" },
      }),
    ).toBe("@ main.lost (start)\n@ main.start (back)\n< Start");
  });

  test("goes back further step by step", () => {
    const chain = `
      state a { say "A" { reply "b" -> b } }
      state b { say "B" { reply "c" -> c reply "back" -> back } }
      state c { say "C" { reply "back" -> back } }
    `;
    expect(talk(chain, ["b", "c", "back", "back"], { show: ["state"] })).toBe(
      "@ main.a (start)\n@ main.b (reply)\n@ main.c (reply)\n@ main.b (back)\n@ main.a (back)",
    );
  });
});

describe("wait", () => {
  const source = 'state s { say "One" wait 2s say "Two" { reply "A" { say "A!" } } }';

  test("delays the next step", () => {
    expect(talk(source, [clock(1_999)], { show: ["message"] })).toBe("< One");
    expect(talk(source, [clock(1_999), clock(1)], { show: ["message"] })).toBe("< One\n< Two [A]");
  });

  test("an input cuts it short and is taken at the next waiting step", () => {
    expect(talk(source, ["a"], { show: ["message", "wait", "input"] })).toBe(
      "< One\n< Two [A]\nwait input\n> a\n< A!\nwait input",
    );
  });

  test("several inputs are taken in their order", () => {
    const asking = 'state s { wait 5s ask a as text "A?" ask b as text "B?" say "{a}{b}" }';
    const { state } = run(asking);
    expect(state.status).toBe("delayed");
    expect(talk(asking, ["x", "y"], { show: ["message"] })).toBe("< A?\n< B?\n< xy");
  });
});

describe("silence", () => {
  const source = `
    on silence 60s { say "Global" }
    state s {
      on silence 10s { say "Ten" }
      on silence 30s -> left
      ask a as text "A?"
    }
    state left { say "Left" }
  `;

  test("counts from the moment the conversation began to wait, and each route acts once a wait", () => {
    expect(talk(source, [clock(9_999), clock(1), clock(5_000), clock(15_000)], { show: ["message"] })).toBe(
      "< A?\n< Ten\n< Left",
    );
  });

  test("any other input ends it", () => {
    const chatty =
      'on text "hi" { say "Hello" }\nstate s { on silence 10s { say "Still there?" } ask a as number "A?" }';
    expect(talk(chatty, [clock(8_000), "hi", clock(8_000), clock(2_000), clock(60_000)], { show: ["message"] })).toBe(
      "< A?\n< Hello\n< Still there?",
    );
  });

  test("what a silence route says does not end it", () => {
    const two = 'state s { on silence 10s { say "Ten" } on silence 15s { say "Fifteen" } ask a as text "A?" }';
    expect(talk(two, [clock(10_000), clock(5_000)], { show: ["message"] })).toBe("< A?\n< Ten\n< Fifteen");
  });

  test("as an input it takes the earliest route that is due", () => {
    expect(talk(source, [silence(12_000)], { show: ["message", "input"] })).toBe("< A?\n> silence 12000\n< Ten");
  });

  test("nothing else than a due route notices it", () => {
    expect(talk('state s { say "Hi" }', [silence(5_000)], { show: ["message", "report", "wait"] })).toBe(
      "< Hi\nwait nothing\n! dropped-event: No route takes this silence.",
    );
  });

  test("a route whose condition does not hold passes without a word", () => {
    const { events } = run('state s { on silence 10s when false { say "No" } ask a as text "A?" }', [
      clock(20_000),
      clock(20_000),
    ]);
    expect(events.filter(({ turn }) => turn > 0)).toEqual([]);
  });
});

describe("on change", () => {
  test("runs right after the step that changed the path, then the conversation goes on", () => {
    const source =
      'on change session.a { say "a is {a}" }\nstate s { set session.a = 1 say "After" set session.b = 2 }';
    expect(talk(source, [], { show: ["message"] })).toBe("< a is 1\n< After");
  });

  test("not by itself again", () => {
    const source = 'on change session.a { set session.a = a + 1 say "{a}" }\nstate s { set session.a = 1 say "End" }';
    expect(talk(source, [], { show: ["message"] })).toBe("< 2\n< End");
  });

  test("also for a part of the path, and what holds it", () => {
    const source =
      'on change session.account { say "!" }\nstate s { set account.limit = 1 set account.deep.er = 2 set other = 1 }';
    expect(talk(source, [], { show: ["message"] })).toBe("< !\n< !");
  });

  test("while the conversation waits: it waits on, and asks nothing again", () => {
    const source =
      'on change kind { say "Kind {kind}" }\nstate s { api GET "http://bank.test/" ask n as number "N?" say "{n}" }';
    const quickReplies = [{ type: "postback", title: "Crate", payload: { params: [{ key: "kind", value: "box" }] } }];
    const backend = answers(json({ messages: [{ type: "quickReplies", config: { quickReplies } }] }));
    expect(talk(source, [tap("Crate"), "7"], { backend, show: ["message", "wait"] })).toBe(
      "< [Crate]\n< N?\nwait answer number\n< Sorry, I did not understand that.\nwait answer number\n< Kind box\nwait answer number\n< 7\nwait input",
    );
  });

  test("after an answer, before the next step; its jump leaves the state", () => {
    const source = 'state s { on change a -> t ask a as text "A?" say "Never" }\nstate t { say "Changed to {a}" }';
    expect(talk(source, ["x"], { show: ["message"] })).toBe("< A?\n< Changed to x");
  });
});

describe("on change of a part", () => {
  const watching = 'on change account.limit { say "limit {account.limit ?? "gone"}" } on change kept { say "kept" }';

  test("acts where what holds the part is replaced or cleared, if the part is another then", () => {
    const source = `${watching} state s {
      set account = { limit: 1, name: "A" } set account = { limit: 1, name: "B" } set account = { limit: 2 }
      set kept = 1 clear account set kept = 1
    }`;
    expect(talk(source, [], { show: ["message"] })).toBe("< limit 1\n< limit 2\n< kept\n< limit gone");
  });

  test("acts on a whole scope that is cleared only for what was in it", () => {
    expect(
      talk(`${watching} state s { set account.limit = 1 clear session clear session }`, [], { show: ["message"] }),
    ).toBe("< limit 1\n< limit gone");
  });

  test("may have any name", () => {
    const source =
      'on change session["odd key"] { say "odd" } state s { set session["odd key"] = 1 set session["odd key"].a = 2 }';
    expect(talk(source, [], { show: ["message"] })).toBe("< odd\n< odd");
  });
});

describe("on change in a question", () => {
  test("takes the question's own answer, before the routes of the state", () => {
    const source =
      'state s { on change size { say "State: {size}" } ask size as text "Size?" { on change size { say "Question: {size}" } } say "Next" }';
    expect(talk(source, ["L"], { show: ["message"] })).toBe("< Size?\n< Question: L\n< State: L\n< Next");
  });

  test("takes what a route or a reply of the question writes", () => {
    const source = `state s {
      ask size as text "Size?" {
        reply "Any" { set given = "M" }
        on text "big" { set given = "L" say "Taken." }
        on change given { say "Given {given}" }
      }
      say "{size}" set given = "XL" -> end
    }`;
    expect(talk(source, ["big", "any"], { show: ["message"] })).toBe(
      "< Size? [Any]\n< Given L\n< Taken.\n< Given M\n< Any",
    );
  });

  test("may lead elsewhere before the next step", () => {
    const source = 'state s { ask a as text "A?" { on change a when a == "no" -> t } say "Yes" }\nstate t { say "No" }';
    expect(talk(source, ["no"], { show: ["message"] })).toBe("< A?\n< No");
    expect(talk(source, ["ja"], { show: ["message"] })).toBe("< A?\n< Yes");
  });

  test("holds no longer once a state that a route called asks something itself", () => {
    const source = `
      state s { ask a as text "A?" { on text "x" { call t } on change b { say "b" } } }
      state t { ask b as text "B?" -> return }`;
    expect(talk(source, ["x", "1"], { show: ["message"] })).toBe("< A?\n< B?");
  });
});

test("handover, track and language are told", () => {
  const source = `
    bot b { languages en, nl start s }
    on event "handover.closed" { say "Welcome back" }
    state s {
      track "seen" { count: 1 }
      handover "agents" "Please help {user.id}"
      say { en "Hello" nl "Hallo" }
      language "nl"
      say { en "Hello" nl "Hallo" }
    }
  `;
  expect(talk(source, [event("handover.closed")], { show: ["action", "message"] })).toBe(
    'track seen {"count":1}\nhandover agents "Please help ann"\n< Hello\nlanguage nl null\n< Hallo\n< Welcome back',
  );
});
