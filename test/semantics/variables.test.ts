import { describe, expect, test } from "vitest";
import { expectFindingsOf, fixed, fixedBy } from "../support/findings.ts";
import { drawFiles } from "../support/fixture.ts";

describe("unknown-variable", () => {
  const expectFindings = expectFindingsOf("unknown-variable");

  test("covers the whole reference as written, wherever it is read", () => {
    expectFindings(`
      state start {
        say "{<|unknown-variable|>session.a</>} {<|unknown-variable|>b.c[0].d</>} {<|unknown-variable|>\`odd name\`["x y"]</>}"
        if <|unknown-variable|>user.level</> > 3 and not <|unknown-variable|>temp.x</> -> end
        set session.known = <|unknown-variable|>bot.count</> ?? 1
        api POST "http://localhost/{<|unknown-variable|>d</>}" { body { e: <|unknown-variable|>session.e</> } }
        -> end
      }
      test "reads" { expect <|unknown-variable|>session.f</> == null }
    `);
  });

  test("every way to write makes a variable known, in any file, as a whole or in part", () => {
    expectFindings(`
      --- a.flow
      var session.declared: text
      preset rich { user.level = 5 }
      state start {
        set session.user.name = "a"
        ask temp.asked as text "?"
        api GET "http://localhost/" { save session.answer session account { limit: number, address: { street: text } } session open any }
        clear session.cleared
        -> end
      }
      --- b.flow
      state start {
        say "{declared} {user.level} {session.user} {session.user.name} {temp.asked} {answer.body.x[0]}"
        say "{account} {account.limit} {account.address.street} {open.whatever} {session} {temp.response.body.x}"
        say "{<|unknown-variable|>session.cleared</>} {<|unknown-variable|>session.user.age</>}"
        -> end
      }
    `);
  });

  test("a contract that names its members is all that writes them, unless something else does", () => {
    expectFindings(`
      state start {
        api GET "http://localhost/" { session account { limit: number, address: { street: text } } session other { a: text } }
        say "{account.limit} {<|unknown-variable|>account.amount</>} {<|unknown-variable|>account.address.zip</>} {other.b}"
        set session.other = { b: 1 }
        -> end
      }
    `);
  });

  test("what the runner gives is known, and of its own scopes nothing else", () => {
    expectFindings(`
      state start {
        say "{event.text} {event.intent.name} {event.entities.size} {event.payload.a.b} {event.attachments[0].url} {secret.X}"
        say "{conversation.id} {conversation.state} {user.id} {user.language} {session.locale} {locale} {event}"
        say "{<|unknown-variable|>event.txt</>} {<|unknown-variable|>event.intent.nme</>} {<|unknown-variable|>conversation.name</>}"
        -> end
      }
    `);
  });

  test("names that are bound where they stand are no variables", () => {
    expectFindings(`
      state start {
        ask session.a as number "?" { check value > 0 else "{value} is too little." }
        say "{<|unknown-variable|>value</>} {<|unknown-variable|>row.said</>}"
        -> end
      }
      mock m POST "/x" when body.a == 1 and headers.b { body { c: body.a, d: query.e } }
      test "rows" each [{ said: "a" }] { user "{row.said}" expect request POST "/x" when body.a == 1 }
    `);
  });

  test("the nearest names of the same scope are offered, then the declaration", () => {
    const source = `
      flow main

      state start {
        ask session.amount as number "How much?"
        ask user.amuont as number "How much?"
        say "{session.amuont[0]}"
        -> end
      }`;
    const fixes = fixed(source, "unknown-variable");
    expect(fixes.map(({ fix }) => fix.title)).toEqual([
      "Change to `session.amount`",
      "Declare it: `var session.amuont`",
    ]);
    expect(drawFiles(fixes[0]?.files ?? [])).toContain('say "{session.amount[0]}"');
    expect(drawFiles(fixes[1]?.files ?? [])).toContain("flow main\n\nvar session.amuont\n\nstate start");
  });

  test("a `var` stands below the others, or at the top", () => {
    const declared = (head: string): string =>
      drawFiles(
        fixedBy(`${head}state s { say "{user.name}" -> end }`, "unknown-variable", "Declare it: `var user.name`"),
      );
    expect(declared("var bot.a = 1 // first\nvar bot.b = 2\n\n")).toContain("var bot.b = 2\nvar user.name\n\nstate");
    expect(declared("/// Documented.\n")).toBe(
      'var user.name\n\n/// Documented.\nstate s { say "{user.name}" -> end }',
    );
  });

  test("what lives in `temp` or is given cannot be declared", () => {
    expect(fixed('state s { say "{temp.x}" -> end }', "unknown-variable")).toEqual([]);
    expect(fixed('state s { say "{conversation.name}" -> end }', "unknown-variable")).toEqual([]);
    const [fix] = fixed('state s { say "{event.txt}" -> end }', "unknown-variable");
    expect(fix?.fix.title).toBe("Change to `event.text`");
  });

  test("a member joins the contract of its namespace, or the API step gets one", () => {
    const files = fixedBy(
      `
        --- a.flow
        state s { say "{account.limt}" -> end }
        --- b.flow
        state s { api GET "http://localhost/" { session account { limit: number } } -> end }
      `,
      "unknown-variable",
      "Let the answer store it: `limt: any` in `session account`",
    );
    expect(files[1]?.text).toContain("session account { limit: number, limt: any }");
    const other = fixedBy(
      'state s {\n  api GET "http://localhost/"\n  say "{account.limit}"\n  -> end\n}',
      "unknown-variable",
      "Let the answer of the API step store it: `session account { limit: any }`",
    );
    expect(drawFiles(other)).toContain('api GET "http://localhost/" {\n    session account { limit: any }\n  }\n  say');
  });
});

describe("unused-variable", () => {
  const expectFindings = expectFindingsOf("unused-variable");

  test("stands at the name of the `var`, faded", () => {
    const [finding] = expectFindings('var <|unused-variable|>session.a</> = 1\nstate s { say "Hi." -> end }');
    expect(finding?.unnecessary).toBe(true);
  });

  test("any read or write of it, of what it stands in or of what is in it is a use", () => {
    expectFindings(`
      --- vars.flow
      var session.read: text
      var session.written: text
      var session.object = { a: 1 }
      var session.holder.member: text
      var user.preset: text
      var bot.watched = 1
      var bot.tested = 1
      var session.mocked = 1
      var user.language = "nl"
      var <|unused-variable|>session.unread</>: text
      var <|unused-variable|>session.rea</>: text
      --- use.flow
      preset p { user.preset = "a" }
      on change bot.watched -> start
      state start { say "{read} {object.a} {json(session.holder)}" set session.written = 1 -> end }
      mock m GET "/" { body { a: session.mocked } }
      test "t" { expect bot.tested == 1 }
    `);
    expectFindings('var session.a = 1\nstate s { say "{json(session)}" -> end }');
    expectFindings('var session.a = 1\nstate s { say "{session[event.text]}" -> end }');
  });

  test("goes with its documentation", () => {
    const away = (text: string): string => drawFiles(fixedBy(text, "unused-variable", "Take `var session.a` away"));
    const rest = 'state s { say "Hi." -> end }';
    expect(away(`/// What it is.\n/// More.\nvar session.a = 1 // here\n\n${rest}`)).toContain(rest);
    expect(away(`flow x\n\n/// What it is.\nvar session.a = 1\n\n${rest}`)).toBe(`flow x\n\n${rest}`);
    expect(away(`flow x var session.a = 1 ${rest}`)).toBe(`flow x ${rest}`);
  });
});

describe("read-only", () => {
  const expectFindings = expectFindingsOf("read-only");

  test("nothing is stored under the names that are refused everywhere", () => {
    expectFindings(`
      var <|read-only|>session.constructor</>: text
      preset p { <|read-only|>user.prototype.x</> = 1 }
      state start {
        set <|read-only|>session.a["__proto__"].b</> = 1
        ask <|read-only|>temp.__proto__</> as text "?"
        clear <|read-only|>bot.constructor</>
        set session.proto = 1
      }
    `);
  });

  test("what is given is not written in any way", () => {
    expectFindings(`
      var <|read-only|>event.a</> = 1
      var <|read-only|>conversation.id</> = "a"
      var <|read-only|>secret.KEY</>: text
      var <|read-only|>user.id</> = "a"
      state start {
        set <|read-only|>event.text</> = "a"
        set <|read-only|>secret["KEY"]</> = "a"
        clear <|read-only|>event</>
        clear <|read-only|>conversation.state</>
        clear <|read-only|>user.id</>
        ask <|read-only|>event.payload</> as text "?"
        ask <|read-only|>user.id</> as text "?"
        api GET "http://localhost/" { save <|read-only|>conversation.answer</> }
        -> end
      }
    `);
  });

  test("the other scopes are written in the ways of the language", () => {
    expectFindings(`
      var bot.a = 1
      var user.a = 1
      var session.a = 1
      var <|read-only|>temp.a</> = 1
      preset p { event.text = "a" user.id = "b" bot.a = 2 temp.a = 1 }
      state start {
        set bot.a = 1 set user.a = 1 set session.a = 1 set temp.a = 1 set b = 1 set user.language = "nl"
        ask <|read-only|>bot.a</> as text "?" ask user.a as text "?" ask session.a as text "?" ask temp.a as text "?"
        api GET "http://localhost/" { save <|read-only|>bot.a</> }
        api GET "http://localhost/" { save <|read-only|>user.a</> }
        api GET "http://localhost/" { save session.a session account { a: text } }
        api GET "http://localhost/" { save temp.a }
        clear bot.a clear user clear session clear temp.a
        -> end
      }
    `);
  });
});

describe("the members that the type of a `var` names", () => {
  const declared = `
      var session.claim: { kind: text, place: { city: text }, at: location, more: any, list: list of { a: text } }
      var session.all: { kind: text }
      var session.none: {}
      var session.free
  `;

  test("are all that it holds, unless something else is stored there", () => {
    expectFindingsOf("unknown-variable")(`
      ${declared}
      state start {
        set session.claim.extra = 1
        set session.all = parseJson("x")
        say "{claim.kind} {<|unknown-variable|>claim.knd</>} {claim.place.city} {<|unknown-variable|>claim.place.cty</>} {claim.extra}"
        say "{claim.at.latitude} {claim.more.x.y} {claim.list[0].b} {all.x} {<|unknown-variable|>none.x</>} {free.x}"
        -> end
      }
    `);
  });

  test("are meant by names that are near, and the whole never is by one of its members", () => {
    const titles = (path: string): readonly string[] =>
      fixed(`${declared} state start { say "{${path}}" -> end }`, "unknown-variable").map(({ fix }) => fix.title);
    expect(titles("claim.place.cty")).toEqual([
      "Change to `session.claim.place.city`",
      "Declare it: `var session.claim.place.cty`",
    ]);
    expect(titles("none.x")).toEqual(["Declare it: `var session.none.x`"]);
  });
});
