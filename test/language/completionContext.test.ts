import { describe, expect, test } from "vitest";
import { type CompletionContext, completionContext } from "../../server/src/language/completionContext.ts";
import { lex } from "../../server/src/language/lexer.ts";
import { parse } from "../../server/src/language/parse.ts";
import { tokenEnd, tokenKind } from "../../server/src/language/tokens.ts";
import { visit } from "../../server/src/language/traverse.ts";
import { corpusPieces } from "../support/flowCorpus.ts";
import { runs } from "../support/runs.ts";

/** What fits at the `▮` of a text. */
function at(marked: string): CompletionContext | undefined {
  return completionContext(parse(marked.replace("▮", "")), marked.indexOf("▮"));
}

/** The same in one line: what is replaced, the kinds of names, the keywords. */
function summary(marked: string): string {
  const context = at(marked);
  if (context === undefined) return "nothing";
  const { replace, names, keywords, flow, path, status } = context;
  const text = marked.replace("▮", "");
  return [
    `[${text.slice(replace.start, replace.end)}]`,
    ...names.map((name) => `<${name}>`),
    ...(flow === undefined ? [] : [`of flow ${flow}`]),
    ...(path === undefined || path.length === 0 ? [] : [`of ${path.join(".")}`]),
    ...(status ? ["<status>"] : []),
    ...keywords,
  ].join(" ");
}

const steps = "say set ask api if match clear call wait track handover language context";
const declarations = "state var on intent entity bot service mock preset test";
const types =
  "text number integer boolean date time datetime duration email phone url location attachment language any one list";
const methods = "GET POST PUT PATCH DELETE HEAD";
const values = "not true false null state";
const parts = "reply button card item image video audio file location payload";

describe("at ▮ fit", () => {
  test.each([
    ["▮", `[] flow ${declarations}`],
    ["sta▮", `[sta] flow ${declarations}`],
    ["flow x\n▮", `[] ${declarations}`],
    ["state a {}\n▮", `[] ${declarations}`],
    ["state ▮", "nothing"],
    ["state a { ▮ }", `[] ${steps.replace("say set", "say set")} on`],
    ["state a { -> ▮ }", "[] <state> end back return restart"],
    ["state a { -> he▮ }", "[he] <state> end back return restart"],
    ["state a { -> help.▮ }", "[help.] <state> of flow help"],
    ["state a { -> help.ag▮ }", "[help.ag] <state> of flow help"],
    ["state a { -> he▮lp.agent }", "[help.agent] <state> end back return restart"],
    ["state a { -> `Main m▮", "[`Main m] <state>"],
    ["state a { -> help.`The a▮ }", "[help.`The a }] <state> of flow help"],
    ['state a {\n  ->▮\n  say "x"\n}', "[] <state> end back return restart"],
    ["state a { call ▮ }", "[] <state>"],
    ['state a { say "Hi {us▮}" }', `[us] <value> ${values}`],
    ['state a { say "Hi {user.▮', "[user.] <member> of user"],
    ['state a { say "Hi {upper("{a.b▮}")}" }', "[a.b] <member> of a"],
    ['state a { say "Hi ▮" }', "nothing"],
    ['state a { track "{▮}" }', "nothing"],
    ["state a { set ▮ = 1 }", "[] <variable>"],
    ["state a { set session.us▮ = 1 }", "[session.us] <member> of session"],
    ["state a { set x = ▮ }", `[] <value> ${values}`],
    ["state a { set x = a == ▮ }", "[] <value> true false null state"],
    ["state a { set x = a and ▮ }", `[] <value> ${values}`],
    ["state a { set x = -▮ }", "[] <value> true false null state"],
    ["state a { set x = session.users[0].na▮ }", "[na] <member>"],
    ["state a { set x = state ▮ }", "[] <state>"],
    ["state a { set x = f(▮ }", `[] <value> ${values}`],
    ["state a { set x = [1, ▮ }", `[] <value> ${values}`],
    ["state a { set x = { ▮ } }", "[] <key>"],
    ["state a { set x = { a: ▮ } }", `[] <value> ${values}`],
    ["state a { set x = a ▮ }", `[] in contains and or matches ${steps} on`],
    ["state a { ask x ▮ }", "[] as"],
    ["state a { ask x as ▮ }", `[] <type> ${types}`],
    ["state a { ask x as list ▮ }", "[] of"],
    ['state a { ask x as text "q" { ▮ } }', `[] ${parts} on check invalid attempts skip`],
    ['state a { ask x as text "q" { check a ▮ } }', "[] in contains and or matches else"],
    ["state a { say { ▮ } }", `[] <language> ${parts}`],
    ['state a { say { en "x" ▮ } }', "[] <language>"],
    ['state a { say "x" ▮ }', `[] ${steps} on`],
    ["state a { api ▮ }", `[] <service> ${methods}`],
    ["state a { api bank ▮ }", `[] ${methods}`],
    ['state a { api GET "/x" { ▮ } }', "[] body on nextDialogstate session headers query auth timeout retry form save"],
    ['state a { api GET "/x" { on ▮ } }', "[] <status> failure timeout invalid success"],
    ['state a { api GET "/x" { nextDialogstate a, ▮ } }', "[] <state>"],
    ["state a { if x { ▮ } }", `[] ${steps}`],
    ["state a { if x {} ▮ }", `[] else ${steps} on`],
    ["state a { if x {} else ▮ }", "[] if"],
    ["state a { if x {} else {} ▮ }", `[] ${steps} on`],
    ["state a { match x { ▮ } }", `[] <value> ${values} else`],
    ['state a { match x { "a" -> b ▮ } }', `[] <value> ${values} else`],
    ["state a { on ▮ }", "[] intent text event attachment silence change any"],
    ["state a { on intent ▮ }", "[] <intent>"],
    ["state a { on any ▮ }", "[] in when"],
    ["state a { context ▮ }", "[] <context>"],
    ["var x: ▮", `[] <type> ${types}`],
    ["var x: text ▮", `[] sensitive ${declarations}`],
    ['intent a { "send {am▮}" }', "[am] <type>"],
    ['intent a { "send {amount: ▮}" }', `[] <type> ${types}`],
    ["bot b { ▮ }", "[] languages start fallback failure profile threshold on"],
    ["bot b { start ▮ }", "[] <state>"],
    ["bot b { profile ▮ }", "[] <profile>"],
    ["service s { auth ▮ }", "[] bearer basic hmac"],
    ['mock x GET "/" {} ▮', `[] then ${declarations}`],
    ["preset p { ▮ }", "[] <variable>"],
    ['test "x" ▮', "[] with at in each"],
    ['test "x" with ▮', "[] <preset>"],
    ['test "x" { ▮ }', "[] mock user tap event attach wait bot expect"],
    ['test "x" { mock ▮ }', `[] <mock> ${methods}`],
    ['test "x" { expect ▮ }', "[] <value> state ended request no error not true false null"],
    ["state a { // ▮", "nothing"],
    ["state a { /* ▮ */ }", "nothing"],
    ["state a { wait 5▮ }", "nothing"],
    ['state a { on text r"▮" }', "nothing"],
    // Half-typed and wrong places around the cursor
    ["state a { foo\n ▮ }", `[] ${steps} on`],
    ["state a {\n  sya\n  -> ▮\n}", "[] <state> end back return restart"],
    ['state a { set x =\n ▮\n say "x" }', `[] <value> ${values}`],
    ["state a { set x = (1 + }\nstate b { -> ▮ }", "[] <state> end back return restart"],
    ["} } }\nstate b { -> ▮ }", "[] <state> end back return restart"],
    ['state a { say "x }\nstate b { -> ▮ }', "[] <state> end back return restart"],
  ])("%s", (marked, fits) => {
    expect(summary(marked)).toBe(fits);
  });
});

test("the declaration around is known", () => {
  expect(at("state a {}\nstate b { -> ▮ }")?.declaration).toMatchObject({ kind: "State", name: { text: "b" } });
  expect(at("state a {}\n▮\nstate b {}")?.declaration).toBeUndefined();
});

describe("nothing is offered that does not parse, and all that parses is offered", () => {
  const places = corpusPieces.flatMap((piece) => lex(piece).tokens.map((token) => ({ piece, token })));
  const every = Math.max(1, Math.floor(places.length / runs(4_000)));
  const chosen = places.filter((_, i) => i % every === 0);

  test("at the places of correct files, the word there removed", () => {
    for (const { piece, token } of chosen) {
      const isWord = ["keyword", "name", "quotedName"].includes(tokenKind(token));
      const before = piece.slice(0, token.startOffset);
      const text = before + piece.slice(isWord ? tokenEnd(token) : token.startOffset);
      const context = completionContext(parse(text), token.startOffset);
      const prefix = text.slice(0, context?.segment.start);
      for (const word of context?.keywords ?? []) expect(troubleWith(prefix, word)).toEqual([]);
      if ((context?.names.length ?? 0) > 0) expect(troubleWith(prefix, "someName")).toEqual([]);
      if (!isWord) continue;
      const where = `${before}▮${token.image}`;
      if (!isNameAt(piece, token.startOffset)) expect(context?.keywords, where).toContain(token.image);
    }
  });

  /** What the parser says about a word written behind a text; what follows the word cannot matter. */
  function troubleWith(before: string, word: string): string[] {
    const start = before.length;
    const { problems } = parse(`${before}${word}\n)`);
    return problems
      .filter((problem) => problem.start < start + word.length && problem.end > start)
      .map((problem) => `${before}${word}: ${problem.message}`);
  }

  function isNameAt(text: string, start: number): boolean {
    let found = false;
    visit(parse(text).tree, (node) => {
      if (node.kind === "Name" && node.start === start) found = true;
    });
    return found;
  }
});

test("a place in a long file is found quickly", () => {
  const state = 'state a {\n  say "Hello {user.name}"\n  if a { set b = 1 }\n  -> a\n}\n\n';
  const text = `${state.repeat(4_000)}state z { -> `;
  const parsed = parse(text);
  const fastest = (action: () => unknown): number =>
    Math.min(
      ...Array.from({ length: 20 }, () => {
        const start = performance.now();
        action();
        return performance.now() - start;
      }),
    );
  const parsing = fastest(() => parse(text));
  expect(fastest(() => completionContext(parsed, text.length))).toBeLessThan(parsing / 2 + 5);
});
