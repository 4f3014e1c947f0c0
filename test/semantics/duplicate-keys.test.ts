import { expect, test } from "vitest";
import { expectFindingsOf, fixedAt } from "../support/findings.ts";

const expectFindings = expectFindingsOf("duplicate-key");

test("items of an API step and a service that can be said only once", () => {
  expectFindings(`
    service s {
      <|duplicate-key|>base</> "http://localhost" <|duplicate-key|>base</> "http://localhost:1"
      <|duplicate-key|>timeout</> 5s <|duplicate-key|>timeout</> 6s
      headers { a: 1 } headers { b: 2 }
    }
    state start {
      api s POST "/x" {
        <|duplicate-key|>body</> { a: 1 } <|duplicate-key|>form</> { a: 1 }
        query { a: 1 } query { b: 2 }
        session one { a: text } session two { a: text }
        nextDialogstate start nextDialogstate other
        on <|duplicate-key|>404</> -> end on <|duplicate-key|>404</> -> start
        on 4xx -> end on failure -> end
      }
      -> other
    }
    state other { -> end }
  `);
});

test("what a bot, a question, a preset and an answer can say only once", () => {
  expectFindings(`
    bot b {
      languages <|duplicate-key|>en</>, nl, <|duplicate-key|>en</>
      <|duplicate-key|>start</> main.start <|duplicate-key|>start</> main.start
      fallback main.start failure main.start
      on event "a" -> main.start on event "b" -> main.start
    }
    preset p { <|duplicate-key|>session.a</> = 1 <|duplicate-key|>a</> = 2 session.b[0] = 1 session.b[1] = 2 }
    mock m GET "/x" { <|duplicate-key|>status</> 200 <|duplicate-key|>status</> 404 } then { status 500 }
    state start {
      ask session.a as number "?" {
        <|duplicate-key|>invalid</> "1" <|duplicate-key|>invalid</> "2"
        check value > 1 else "a" check value < 9 else "b"
      }
      say { <|duplicate-key|>en</> "a" nl "b" <|duplicate-key|>en</> "c" }
    }
  `);
});

test("one of two is taken away with what belongs to it", () => {
  const source = `state start {
  say {
    en "a"
    en "b"
  }
  api GET "http://localhost/x" {
    on failure -> end
    on failure { say "No." -> end }
  }
}
bot b { languages en, nl, en start main.start fallback main.start }
`;
  const removed = (at: number) => fixedAt(source, "duplicate-key", at).get("Remove this entry");
  expect(removed(1)).toContain('say {\n    en "a"\n  }');
  expect(removed(3)).toContain("{\n    on failure -> end\n  }");
  expect(removed(4)).toContain("languages nl, en start");
  expect(removed(5)).toContain("languages en, nl start");
});

test("a value that a `match` compares with twice, and no fix that would leave an arm without one", () => {
  const source = `
    state start {
      ask session.a as text "?"
      match session.a {
        <|duplicate-key|>"a"</>, "b" -> end
        1 -> end
        "1" -> end
        r"a" -> end
        session.a -> end
        <|duplicate-key|>"a"</> -> start
        session.a -> end
        else -> end
      }
    }
  `;
  const [first] = expectFindings(source);
  expect(first?.message).toBe('The value `"a"` stands here twice. Only the first counts.');
  expect(fixedAt(source, "duplicate-key", 1).size).toBe(0);
});

test("what is half typed may become anything", () => {
  expectFindings(`
    state start {
      say { en "a" en <|syntax|>}</>
      -> end
    }
  `);
  expectFindingsOf("type-mismatch")(`
    state start {
      set temp.a = plural<|syntax|>(</>2, { one: "day" }
      -> end
    }
  `);
});
