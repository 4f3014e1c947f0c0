import { describe, expect, test } from "vitest";
import { createMachine } from "../../server/src/runtime/machine.ts";
import { event, run, talk, tap } from "../support/conversation.ts";
import { programOf } from "../support/program.ts";

const twoFlows = `
--- bank.flow
bot bank { start menu.home }
state other { say "Other" }
state start { say "Start of bank" }
--- menu.flow
state start { say "Start of menu" }
state home { say "Home" }
`;

describe("the runner starts", () => {
  test("where the caller says", () => {
    expect(talk(twoFlows, [], { begin: { start: "bank.other" } })).toBe("@ bank.other (start)\n< Other");
  });

  test("else at the bot's start", () => {
    expect(talk(twoFlows, [], { begin: { file: "bank.flow" } })).toBe("@ menu.home (start)\n< Home");
  });

  test("else at the state `start` of the flow that is run", () => {
    const source = twoFlows.replace("bot bank { start menu.home }", "");
    expect(talk(source, [], { begin: { file: "menu.flow" } })).toBe("@ menu.start (start)\n< Start of menu");
  });

  test("else at its first state", () => {
    expect(talk('state a { say "A" }\nstate b { say "B" }')).toBe("@ main.a (start)\n< A");
  });

  test("and rests where there is no state at all", () => {
    expect(run("var session.a = 1").state.status).toBe("waiting");
  });

  test("with memory from `var` and presets", () => {
    const source = `
      var bot.shared = 1
      var session.a = bot.shared + 1
      var temp.b = 3
      preset rich { session.a = 100 user.name = "Ann" }
      state start { say "{a} {temp.b} {user.name ?? "nobody"}" -> next }
      state next { say "{a} {temp.b}" }
    `;
    expect(talk(source, [], { show: ["message"] })).toBe("< 2 3 nobody\n< 2 3");
    expect(talk(source, [], { show: ["message"], begin: { presets: ["rich"] } })).toBe("< 100 3 Ann\n< 100 3");
  });

  test("with what is known of the user and the bot", () => {
    const source =
      'var user.visits = 0\nvar bot.total = 0\nstate start { say "{user.visits} {bot.total} {user.id} {user.language}" }';
    const begin = { userMemory: { visits: 5, language: "nl" }, botMemory: { total: 9 } };
    expect(talk(source, [], { show: ["message"], begin })).toBe("< 5 9 ann nl");
  });
});

describe("where an input starts the conversation", () => {
  const source = `
    --- bank.flow
    bot bank { start home on text "menu" { say "Bot menu" } }
    state home { say "Home" { reply "Yes" -> yes } }
    state yes { say "Yes!" }
    --- a.flow
    on event "alarm" -> bell
    on text r"help" -> helping
    state bell { say "Bell" }
    state helping { say "Helping {event.text}" }
  `;
  const begins = { begin: { userBegins: true } };

  test("a global route that fits takes it", () => {
    expect(talk(source, ["please help me"], begins)).toBe(
      "> please help me\n@ a.helping (route)\n< Helping please help me",
    );
    expect(talk(source, [event("alarm")], begins)).toBe("> event alarm\n@ a.bell (route)\n< Bell");
  });

  test("a route that does not jump leaves it at rest, in no state", () => {
    const { events, state } = run(source, ["Menu"], begins);
    expect(events.map(({ type }) => type)).toEqual(["start", "input", "match", "step", "message", "wait"]);
    expect(state.activation.frames.at(-1)?.state).toBeNull();
  });

  test("else the start uses it up", () => {
    expect(talk(source, ["yes"], begins)).toBe("> yes\n@ bank.home (start)\n< Home [Yes]");
    expect(talk(source, [tap("anything")], begins)).toBe("> [anything]\n@ bank.home (start)\n< Home [Yes]");
  });

  test("an event starts nothing", () => {
    const { events, state } = run(source, [event("nobody"), "hi"], begins);
    expect(events.map(({ type }) => type).slice(0, 3)).toEqual(["input", "report", "start"]);
    expect(events.map((each) => each.turn).slice(0, 3)).toEqual([1, 1, 2]);
    expect(state.conversation).toBe("c");
  });

  test("the machine does nothing before", () => {
    const machine = createMachine(programOf(source), {});
    const begun = machine.begin({ user: "u", conversation: "c", seed: 1, now: 0, userBegins: true });
    expect(begun.events).toEqual([]);
    expect(begun.state.status).toBe("ended");
  });
});

describe("-> end and -> restart", () => {
  const source = `
    var session.count = 0
    state start { set session.count = session.count + 1 set user.total = (user.total ?? 0) + 1 say "{session.count} {user.total}" { reply "End" -> end reply "Again" -> restart } }
  `;

  test("-> end forgets the session, and the next input starts a new conversation of the same user", () => {
    expect(talk(source, [tap("End"), "hi"], { show: ["start", "end", "message"] })).toBe(
      "start c ann en\n< 1 1 [End] [Again]\nend end\nstart c-2 ann en\n< 1 2 [End] [Again]",
    );
  });

  test("-> restart starts a new one at once", () => {
    expect(talk(source, [tap("Again")], { show: ["start", "end", "message", "state"] })).toBe(
      "start c ann en\n@ main.start (start)\n< 1 1 [End] [Again]\nend restart\nstart c-2 ann en\n@ main.start (start)\n< 1 2 [End] [Again]",
    );
  });

  test("turns go on counting", () => {
    const { events } = run(source, [tap("End"), "hi"]);
    expect(events.at(-1)?.turn).toBe(2);
  });
});
