import { describe, expect, test } from "vitest";
import { expectFindingsOf, fixed, fixedBy } from "../support/findings.ts";
import { drawFiles } from "../support/fixture.ts";

describe("unreachable-state", () => {
  const expectFindings = expectFindingsOf("unreachable-state");

  test("stands at the name of a state that only states lead to that cannot be reached themselves", () => {
    expectFindings(`
      --- bot.flow
      bot b { start start }
      state start { ask session.x as text "What?" -> end }
      state <|unreachable-state|>\`Main menu\`</> { -> other.alsoNot }
      state <|unreachable-state|>itself</> { ask session.x as text "What?" -> itself }
      --- other.flow
      state <|unreachable-state|>start</> { -> end }
      state <|unreachable-state|>alsoNot</> { -> bot.start }
    `);
  });

  test("every way in counts", () => {
    expectFindings(`
      --- bot.flow
      bot b {
        start start fallback what failure sorry
        on text "menu" -> botRoute
        on text "help" { call calledByRoute say "Or?" { reply "Yes" -> replyOfRoute } }
      }
      service s { base "http://localhost" headers { next: state inService } }
      var session.next = state inVar
      preset rich { session.next = state inPreset }
      mock m GET "/x" { body { action: { nextDialogstate: "inMock" }, next: { nextDialogstateId: "wire-7" } } }
      on intent menu -> globalRoute
      intent menu { "menu" }
      state start {
        if session.a -> ifArm else -> elseArm
        match session.b { 1 -> matchArm else { call called } }
        ask session.c as text "What?" {
          reply "A" -> askReply
          button "B" { -> askButton }
          on text "c" -> askRoute
          attempts 2 -> attempts_
        }
        say "Hi." {
          reply "A" -> sayReply
          button "B" -> sayButton
          card "C" { button "D" -> cardButton }
          item "E" { button "F" -> itemButton }
          payload { nextDialogstateId: "bot.inPayload" }
        }
        on silence 5m -> stateRoute
        api POST "http://localhost/x" {
          body { ok: state handed, no: { nextDialogstate: "inBody" } }
          nextDialogstate next1, other.next2
          on 404 -> outcome
          on failure { set session.stored = state stored }
        }
        -> gone
      }
      state what { say "What?" } state sorry { say "Sorry." -> afterSorry }
      state botRoute { -> end } state calledByRoute { -> return } state replyOfRoute { -> end }
      state inService { -> end } state inVar { -> end } state inPreset { -> end } state inMock { -> end }
      state byId id "wire-7" { -> end }
      state globalRoute { -> end } state afterSorry { -> end }
      state ifArm { -> end } state elseArm { -> end } state matchArm { -> end } state called { -> afterCall }
      state afterCall { -> return }
      state askReply { -> end } state askButton { -> end } state askRoute { -> end } state attempts_ { -> end }
      state sayReply { -> end } state sayButton { -> end } state cardButton { -> end } state itemButton { -> end }
      state inPayload { -> end } state stateRoute { -> end } state handed { -> end } state inBody { -> end }
      state next1 { -> end } state outcome { -> end } state stored { -> end } state gone { -> end }
      state tested { -> end }
      state <|unreachable-state|>expected</> { -> end }
      state <|unreachable-state|>compared</> { if conversation.state == state compared2 -> end }
      state <|unreachable-state|>compared2</> { -> end }
      test "t" at tested { expect state expected expect session.x == state compared }
      --- other.flow
      state next2 { -> end }
    `);
  });

  test("an answer may name any id, unless every API step says where its answer may lead", () => {
    expectFindings(`
      state start { api GET "http://localhost/x" }
      state named id "wire-7" { -> end }
      state <|unreachable-state|>other</> { -> end }
    `);
    expectFindings(`
      state start { -> end }
      state <|unreachable-state|>asks</> { api GET "http://localhost/x" }
      state <|unreachable-state|>named</> id "wire-7" { -> end }
    `);
    expectFindings(`
      state start { -> end }
      on text "x" { api GET "http://localhost/x" }
      state named id "wire-7" { -> end }
    `);
    expectFindings(`
      state start { api GET "http://localhost/x" { nextDialogstate start } }
      state <|unreachable-state|>named</> id "wire-7" { -> end }
    `);
  });

  test("without a bot every flow may begin by itself", () => {
    expectFindings(`
      --- a.flow
      state <|unreachable-state|>first</> { -> start }
      state start { -> end }
      --- b.flow
      state one { -> end }
      state <|unreachable-state|>two</> { -> end }
    `);
  });

  test("nothing is said where the start of the bot cannot be told", () => {
    expectFindings("bot b { } state one { -> end } state two { -> end }");
    expectFindings("bot b { start <|unknown-state|>nowhere</> } state one { -> end }");
  });

  test("nothing is said where a way is half typed, nor of what a broken reference may have meant", () => {
    expectFindings("state start { if session.x -> <|syntax|>}</> state one { -> end }");
    expectFindings('on text "x" -> state <|syntax|>start</> { -> end } state one { -> end }');
    expectFindings(`
      state start { -> <|unknown-state|>sned</> }
      state send { -> end }
      state <|unreachable-state|>other</> { -> <|unknown-state|>othr2</> }
      state <|unreachable-state|>half</> { if session.x -> <|syntax|>}</>
    `);
  });

  test("a state that nothing speaks of can be removed, unless something else would miss what it does", () => {
    const titlesFor = (flow: string): readonly string[] => fixed(flow, "unreachable-state").map(({ fix }) => fix.title);
    const source = `
      state start { -> end }

      /// Nobody comes here.
      state gone { -> gone }

      state last { -> end }
      test "t" at last { expect state last }
    `;
    expect(titlesFor('state start { say "{session.x}" } state x { set session.x = 1 -> end }')).toEqual([]);
    expect(titlesFor("state start { -> end } state x { call start -> end }")).toEqual([]);
    expect(drawFiles(fixedBy(source, "unreachable-state", "Remove state `gone`"))).toBe(
      'state start { -> end }\n\nstate last { -> end }\ntest "t" at last { expect state last }',
    );
    expect(titlesFor('state start { -> end } state x { -> end } test "t" at start { expect state x }')).toEqual([]);
  });

  test("is shown faded", () => {
    const [finding] = expectFindings("state start { -> end } state <|unreachable-state|>x</> { -> end }");
    expect(finding?.unnecessary).toBe(true);
  });
});

describe("unreachable-step", () => {
  const expectFindings = expectFindingsOf("unreachable-step");

  test("is what stands behind a jump in its block; routes are no steps", () => {
    expectFindings(`
      state start {
        on text "a" { -> end <|unreachable-step|>say "Hi."</> }
        ask session.x as text "What?" { reply "A" { -> end <|unreachable-step|>say "Hi." say "Ho."</> } on any { -> back <|unreachable-step|>wait 1s</> } }
        say "Hi." { button "B" { -> end <|unreachable-step|>wait 1s</> } card "C" { button "D" { -> end <|unreachable-step|>wait 1s</> } } }
        api GET "http://localhost/x" { on 404 { -> end <|unreachable-step|>wait 1s</> } }
        -> end
        on text "b" -> end
        <|unreachable-step|>if session.x { -> end say "Hi." }
        on text "c" -> end
        set session.x = 1</>
        on text "d" -> end
      }
      state routes { -> end on text "b" -> end }
      on text "x" { -> end <|unreachable-step|>wait 1s</> }
      bot b { start start on text "y" { -> end <|unreachable-step|>wait 1s</> } }
    `);
  });

  test("is what follows a choice of which every arm leaves", () => {
    expectFindings(`
      state a { if session.x -> end else if session.y -> back else { call b -> end } <|unreachable-step|>say "Hi."</> }
      state b { if session.x -> end else if session.y -> back say "Hi." }
      state c { match session.x { 1 -> end else -> back } <|unreachable-step|>say "Hi."</> }
      state d { match session.x { 1 -> end 2 -> back } say "Hi." }
      state e { if session.x { -> end } else { } say "Hi." }
    `);
  });

  test("is a side that a constant condition never takes", () => {
    expectFindings(`
      state a { if false { <|unreachable-step|>say "1" say "2"</> } say "3" }
      state b { if true { say "1" } else if session.x { <|unreachable-step|>say "2"</> } else { <|unreachable-step|>say "3"</> } say "4" }
      state c { if not (1 > 2) -> end <|unreachable-step|>say "1"</> }
      state d { if session.x and false <|unreachable-step|>-> end</> else if session.x or "yes" { say "1" } else <|unreachable-step|>-> back</> }
      state e { match 5 { 1, 2 { <|unreachable-step|>say "1"</> } r"x" { <|unreachable-step|>say "2"</> } 5 { say "3" } else { <|unreachable-step|>say "4"</> } } }
      state f { on text "x" when 1 == 2 { <|unreachable-step|>say "1"</> } on text "y" when true { say "2" } }
      state g { if [] { <|unreachable-step|>say "1"</> } if { a: 1 } { say "2" } if null { } }
    `);
  });

  test("a condition that depends on anything at all is not constant", () => {
    expectFindings(`
      state a { if session.x == session.x { say "1" } else { say "2" } }
      state b { if random() > 2 { say "1" } if "{user.id}" == "" { say "2" } if state a == "x" { say "3" } }
      state c { if 1 / 0 { say "1" } if "a" < 1 { say "2" } }
      state d { match session.x { session.x { say "1" } else { say "2" } } }
      state e { if session.x and true { say "1" } if session.x or false { say "2" } }
    `);
  });

  test("a jump that is half typed is none", () => {
    expectFindings('state a { say "1" -> <|syntax|>}</>');
    expectFindings('state a { -> say <|syntax|>"Hi."</> wait 1s }');
  });

  test("the steps are removed, and with them what holds nothing else", () => {
    const afterwards = (steps: string): string => {
      const files = fixed(`state start {\n${steps}\n}`, "unreachable-step");
      expect(files).toHaveLength(1);
      return drawFiles(files[0]?.files ?? []);
    };
    expect(afterwards('  -> end\n  say "1"\n  on text "x" -> end\n  wait 1s')).toBe(
      'state start {\n  -> end\n  on text "x" -> end\n}',
    );
    expect(afterwards('  if false {\n    say "1"\n  }\n  -> end')).toBe("state start {\n  -> end\n}");
    expect(afterwards('  if true { say "1" } else -> back\n  -> end')).toBe(
      'state start {\n  if true { say "1" }\n  -> end\n}',
    );
    expect(afterwards('  if session.x { say "1" } else if false -> back else -> end')).toBe(
      'state start {\n  if session.x { say "1" } else if false {} else -> end\n}',
    );
  });
});

describe("lost-reply", () => {
  const expectFindings = expectFindingsOf("lost-reply");

  test("stands once a reply at its title, where every way behind the say leaves", () => {
    expectFindings(`
      state a { say "Hi." { reply <|lost-reply|>"Yes"</> -> b reply <|lost-reply|>{ en "No" nl "Nee" }</> { -> b } reply "Maybe" } -> b }
      state b { say "Hi." { reply <|lost-reply|>"Yes"</> -> a } wait 5s set session.x = 1 if session.x -> end else -> back }
      state c { say "Hi." { reply <|lost-reply|>"Yes"</> -> a } api GET "http://localhost/x" -> end }
      state d { if session.x { say "Hi." { reply <|lost-reply|>"Yes"</> -> a } } -> d }
      state e { ask session.x as text "What?" { on text "x" { say "Hi." { reply <|lost-reply|>"Yes"</> -> a } -> b } } }
      state f { api GET "http://localhost/x" { on failure { say "Hi." { reply <|lost-reply|>"Again"</> -> a } } } -> end }
      on text "x" { say "Hi." { reply <|lost-reply|>"Yes"</> -> a } -> b }
    `);
  });

  test("is not about replies that the conversation may still wait for", () => {
    expectFindings(`
      state a { say "Hi." { reply "Yes" -> b } }
      state b { say "Hi." { reply "Yes" -> a } if session.x -> a }
      state c { say "Hi." { reply "Yes" -> a } ask session.x as text "What?" -> a }
      state d { say "Hi." { reply "Yes" -> a } call a -> b }
      state e { say "Hi." { button "Yes" -> a reply "No" } -> b }
      state f { say "Hi." { reply "Yes" { say "So?" { reply "No" -> a } } } }
      state g { on text "x" { say "So?" { reply "No" -> a } } -> a }
      state h { if session.x { say "Hi." { reply "Yes" -> a } } else -> b }
      state i { say "Hi." { reply "Yes" -> a } match session.x { 1 -> a 2 -> b } }
      on text "x" { say "Hi." { reply "Yes" -> a } }
    `);
  });
});

describe("return-outside-call", () => {
  const expectFindings = expectFindingsOf("return-outside-call");

  test("stands at the word, in every place that no call leads to", () => {
    expectFindings(`
      bot b { start start on text "x" -> <|return-outside-call|>return</> }
      on text "y" { call called -> <|return-outside-call|>return</> }
      state start {
        if session.x -> <|return-outside-call|>return</>
        say "Hi." { reply "A" -> <|return-outside-call|>return</> }
        on text "z" { -> <|return-outside-call|>return</> }
        call called
      }
      state called { -> return }
      state notCalled { -> <|return-outside-call|>return</> }
    `);
  });

  test("is not about what jumps lead to from a called state, nor from the bot's fallback and failure", () => {
    expectFindings(`
      --- a.flow
      bot b { start start fallback what failure sorry }
      state start { on text "x" { call other.start } }
      state what { -> return } state sorry { say "Sorry." { reply "OK" -> afterwards } }
      state afterwards { -> return }
      --- other.flow
      state start { ask session.x as text "What?" { on text "y" -> byRoute } -> next }
      state byRoute { -> return }
      state next { api POST "http://localhost/x" { body { ok: state handed } nextDialogstate listed } }
      state handed { if session.x -> return }
      state listed { say "Hi." { payload { nextDialogstateId: "sent" } } }
      state sent { -> return }
    `);
  });

  test("tells the author of a global route that it drops the calls", () => {
    const [found] = expectFindings(
      'on text "y" -> <|return-outside-call|>return</>\nstate start { call other }\nstate other { say "Hi." -> return }',
    );
    expect(found?.message).toMatch(/^A route that holds everywhere drops the open calls/);
  });

  test("says where to go instead", () => {
    const titles = fixed("state start { -> return }", "return-outside-call").map(({ fix }) => fix.title);
    expect(titles).toEqual(["Write `-> back`", "Write `-> end`"]);
  });
});
