import { describe, expect, test } from "vitest";
import { expectFindingsOf, findingOf } from "../support/findings.ts";
import { fixture } from "../support/fixture.ts";

const expectFindings = expectFindingsOf("read-before-write");

/** The places of the way that a finding shows. */
function wayOf(source: string): readonly string[] {
  const { files } = fixture(source);
  return findingOf(source, "read-before-write").related.map(({ path, start, end, message }) => {
    const text = files.find((file) => file.path === path)?.text ?? "";
    return `${path} ${text.slice(start, end)}: ${message}`;
  });
}

describe("on the way", () => {
  test("a state that another one leads to before the write", () => {
    expectFindings(`
      state start { say "A" { reply "x" -> other reply "y" -> reads } }
      state other { ask session.a as text "?" -> reads }
      state reads { say "{<|read-before-write|>session.a</>} {<|read-before-write|>a.b</>}" -> end }
    `);
  });

  test("the way is shown, the shortest one, from where the conversation begins", () => {
    expect(
      wayOf(`
        --- a.flow
        bot b { start start failure start }
        state start { say "A" { reply "x" -> second } }
        state second { set session.b = 1 -> b.third }
        --- b.flow
        state third { set session.c = 1 -> reads }
        state reads { say "{session.a}" set session.a = 1 -> end }
      `),
    ).toEqual([
      "a.flow start: A conversation may begin with `a.start`.",
      "a.flow second: From here it goes to `a.second`.",
      "a.flow b.third: From here it goes to `b.third`.",
      "b.flow reads: From here it goes to `b.reads`.",
    ]);
  });

  test("a global route begins a conversation, unless it needs more than an input", () => {
    expect(
      wayOf(`
        bot b { start start failure start }
        on intent help -> help
        state start { ask session.a as text "?" -> help }
        state help { say "{session.a}" -> end }
      `),
    ).toEqual(["main.flow help: A conversation may begin with `main.help`."]);
    expectFindings(`
      bot b { start start failure start on text "x" { say "{<|read-before-write|>session.a</>}" } }
      on intent help in asked -> help
      on text "x" when session.a != null -> help
      on silence 5m -> help
      on change session.a { say "{session.a}" }
      on event "x" { set session.a = 1 -> help }
      state start { ask session.a as text "?" -> help }
      state help { say "{session.a}" -> end }
    `);
  });

  test("states that nothing leads to, or only what cannot be told, are not looked at", () => {
    expectFindings(`
      bot b { start start failure sorry fallback sorry }
      state start { set session.a = 1 -> end }
      state lonely { say "{session.a}" -> end }
      state sorry { say "{session.a}" }
      test "t" at lonely { bot "1" }
    `);
  });

  test("without a bot each flow may be begun", () => {
    expectFindings(`
      --- a.flow
      state first { set session.a = 1 -> b.start }
      --- b.flow
      state other { say "{session.a}" -> end }
      state start { say "{<|read-before-write|>session.a</>}" -> end }
    `);
  });
});

describe("what writes", () => {
  test("set, ask, save, contracts and first values, of the variable or a part of it", () => {
    expectFindings(`
      var session.first = 1
      var session.declared: text
      var session.object = { a: 1 }
      state start {
        set session.a = 1 set session.user.name = "x"
        ask session.b as text "?"
        api GET "http://localhost/" { save session.c session account { limit: number } }
        say "{session.a} {b} {c.body.x} {account.limit} {session.user} {session.first} {object.a} {temp.response.status}"
        say "{<|read-before-write|>session.declared</>}"
        set session.declared = "x"
        -> end
      }
    `);
  });

  test("a contract counts in the states of the list and after the step, not where the step failed", () => {
    expectFindings(`
      state start {
        api GET "http://localhost/" {
          session account { limit: number }
          nextDialogstate done
          on failure -> failed
          on 404 { say "{<|read-before-write|>account.limit</>}" }
          on success { say "{account.limit}" }
        }
        say "{account.limit}"
        -> end
      }
      state done { say "{account.limit}" -> end }
      state failed { say "{<|read-before-write|>account.limit</>}" -> end }
    `);
  });

  test("both arms of a choice have to write", () => {
    expectFindings(`
      state start {
        if event.text { set session.a = 1 set session.b = 1 } else { set session.a = 2 }
        match event.type { "text" { set session.c = 1 } "tap" -> reads else { set session.c = 2 } }
        say "{session.a} {<|read-before-write|>session.b</>} {session.c}"
        -> end
      }
      state reads { say "{session.a} {<|read-before-write|>session.c</>}" -> end }
    `);
  });

  test("what is asked later is not there yet, wherever an input may lead on", () => {
    expectFindings(`
      state start {
        say "A" { reply "x" -> fromReply }
        ask session.a as text "?" {
          reply "y" -> fromAsk
          on text "z" -> fromAsk
          attempts 3 -> fromAsk
          check length(value) > 2 else "{<|read-before-write|>session.a</>}"
        }
        on text "help" -> fromRoute
        say "{session.a}"
        -> done
      }
      state fromReply { say "{<|read-before-write|>session.a</>}" -> end }
      state fromAsk { say "{<|read-before-write|>session.a</>}" -> end }
      state fromRoute { say "{<|read-before-write|>session.a</>}" -> end }
      state done { say "{session.a}" -> end }
    `);
  });

  test("replies and routes of a state that only waits at its end know all that it wrote", () => {
    expectFindings(`
      state start {
        say "A" { reply "x" -> done button "y" { say "{session.a}" -> done } }
        on text "z" -> done
        set session.a = 1
      }
      state done { say "{session.a}" -> end }
    `);
  });

  test("temporary variables do not outlive their flow, nor does a called flow see them", () => {
    expectFindings(`
      --- a.flow
      bot b { start start failure start }
      state start { set temp.x = 1 set session.y = 1 call b.called -> b.other }
      --- b.flow
      state other { say "{<|read-before-write|>temp.x</>} {session.y}" -> same }
      state same { say "{<|read-before-write|>temp.x</>}" set temp.x = 2 -> later }
      state later { say "{temp.x}" -> end }
      state called { say "{<|read-before-write|>temp.x</>} {session.y}" -> return }
    `);
  });

  test("after a call anything may have been written", () => {
    expectFindings(`
      state start { call asks say "{session.a}" -> reads }
      state asks { ask session.a as text "?" -> return }
      state reads { say "{session.a}" -> end }
    `);
  });
});

describe("what is no read", () => {
  test("under `??`, compared with null, or behind a condition that asks for it", () => {
    expectFindings(`
      state start {
        say "{session.a ?? "x"} {(session.a) ?? session.b ?? 1} {session.a == null} {<|read-before-write|>session.a</> == 1}"
        say "{(<|read-before-write|>session.a</> + 1) ?? 2}"
        if session.a != null { say "{session.a}" -> end }
        if null == session.b { say "{session.b}" -> end }
        ask session.c as text "?" { skip when session.c != null }
        say "{session.a} {session.c}"
        -> later
      }
      state later { set session.a = 1 set session.b = 1 -> end }
    `);
  });

  test("what a user or the bot keeps, what is given, and what only backends and presets write", () => {
    expectFindings(`
      var session.fromBackend: text
      preset p { session.preset = 1 }
      state start { say "{user.a} {bot.a} {event.text} {secret.X} {fromBackend} {session.preset} {session.unknown}" -> later }
      state later { set user.a = 1 set bot.a = 1 -> end }
    `);
  });
});

test("a project in which everything leads everywhere is looked at in bounds", () => {
  const names = Array.from({ length: 300 }, (_, at) => `s${at}`);
  const states = names.map(
    (name) =>
      `state ${name} { say "{session.a}" { ${names
        .slice(0, 40)
        .map((to) => `reply "${to}" -> ${to}`)
        .join(" ")} } }`,
  );
  const started = performance.now();
  expectFindings(`bot b { start begin failure begin }\nstate begin { set session.a = 1 -> s0 }\n${states.join("\n")}`);
  expect(performance.now() - started).toBeLessThan(5_000);
});
