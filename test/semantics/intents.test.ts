import { describe, expect, test } from "vitest";
import { expectFindingsOf, fixedAt, fixedBy } from "../support/findings.ts";
import { drawFiles } from "../support/fixture.ts";

describe("unused-intent", () => {
  const expectFindings = expectFindingsOf("unused-intent");

  test("stands at the name of an intent that no route waits for and nothing is compared with", () => {
    const [finding] = expectFindings(`
      --- a.flow
      intent <|unused-intent|>\`not used\`</> { "a" }
      intent inBot { "b" }
      intent inFile { "c" }
      intent inState { "d" }
      intent inAsk { "e" }
      intent compared { "f" }
      intent reversed { "g" }
      intent matched { "h" }
      intent inTest { "i" }
      intent listed { "j" }
      intent notListed { "k" }
      intent held { "l" }
      bot b { start flow.start on intent inBot -> flow.start }
      --- flow.flow
      on intent inFile -> start
      state start {
        on intent inState -> end
        ask session.x as text "What?" { on intent inAsk -> end }
        if event.intent.name == "compared" or "reversed" != event.intent.name -> end
        if event.intent.name in ["listed", "other"] or ["held"] contains event.intent.name -> end
        if not (event.intent.name in ["notListed"]) -> end
        match event.intent.name { "nothing", "matched" -> end }
      }
      test "t" { user "i" expect event.intent.name == "inTest" }
    `);
    expect(finding?.unnecessary).toBe(true);
  });

  test("the intent can be removed with what documents it", () => {
    const source = 'state start { -> end }\n\n/// Gone.\nintent x {\n  "a"\n}\n';
    expect(drawFiles(fixedBy(source, "unused-intent", "Remove intent `x`")).trim()).toBe("state start { -> end }");
  });
});

describe("empty-intent and empty-state", () => {
  const expectFindings = expectFindingsOf("empty-intent", "empty-state");

  test("stand at the names", () => {
    expectFindings(`
      intent <|empty-intent|>a</> { }
      intent <|empty-intent|>\`b c\`</> { }
      intent d { nl "x" }
      intent e { "x" }
      state <|empty-state|>f</> { /* still to come */ }
      state g { on text "x" -> end }
      state h { -> end }
    `);
  });

  test("are not about what is half typed", () => {
    expectFindings("intent <|syntax|>{</> }");
    expectFindings("intent a <|syntax|>state</> b { <|syntax|>-></> end }");
    expectFindings("state b { <|syntax|>-</> }");
  });
});

describe("ambiguous-phrase", () => {
  const expectFindings = expectFindingsOf("ambiguous-phrase");

  test("stands at every one of the phrases, each with the others", () => {
    const findings = expectFindings(`
      --- a.flow
      intent one { <|ambiguous-phrase|>"Hello there"</> "only here" <|ambiguous-phrase|>" bye {x: number} "</> }
      --- b.flow
      intent two { "other" <|ambiguous-phrase|>"hello THERE "</> <|ambiguous-phrase|>"Bye {y: number}"</> }
      intent three { <|ambiguous-phrase|>"hello there"</> }
    `);
    expect(findings.map(({ related }) => related.map(({ path, start }) => `${path} ${start}`))).toEqual([
      ["b.flow 21", "b.flow 71"],
      ["b.flow 36"],
      ["a.flow 13", "b.flow 71"],
      ["a.flow 39"],
      ["a.flow 13", "b.flow 21"],
    ]);
    expect(findings[0]?.message).toBe(
      "Intent `two`, `three` has this phrase too, so nobody can tell which of them is meant.",
    );
  });

  test("compares within one language; phrases without one are in the bot's first", () => {
    expectFindings(`
      bot b { languages en, nl start start }
      state start { on intent one -> end on intent two -> end }
      intent one { <|ambiguous-phrase|>"menu"</> nl "terug" "start" }
      intent two { en <|ambiguous-phrase|>"menu"</> "terug" nl "menu" <|ambiguous-phrase|>"opnieuw"</> }
      intent three { "opnieuw" nl <|ambiguous-phrase|>"opnieuw"</> }
    `);
  });

  test("marks of other types, other words, and one intent alone make none", () => {
    expectFindings(`
      intent one { "send {x: number}" "pay {size}" "hi" "hi" nl "hi" }
      intent two { "send {x: date}" "pay {who}" "hi there" "" }
      intent three { "send {x}" "" }
    `);
  });

  test("the phrase can be removed", () => {
    const source = 'intent one {\n  "a"\n  "b"\n}\nintent two { "a" "c" }';
    expect(fixedAt(source, "ambiguous-phrase", 0).get("Remove this phrase")).toBe(
      'intent one {\n  "b"\n}\nintent two { "a" "c" }',
    );
    expect(fixedAt(source, "ambiguous-phrase", 1).get("Remove this phrase")).toBe(
      'intent one {\n  "a"\n  "b"\n}\nintent two { "c" }',
    );
  });
});
