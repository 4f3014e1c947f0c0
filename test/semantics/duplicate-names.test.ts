import { describe, expect, test } from "vitest";
import { expectFindingsOf, fixedAt } from "../support/findings.ts";

const expectFindings = expectFindingsOf("duplicate-name", "duplicate-key");

describe("duplicate-name", () => {
  test("stands at every declaration of one kind and name, in whatever files", () => {
    expectFindings(`
      --- a.flow
      service <|duplicate-name|>s</> { base "http://localhost" }
      intent <|duplicate-name|>i</> { "one" }
      entity <|duplicate-name|>e</> { small }
      mock <|duplicate-name|>m</> GET "/x" {}
      preset <|duplicate-name|>p</> { session.x = 1 }
      var <|duplicate-name|>session.v</> = 1
      var <|duplicate-name|>session["odd key"]</> = 1
      test <|duplicate-name|>"t"</> { user "Hi" }
      test "other" { user "Hi" }
      test <|duplicate-name|>"t"</> { user "Ho" }
      --- folder/b.flow
      service <|duplicate-name|>\`s\`</> { base "http://localhost" }
      intent <|duplicate-name|>i</> { "two" }
      entity <|duplicate-name|>e</> r"[0-9]+"
      mock <|duplicate-name|>m</> GET "/y" {}
      preset <|duplicate-name|>p</> { session.x = 2 }
      var <|duplicate-name|>v</> = 2
      var <|duplicate-name|>session["odd key"]</> = 2
      test "t" { user "Hi" }
    `);
  });

  test("each kind has its own names, and capitals count", () => {
    expectFindings(`
      service x { base "http://localhost" }
      intent x { "one" }
      entity x { small }
      mock x GET "/x" {}
      preset x { session.y = 1 }
      var session.x = 1
      var user.x = 1
      var session.x.deeper = 1
      test "x" { user "Hi" }
      test "X" { user "Hi" }
      intent X { "two" }
      state x { -> end }
    `);
  });

  test("two bots of one folder are duplicates whatever they are called", () => {
    const [finding] = expectFindings(`
      --- a.flow
      bot <|duplicate-name|>one</> { start start }
      state start { -> end }
      --- b.flow
      bot <|duplicate-name|>two</> { start a.start }
    `);
    expect(finding?.message).toBe(
      "A project has one bot, and there are 2 here. Join them, or give each a folder of its own.",
    );
    expect(finding?.related).toEqual([{ path: "b.flow", start: 4, end: 7, message: "This is a bot too." }]);
  });

  test("the others are related places", () => {
    const findings = expectFindings(`
      intent <|duplicate-name|>i</> { "one" }
      intent <|duplicate-name|>i</> { "two" }
      intent <|duplicate-name|>i</> { "three" }
    `);
    expect(findings.map(({ related }) => related.map(({ start }) => start))).toEqual([
      [26, 45],
      [7, 45],
      [7, 26],
    ]);
    expect(findings[0]?.message).toBe("There are 3 intents called `i`. Rename or join them.");
  });

  test("one is renamed, or a `var` is taken away", () => {
    const afterwards = (declarations: string, at = 1): readonly string[] =>
      [...fixedAt(declarations, "duplicate-name", at)].flat();
    expect(afterwards('intent i { "a" } intent i2 { "b" } intent i { "c" }')).toEqual([
      "Rename it to `i3`",
      'intent i { "a" } intent i2 { "b" } intent i3 { "c" }',
    ]);
    expect(afterwards('test "a" { user "x" }\ntest "a" { user "y" }')).toEqual([
      'Rename it to "a 2"',
      'test "a" { user "x" }\ntest "a 2" { user "y" }',
    ]);
    expect(afterwards("var session.x = 1\n/// Again.\nvar x = 2\nvar user.y = 1")).toEqual([
      "Remove this declaration",
      "var session.x = 1\nvar user.y = 1",
    ]);
    expect(afterwards("bot a { }\nbot b { }")).toEqual([]);
  });
});

describe("duplicate-key", () => {
  test("is about the members of an entity and the marks of a phrase too", () => {
    expectFindings(`
      entity size { <|duplicate-key|>small</> "S", "small" large <|duplicate-key|>\`small\`</> "little" Small }
      intent travel {
        "from {<|duplicate-key|>city</>} to {<|duplicate-key|>city</>: text}"
        "from {start: city} to {goal: city}"
      }
      entity city r"[A-Z]+"
      on intent travel { set session.x = event.entities -> start }
      state start { ask session.size as size "Which?" say "{session.size}{session.x}" -> end }
    `);
    const entity = 'entity size {\n  small "S"\n  small "little"\n  large\n}';
    expect(fixedAt(entity, "duplicate-key", 1).get("Remove this entry")).toBe('entity size {\n  small "S"\n  large\n}');
    const phrase = 'intent travel {\n  "from {city} to {city}"\n}';
    expect([...fixedAt(phrase, "duplicate-key", 1).keys()]).toEqual([]);
  });

  test("stands at every one of the keys, in quotes or not, and in types", () => {
    expectFindings(`
      var session.x: { <|duplicate-key|>a</>: text, b: number, <|duplicate-key|>a</>: number } = { <|duplicate-key|>a</>: 1, b: { a: 1 }, <|duplicate-key|>"a"</>: 2, <|duplicate-key|>\`a\`</>: 3 }
      state start {
        api POST "http://localhost/x" {
          session account { <|duplicate-key|>limit</>: number <|duplicate-key|>limit</>: text }
          query { <|duplicate-key|>q</>: 1 <|duplicate-key|>q</>: 2, Q: 3 }
          form { <|duplicate-key|>f</>: "{json({ <|duplicate-key|>i</>: 1, <|duplicate-key|>i</>: 2 })}" <|duplicate-key|>f</>: 2 }
        }
        say "Hi." { payload { <|duplicate-key|>p</>: 1, <|duplicate-key|>p</>: 1 } }
        -> end
      }
    `);
  });

  test("the names of headers are compared without case, those in other objects with it", () => {
    expectFindings(`
      service s { base "http://localhost" headers { <|duplicate-key|>Accept</>: "a", <|duplicate-key|>"ACCEPT"</>: "b" } query { a: 1, A: 2 } }
      mock m GET "/x" { headers { <|duplicate-key|>etag</>: "a" <|duplicate-key|>ETag</>: "b" } body { headers: { a: 1, A: 2 } } }
    `);
  });

  test("keys that stand in different objects are none", () => {
    expectFindings("var session.x = { a: { a: 1 }, b: [{ a: 1 }, { a: 2 }] }");
  });

  test("an entry goes with its comma", () => {
    const afterwards = (entries: string): string =>
      fixedAt(`var session.x = ${entries}`, "duplicate-key", 1).get("Remove this entry") ?? "";
    expect(afterwards("{ a: 1, b: 2, a: 3 }")).toBe("var session.x = { a: 1, b: 2 }");
    expect(afterwards("{ a: 1, a: 2, b: 3 }")).toBe("var session.x = { a: 1, b: 3 }");
    expect(afterwards("{\n  a: 1\n  a: 2\n}")).toBe("var session.x = {\n  a: 1\n}");
    expect(afterwards("{\n  a: 1,\n  a: 2,\n}")).toBe("var session.x = {\n  a: 1,\n}");
  });
});
