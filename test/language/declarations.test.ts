import { expect, test } from "vitest";
import { treeOf } from "../support/readFlow.ts";

test("a flow header with its documentation", () => {
  expect(
    treeOf(`/// Moves money.
flow transfer`),
  ).toMatchInlineSnapshot(`
  "File
    FlowHeader documentation="Moves money." transfer"
`);
});

test("a bot with every item", () => {
  expect(
    treeOf(`bot Bank {
  languages en, nl, \`pt-BR\`
  start menu
  fallback help.unknown
  failure broken
  profile whatsapp
  threshold 0.6
  on any -> menu
}`),
  ).toMatchInlineSnapshot(`
  "File
    Bot Bank
      BotLanguages en nl \`pt-BR\`
      BotState role="start" @menu
      BotState role="fallback" @help.unknown
      BotState role="failure" @broken
      BotProfile whatsapp
      BotThreshold 0.6
      Route
        AnyTrigger
        Block
          Go @menu"
`);
});

test("a service with every item", () => {
  expect(
    treeOf(`service bank {
  base bot.url + "/v1"
  headers { Accept: "x", "X-Bot": true }
  query { language: user.language }
  auth bearer secret.TOKEN
  auth basic user.name, secret.PASSWORD
  auth hmac secret.KEY header "X-Signature"
  timeout 5s
  retry 2 every 500ms
  retry 3
  openapi "bank.yaml"
}`),
  ).toMatchInlineSnapshot(`
  "File
    Service bank
      ServiceBase (bot.url + "/v1")
      Headers {Accept: "x", "X-Bot": true}
      Query {language: user.language}
      Auth scheme="bearer" secret.TOKEN
      Auth scheme="basic" user.name secret.PASSWORD
      Auth scheme="hmac" secret.KEY "X-Signature"
      Timeout 5000ms
      Retry 2 500ms
      Retry 3
      ServiceOpenApi "bank.yaml""
`);
});

test("variables", () => {
  expect(
    treeOf(`var bot.url: url = "http://localhost"
var user.pin: text sensitive
var session.count
var x = 1 sensitive
var session.users[0]["odd key"].name: any`),
  ).toMatchInlineSnapshot(`
  "File
    Var bot.url url "http://localhost"
    Var sensitive user.pin text
    Var session.count
    Var sensitive x 1
    Var session.users[0]["odd key"].name any"
`);
});

test("every type", () => {
  expect(
    treeOf(`var a: text var b: number var c: integer var d: boolean var e: date var f: time var g: datetime var h: duration
var i: email var j: phone var k: url var l: location var m: attachment var n: language var o: any
var p: size var q: one of "a" | "b", { en "c" } var r: list of list of text
var s: { a: text, b: { c: number d: any, } } var t: r"[0-9]+"i var u: one var v: list`),
  ).toMatchInlineSnapshot(`
  "File
    Var a text
    Var b number
    Var c integer
    Var d boolean
    Var e date
    Var f time
    Var g datetime
    Var h duration
    Var i email
    Var j phone
    Var k url
    Var l location
    Var m attachment
    Var n language
    Var o any
    Var p entity size
    Var q one of "a" | "b", { en "c" }
    Var r list of list of text
    Var s { a: text, b: { c: number, d: any } }
    Var t /[0-9]+/i
    Var u entity one
    Var v entity list"
`);
});

test("an intent with marks and languages", () => {
  expect(
    treeOf(`intent sendMoney {
  "send {amount: number} to {who}" "transfer"
  nl "stuur {bedrag: list of number}"
}
intent nothing {}`),
  ).toMatchInlineSnapshot(`
  "File
    Intent sendMoney
      PhraseGroup «send {amount: number} to {who}» «transfer»
      PhraseGroup nl «stuur {bedrag: list of number}»
    Intent nothing"
`);
});

test("entities", () => {
  expect(
    treeOf(`entity size {
  small "S", "tiny" | "mini"
  medium
  \`very large\` { en "XL" nl "reusachtig" }
}
entity iban r"[A-Z]{2}\\d{2}"`),
  ).toMatchInlineSnapshot(`
  "File
    Entity size
      EntityMember small "S" "tiny" | "mini"
      EntityMember medium
      EntityMember \`very large\` { en "XL" nl "reusachtig" }
    Entity iban /[A-Z]{2}\\d{2}/"
`);
});

test("a state with an id, steps and routes", () => {
  expect(
    treeOf(`/// The end of it.
/// Two lines.
state done id "dialogstate-1" {
  say "Done."
  on any -> menu
  -> end
}`),
  ).toMatchInlineSnapshot(`
  "File
    State documentation="The end of it.\\nTwo lines." done "dialogstate-1"
      StateBody
        Say "Done."
        Route
          AnyTrigger
          Block
            Go @menu
        Go end"
`);
});

test("global routes with every trigger", () => {
  expect(
    treeOf(`on intent help in support when session.tries < 3 -> help.agent
on text "stop", r"^quit$"i { -> end }
on event "paid" -> a
on attachment -> a
on silence 5m -> a
on change session.amount -> a
on any -> a`),
  ).toMatchInlineSnapshot(`
  "File
    RouteDeclaration
      Route
        IntentTrigger help
        support
        (session.tries < 3)
        Block
          Go @help.agent
    RouteDeclaration
      Route
        TextTrigger "stop" /^quit$/i
        Block braced
          Go end
    RouteDeclaration
      Route
        EventTrigger "paid"
        Block
          Go @a
    RouteDeclaration
      Route
        AttachmentTrigger
        Block
          Go @a
    RouteDeclaration
      Route
        SilenceTrigger 300000ms
        Block
          Go @a
    RouteDeclaration
      Route
        ChangeTrigger session.amount
        Block
          Go @a
    RouteDeclaration
      Route
        AnyTrigger
        Block
          Go @a"
`);
});

test("a mock that answers in turn", () => {
  expect(
    treeOf(`mock slow GET "/accounts/*" when query.kind == "all" {
  status 200
  headers { A: "b" }
  body [{ id: 1 }]
  delay 200ms
} then { fault timeout }`),
  ).toMatchInlineSnapshot(`
  "File
    Mock slow
      MockRequest GET "/accounts/*" (query.kind == "all")
        Answer
          AnswerStatus 200
          Headers {A: "b"}
          Body [{id: 1}]
          AnswerDelay 200ms
        Answer
          AnswerFault fault="timeout""
`);
});

test("a preset", () => {
  expect(
    treeOf(`preset rich {
  session.account.limit = 1_000.5
  user.name = "Ann"
  or = 1
}`),
  ).toMatchInlineSnapshot(`
  "File
    Preset rich
      PresetEntry session.account.limit 1000.5
      PresetEntry user.name "Ann"
      PresetEntry or 1"
`);
});

test("a test with every head and step", () => {
  expect(
    treeOf(`test "money" with rich, poor at transfer.start in en, nl each [{ said: "5" }] {
  mock GET "/x" { status 200 }
  mock slow
  bot "How much?" { reply "Ten" button "More" image }
  bot r"^Do"i
  bot contains "left"
  bot nothing
  user "{row.said}"
  tap "Yes"
  event "paid" { amount: 5 }
  attach { type: "image" }
  wait 5m
  expect state transfer.done
  expect ended
  expect request POST "/x" when body.a == 5 times 2
  expect no request
  expect error "broken-next"
  expect session.amount == 5
}`),
  ).toMatchInlineSnapshot(`
  "File
    Test "money" rich poor @transfer.start en nl [{said: "5"}]
      TestMock
        MockRequest GET "/x"
          Answer
            AnswerStatus 200
      TestMock slow
      TestBot match="text" "How much?"
        TestBotPart part="reply" "Ten"
        TestBotPart part="button" "More"
        TestBotPart part="image"
      TestBot match="pattern" /^Do/i
      TestBot match="contains" "left"
      TestBot match="nothing"
      TestUser "{row.said}"
      TestTap "Yes"
      TestEvent "paid" {amount: 5}
      TestAttach {type: "image"}
      Wait 300000ms
      ExpectState @transfer.done
      ExpectEnded
      ExpectRequest POST "/x" (body.a == 5) 2
      ExpectNoRequest
      ExpectError "broken-next"
      ExpectValue (session.amount == 5)"
`);
});

test("words of an expectation that are values", () => {
  expect(
    treeOf(`test "x" {
  expect ended == true
  expect error.code
  expect request in list
  expect state done == conversation.state
}`),
  ).toMatchInlineSnapshot(`
  "File
    Test "x"
      ExpectValue (ended == true)
      ExpectValue error.code
      ExpectValue (request in list)
      ExpectValue (state @done == conversation.state)"
`);
});

test("two documented declarations and a comment between", () => {
  expect(
    treeOf(`/// Old.

/// About a.
// flowstate-ignore dead-end: wanted
state a {}
/* no */ state b {}`),
  ).toMatchInlineSnapshot(`
  "File
    State documentation="About a." a
      StateBody
    State b
      StateBody"
`);
});

test("documentation is the same whatever the line ends", () => {
  const text = "/// Old.\n\n/// About a.\n/// Two lines.\nstate a {}";
  expect(treeOf(text.replaceAll("\n", "\r\n"))).toBe(treeOf(text));
  expect(treeOf(text.replaceAll("\n", "\r"))).toBe(treeOf(text));
});
