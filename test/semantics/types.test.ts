import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { functions } from "../../server/src/expressions/functions.ts";
import { checkProject } from "../../server/src/semantics/checks/index.ts";
import { evaluated } from "../support/expression.ts";
import { expectFindingsOf } from "../support/findings.ts";
import { fixture } from "../support/fixture.ts";
import { projectOf } from "../support/project.ts";
import { runs } from "../support/runs.ts";

describe("type-mismatch", () => {
  const expectFindings = expectFindingsOf("type-mismatch");

  test("covers the value in `var`, `set` and presets", () => {
    expectFindings(`
      --- types.flow
      var session.count: integer = <|type-mismatch|>2.5</>
      var session.name: text = <|type-mismatch|>5</>
      var session.on: boolean = <|type-mismatch|>"yes"</>
      var session.day: date = <|type-mismatch|>"tomorrow"</>
      var session.hour: time = <|type-mismatch|>"25:00"</>
      var session.moment: datetime = <|type-mismatch|>"2026-13-01"</>
      var session.pause: duration = <|type-mismatch|>"5s"</>
      var session.mail: email = <|type-mismatch|>"nobody"</>
      var session.place: location = <|type-mismatch|>"here"</>
      var session.size: size = <|type-mismatch|>"huge"</>
      var session.code: r"[A-Z]{2}" = <|type-mismatch|>"abc"</>
      var session.answer: one of "yes", { en "no" nl "nee" } = <|type-mismatch|>"maybe"</>
      var session.names: list of text = <|type-mismatch|>["a", 1]</>
      var session.user: { name: text, age: integer } = <|type-mismatch|>{ name: "Ann", age: "12" }</>
      entity size { small large "big" }
      preset p { session.count = <|type-mismatch|>"five"</> session.asked = <|type-mismatch|>"five"</> }
      --- use.flow
      state start {
        ask session.asked as number "?"
        set session.count = <|type-mismatch|>"two"</>
        set session.count = <|type-mismatch|>session.on ? 1 : ("two")</>
        set session.asked = <|type-mismatch|>"five"</>
        set session.user.age = <|type-mismatch|>"12"</>
        api GET "http://localhost/" { session account { limit: number } }
        set account.limit = <|type-mismatch|>"much"</>
        -> end
      }
    `);
  });

  test("what fits, may fit or is nothing is none", () => {
    expectFindings(`
      var session.count: integer = 2
      var session.unset: number
      var session.name: text = null
      var session.day: date = "2026-03-01"
      var session.later: date = today()
      var session.empty: date = ""
      var session.hour: time = "14:30"
      var session.moment: datetime = "2026-03-01T14:30:00Z"
      var session.pause: duration = 5s
      var session.size: size = "large"
      var session.code: r"[A-Z]{2}" = "AB"
      var session.answer: one of "yes", { en "no" nl "nee" } = "nee"
      var session.anything: any = [1, "a"]
      var session.user: { name: text, age: integer } = { name: "Ann" }
      var session.price: money = { amount: 5, currency: "EUR" }
      var bot.url: url = env("URL", "http://localhost:4100")
      entity size { small large "big" }
      preset p { session.count = 5 session.other = "x" }
      state start {
        ask session.text as text "?"
        set session.text = number(session.text)
        set session.name = "{session.count}"
        set session.count = session.text
        set session.count = session.count + 1
        set session.other = 1 set session.other = "x"
        set session.users[0] = 5
        -> end
      }
    `);
  });

  test("covers the side of an operator that does not go with it", () => {
    expectFindings(`
      var session.name: text
      var session.count: number
      var session.on: boolean
      var session.list: list of text
      var session.object: { a: number }
      state start {
        set temp.a = <|type-mismatch|>session.name</> * 2 - <|type-mismatch|>"1"</>
        set temp.b = session.count / <|type-mismatch|>session.on</>
        set temp.c = -<|type-mismatch|>session.name</>
        set temp.d = session.count + <|type-mismatch|>session.on</>
        set temp.e = <|type-mismatch|>session.list</> + 1
        set temp.f = session.count > <|type-mismatch|>session.name</>
        set temp.g = <|type-mismatch|>session.list</> < 1
        set temp.h = "a" in <|type-mismatch|>session.count</>
        set temp.i = session.name contains <|type-mismatch|>5</>
        set temp.j = <|type-mismatch|>session.count</> matches r"a"
        set temp.k = session.name matches <|type-mismatch|>session.list</>
        set temp.l = session.object.a - <|type-mismatch|>upper(session.name)</>
        set temp.m = event.intent.confidence > <|type-mismatch|>event.text</>
        -> end
      }
    `);
  });

  test("`==` compares all; nothing is said of what is known only at run time", () => {
    expectFindings(`
      var session.name: text
      var session.count: number
      state start {
        set temp.a = session.count == session.name or session.count == null
        set temp.b = session.count + session.name + true
        set temp.c = session.other * 2 - session.list[0] - (session.count ?? "x")
        set temp.d = session.count > null and session.name < "b"
        set temp.e = session.name in ["a"] and session.count in [1] and session.name in { a: 1 }
        set temp.f = parseJson("1") * number("2") + (session.count ? 1 : session.other)
        set temp.g = 5s + session.count
        -> end
      }
    `);
  });

  test("the answer in a `check` is of the type that is asked for", () => {
    expectFindings(`
      state start {
        ask session.name as text "?" { check <|type-mismatch|>value</> * 2 > 0 else "No." check length(value) > 2 else "No." }
        ask session.count as number "?" { check value > 0 else "No." check <|type-mismatch|>value</> matches r"a" else "No." }
        set temp.x = value * 2
        -> end
      }
    `);
  });

  test("an answer does not go where a `var` declares something else", () => {
    expectFindings(`
      var session.count: number
      var session.day: text
      state start {
        ask session.count as <|type-mismatch|>text</> "?"
        ask session.count as integer "?"
        ask session.day as date "?"
        -> end
      }
    `);
  });

  test("what several ways write tells a type only if they agree", () => {
    expectFindings(`
      state start {
        ask session.a as number "?"
        ask session.a as text "?"
        ask session.b as text "?"
        api GET "http://localhost/" { session account { limit: number, holder: { name: text } } save temp.c }
        set temp.x = session.a * 2 + <|type-mismatch|>session.b</> * 2 + account.limit * 2 + <|type-mismatch|>account.holder.name</> * 2
        set temp.y = temp.c * 2
        -> end
      }
    `);
  });

  test("covers the argument that a function does not take", () => {
    expectFindings(`
      var session.count: number
      state start {
        say "{upper(<|type-mismatch|>session.count</>)} {round(<|type-mismatch|>"5"</>)} {join(<|type-mismatch|>"a"</>, <|type-mismatch|>1</>)}"
        say "{formatDate(<|type-mismatch|>"tomorrow"</>)} {formatDate("2026-03-01", "long")} {length(<|type-mismatch|>5</>)} {text(<|type-mismatch|>r"a"</>)}"
        say "{replace("a", r"a", "b")} {upper(session.other)} {max(1, session.count, 2)} {unknown(1)} {upper("a", 5)}"
        -> end
      }
    `);
  });

  test("a chain of any length costs one look at each link", () => {
    const chain = Array.from({ length: 400 }, () => "1").join(" + ");
    expectFindings(`state s { set temp.a = ${chain} + <|type-mismatch|>true</> -> end }`);
  });
});

describe("wrong-arguments", () => {
  const expectFindings = expectFindingsOf("wrong-arguments");

  test("covers the call", () => {
    const findings = expectFindings(`
      state start {
        say "{<|wrong-arguments|>upper()</>} {<|wrong-arguments|>now(1)</>} {<|wrong-arguments|>slice("a")</>} {<|wrong-arguments|>round(1, 2, 3)</>}"
        say "{upper("a")} {now()} {slice("a", 1)} {slice("a", 1, 2)} {round(1)} {min(1, 2, 3, 4)} {unknown()}"
        -> end
      }
    `);
    expect(findings[0]?.message).toBe("`upper(text)`: no arguments are given here.");
    expect(findings[2]?.message).toBe("`slice(x, from, to?)`: 1 argument is given here.");
  });

  test("a half-typed call is another thing", () => {
    expectFindings("state start { set temp.x = round<|syntax|>(</> }");
  });
});

test("the examples of the functions are clean", () => {
  const calls = [...functions.values()].map(({ example }) => `set temp.x = ${example.call}`);
  expectFindingsOf("type-mismatch", "wrong-arguments")(`state s { ${calls.join("\n")} -> end }`);
});

const operand = fc.constantFrom(
  "1",
  '"a"',
  '"2026-03-01"',
  "true",
  "null",
  "[1]",
  "{ a: 1 }",
  "2s",
  'r"a"',
  "now()",
  "-1",
);
const operator = fc.constantFrom("+", "-", "*", "/", "%", "<", ">=", "in", "contains", "matches", "==", "!=");
const operation = fc.tuple(operand, operator, operand).map(([left, sign, right]) => `${left} ${sign} ${right}`);
const call = fc
  .tuple(fc.constantFrom(...functions.keys()), fc.array(operand, { maxLength: 4 }))
  .map(([name, args]) => `${name}(${args.join(", ")})`);

test("what is found would be reported when it runs, and of operators the other way round", () => {
  fc.assert(
    fc.property(fc.oneof(operation, call), (source) => {
      const { files } = fixture(`state s { set temp.x = ${source} -> end }`);
      const found = checkProject(projectOf({ files })).filter(({ severity }) => severity === "error");
      const { problems } = evaluated(source);
      const isRefused = problems.some((problem) => problem.startsWith("bad-argument"));
      if (found.length > 0) expect(isRefused, source).toBe(true);
      // Functions may ask for more than a kind, and null may be anything.
      const isToldAll = !source.includes("(") && !source.includes("null") && !source.includes("% 0");
      if (isRefused && isToldAll) expect(found.length, source).toBeGreaterThan(0);
    }),
    { numRuns: runs(5_000) },
  );
});

describe("what a function takes only some of", () => {
  const expectFindings = expectFindingsOf("type-mismatch", "wrong-arguments");

  test("a style, a currency, the form for all other numbers, two bounds or none", () => {
    expectFindings(`
      state start {
        set temp.a = formatDate(today(), <|type-mismatch|>"tiny"</>) + formatDate(today(), "full") + formatDate(today(), temp.style)
        set temp.b = formatCurrency(5, <|type-mismatch|>"EURO"</>) + formatCurrency(5, "eur")
        set temp.c = plural(2, <|type-mismatch|>{ one: "day" }</>) + plural(2, { one: "day", "other": "days" })
        set temp.d = <|wrong-arguments|>random(6)</> + random() + random(1, 6)
      }
    `);
  });

  test("a date, a time, an address: none is another; a date may stand for a datetime", () => {
    expectFindings(`
      var session.day: date = <|type-mismatch|>now()</>
      var session.at: datetime = today()
      var session.mail: email
      var session.late: date = addTime(today(), 7d)
      state start {
        ask session.day as <|type-mismatch|>datetime</> "?"
        ask session.at as date "?"
        ask session.mail as <|type-mismatch|>phone</> "?"
        ask session.mail as text "?"
        set session.day = <|type-mismatch|>session.x ? now() : today()</>
      }
    `);
  });

  test("a day that no calendar has is no date", () => {
    expectFindings(`
      var session.day: date = <|type-mismatch|>"2026-02-30"</>
      var session.at: datetime = <|type-mismatch|>"2026-04-31T10:00:00Z"</>
      var session.leap: date = "2028-02-29"
      state start { set temp.x = dayOfWeek(<|type-mismatch|>"2027-02-29"</>) }
    `);
    expect(evaluated('dayOfWeek("2026-02-30")')).toMatchObject({ value: null });
  });

  test("the language of the user is a text", () => {
    expectFindings(`
      state start {
        language <|type-mismatch|>5</>
        language event.payload
        set user.language = <|type-mismatch|>{ a: 1 }</>
        set session.locale = <|type-mismatch|>true</>
        set user.language = "nl"
      }
    `);
  });
});
