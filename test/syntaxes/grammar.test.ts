import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { scopeFailures, scopesOf } from "./scopes.ts";

async function expectScopes(marked: string): Promise<void> {
  expect(await scopeFailures(marked)).toEqual([]);
}

test("the grammar is the one its generator writes", () => {
  execFileSync(process.execPath, [fileURLToPath(new URL("../../scripts/grammar.mjs", import.meta.url)), "--check"]);
});

test("declarations name what they declare", () =>
  expectScopes(`
flow transfer
^^^^ storage.type.flow
     ^^^^^^^^ entity.name.namespace
state done id "dialogstate-123" {
^^^^^ storage.type.state
      ^^^^ entity.name.function.state
           ^^ keyword.other.id
              ^^^^^^^^^^^^^^^^^ string.quoted.double
state \`Main menu\` {
      ^^^^^^^^^^^ entity.name.function.state
state größe_2 { -> end }
      ^^^^^^^ entity.name.function.state
bot bank {
^^^ storage.type.bot
    ^^^^ entity.name.type.bot
  languages en, nl
  ^^^^^^^^^ keyword.other.item
            ^^ entity.name.tag.language
  start transfer.start
  ^^^^^ keyword.other.item
        ^^^^^^^^ entity.name.namespace
                 ^^^^^ entity.name.function.state
  threshold 0.5
  ^^^^^^^^^ keyword.other.item
            ^^^ constant.numeric
}
intent sendMoney { "send {amount: number} to {who}" nl "stuur {amount: number}" }
^^^^^^ storage.type.intent
       ^^^^^^^^^ entity.name.type.intent
                                  ^^^^^^ support.type
                                                    ^^ entity.name.tag.language
entity size { small "tiny", "little" large { en "big" } }
^^^^^^ storage.type.entity
       ^^^^ entity.name.type.entity
              ^^^^^ variable.other.enummember
                                     ^^^^^ variable.other.enummember
                                             ^^ entity.name.tag.language
entity plate r"[A-Z]{2}-\\d+"i
             ^ storage.type.string
               ^^^^^ string.regexp
                            ^ keyword.other.flag
preset rich { session.amount = 5 }
^^^^^^ storage.type.preset
       ^^^^ entity.name.type.preset
mock noMoney POST "/transaction" { status 200 }
^^^^ storage.type.mock
     ^^^^^^^ entity.name.type.mock
             ^^^^ support.constant.method
                                   ^^^^^^ keyword.other.item
test "pays" with rich at transfer.start in en, nl {
^^^^ storage.type.test
                 ^^^^ entity.name.type.preset
                         ^^^^^^^^ entity.name.namespace
                                  ^^^^^ entity.name.function.state
`));

test("variables have a scope, a type and a value", () =>
  expectScopes(`
var bot.bankUrl: url = env("BANK_URL", "http://localhost:4100")
^^^ storage.type.var
    ^^^ variable.language.scope
        ^^^^^^^ variable.other.property
               ^ punctuation.separator.key-value
                 ^^^ support.type
                       ^^^ support.function
var account: { limit: number, owner: person } = { limit: 5 } sensitive
               ^^^^^ variable.other.property.key
                      ^^^^^^ support.type
                                     ^^^^^^ entity.name.type.entity
                                                  ^ variable
                                                         ^ constant.numeric
                                                             ^^^^^^^^^ storage.modifier
var session.tags: list of text
                  ^^^^ keyword.other.type
                          ^^^^ support.type
var session.iban: text sensitive
                  ^^^^ support.type
                       ^^^^^^^^^ storage.modifier
`));

test("texts hold expressions, escapes and languages", () =>
  expectScopes(`
  say "Send {session.amount} to {upper(destination)}\\n\\{ok\\}" | "Or \\u{1F600}"
  ^^^ keyword.control.step
      ^ string.quoted.double
            ^ punctuation.section.embedded.begin
             ^^^^^^^ variable.language.scope
                     ^^^^^^ variable.other.property
                           ^ punctuation.section.embedded.end
                                 ^^^^^ support.function
                                                    ^^ constant.character.escape
                                                                    ^^^^^^^^^ constant.character.escape
  say {
    en "You can spend {account.limit} at most."
    ^^ entity.name.tag.language
       ^^^^ string.quoted.double
    \`pt-BR\` "Oi"
    ^^^^^^^ entity.name.tag.language
  }
  say """
    Hello {user.name}
    ^^^^^ string.quoted.triple
           ^^^^ variable.language.scope
    """
  say "not closed
  set x = 5
  ^^^ keyword.control.step
          ^ constant.numeric
  say "a {"b {c}"} d"
           ^^^ string.quoted.double
              ^ variable.other.readwrite
                   ^^ string.quoted.double
`));

test("steps, parts and routes are keywords where they act", () =>
  expectScopes(`
  ask session.amount as number "How much?" {
  ^^^ keyword.control.step
      ^^^^^^^ variable.language.scope
                     ^^ keyword.control.step
                        ^^^^^^ support.type
    check value > 0 else "More than zero."
    ^^^^^ keyword.control.check
          ^^^^^ variable.other.readwrite
                    ^^^^ keyword.control.conditional
    invalid "A number, please."
    ^^^^^^^ keyword.other.part
    attempts 3 -> help.agent
    ^^^^^^^^ keyword.other.part
               ^^ keyword.operator.arrow
                  ^^^^ entity.name.namespace
                       ^^^^^ entity.name.function.state
    skip when session.amount != null
    ^^^^ keyword.control.check
         ^^^^ keyword.control.check
                                ^^^^ constant.language.null
  }
  reply "Yes" value 5 -> send
  ^^^^^ keyword.other.part
              ^^^^^ keyword.other.part
                         ^^^^ entity.name.function.state
  button "Site" open "https://example.com"
  ^^^^^^ keyword.other.part
                ^^^^ keyword.other.part
  on intent sendMoney in paying when event.intent.confidence > 0.8 -> start
  ^^ keyword.control.route
     ^^^^^^ keyword.other.trigger
            ^^^^^^^^^ entity.name.type.intent
                      ^^ keyword.control.route
                         ^^^^^^ entity.name.type.context
                                ^^^^ keyword.control.when
                                     ^^^^^ variable.language.scope
  on text "hi", r"hel+o"i -> end
     ^^^^ keyword.other.trigger
                ^^^^^^ string.regexp
                             ^^^ keyword.control.target
  on silence 1.5h -> help.nudge
     ^^^^^^^ keyword.other.trigger
             ^^^ constant.numeric.duration
                ^ keyword.other.unit
  if amount > 5 and not paid { -> back } else if x in list { -> \`end\` }
  ^^ keyword.control.conditional
                ^^^ keyword.operator.word
                    ^^^ keyword.operator.word
                                  ^^^^ keyword.control.target
                                         ^^^^ keyword.control.conditional
                                                   ^^ keyword.operator.word
                                                                ^^^^^ entity.name.function.state
  match event.language { "nl" -> dutch.start  else -> start }
  ^^^^^ keyword.control.conditional
                                 ^^^^^ entity.name.namespace
                                              ^^^^ keyword.control.conditional
  call help.agent
  ^^^^ keyword.control.step
       ^^^^ entity.name.namespace
            ^^^^^ entity.name.function.state
  clear session
  ^^^^^ keyword.control.step
        ^^^^^^^ variable.language.scope
  wait 500ms
  ^^^^ keyword.control.step
       ^^^ constant.numeric.duration
          ^^ keyword.other.unit
  context paying for 3
  ^^^^^^^ keyword.control.step
          ^^^^^^ entity.name.type.context
                 ^^^ keyword.control.step
`));

test("an API step shows its service, method, items and outcomes", () =>
  expectScopes(`
  api bank POST "/transaction/{session.id}" {
  ^^^ keyword.control.step
      ^^^^ entity.name.type.service
           ^^^^ support.constant.method
                               ^^^^^^^ variable.language.scope
    body {
    ^^^^ keyword.other.item
      amount: session.amount
      ^^^^^^ variable.other.property.key
              ^^^^^^^ variable.language.scope
      say: text
      ^^^ variable.other.property.key
           ^^^^ !keyword
      transactionSuccess: state done
                          ^^^^^ keyword.other.state
                                ^^^^ entity.name.function.state
      test: 5
      ^^^^ variable.other.property.key
    }
    session account { limit: number, amount: number }
    ^^^^^^^ keyword.other.item
            ^^^^^^^ variable.other.namespace
                      ^^^^^ variable.other.property.key
                             ^^^^^^ support.type
    nextDialogstate done, help.agent, \`No money\`
    ^^^^^^^^^^^^^^^ keyword.other.item
                    ^^^^ entity.name.function.state
                          ^^^^ entity.name.namespace
                               ^^^^^ entity.name.function.state
                                      ^^^^^^^^^^ entity.name.function.state
    timeout 5s
    ^^^^^^^ keyword.other.item
    retry 2 every 1s
    ^^^^^ keyword.other.item
            ^^^^^ keyword.other.item
    auth bearer secret.TOKEN
    ^^^^ keyword.other.item
         ^^^^^^ support.constant.auth
                ^^^^^^ variable.language.scope
    on failure -> technicalProblem
    ^^ keyword.control.route
       ^^^^^^^ support.constant.outcome
    on 404 { say "Gone." }
       ^^^ constant.numeric.status
    on 5xx -> end
       ^^^ support.constant.outcome
`));

test("a word that is a name stays a name", () =>
  expectScopes(`
  set say = say + wait
      ^^^ !keyword
            ^^^ !keyword
                  ^^^^ !keyword
  set session.state = session.ask.set
              ^^^^^ variable.other.property
                              ^^^ variable.other.property
  if event.text == card { -> end }
                   ^^^^ !keyword
  -> endless
     ^^^^^^^ entity.name.function.state
  -> end.start
     ^^^ entity.name.namespace
  say "{reply} {value} {file}"
        ^^^^^ !keyword
                ^^^^^ !keyword
                        ^^^^ !keyword
`));

test("comments and documentation", () =>
  expectScopes(`
/// Moves money.
^^^^^^^^^^^^^^^^ comment.line.documentation
// flowstate-ignore unknown-state: comes later
^^ comment.line.double-slash
   ^^^^^^^^^^^^^^^^ keyword.other.ignore
                    ^^^^^^^^^^^^^ constant.other.check
/* two
   lines */ flow x
   ^^^^^ comment.block
-> start // why
         ^^^^^^ comment.line
"a // b"
   ^^ string.quoted
`));

test("a list of states may go on in the next line", () =>
  expectScopes(`
    nextDialogstate
      done,
      ^^^^ entity.name.function.state
      noMoney
      ^^^^^^^ entity.name.function.state
    on failure -> end
    ^^ keyword.control.route
`));

test("a conditional expression takes no part for a key", () =>
  expectScopes(`
  set x = a ? b : { c: 1 }
              ^ variable.other.readwrite
              ^ !variable.other.property
                    ^ variable.other.property.key
`));

test("a long line does not take long", async () => {
  const started = performance.now();
  await scopesOf(`say "${"{a.b} and ".repeat(2000)}"\n${"a ? ".repeat(300)}\n${"{ ".repeat(300)}${"`".repeat(2000)}`);
  expect(performance.now() - started).toBeLessThan(2000);
});
