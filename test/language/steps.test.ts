import { expect, test } from "vitest";
import { problemsOf, stepsOf } from "../support/readFlow.ts";

/** Steps drawn, which must be correct. */
function correctSteps(steps: string): string {
  expect(problemsOf(`state s {\n${steps}\n}`)).toBe("");
  return stepsOf(steps);
}

test("say with alternatives, languages and parts", () => {
  expect(
    correctSteps(`say "a" | "b"
say { en "one" | "two" nl "een" }
say "x" { reply "Yes" value { kind: 1 } -> a reply "No" { say "n" } reply "Perhaps" }`),
  ).toMatchInlineSnapshot(`
  "Say "a" | "b"
  Say { en "one" | "two" nl "een" }
  Say "x"
    Reply "Yes" {kind: 1}
      Block
        Go @a
    Reply "No"
      Block braced
        Say "n"
    Reply "Perhaps""
`);
});

test("every part of a message", () => {
  expect(
    correctSteps(`say {
  image "a.png" "A picture"
  video session.url
  audio "a.mp3"
  file x ?? "b.pdf" { en "Report" }
  location 52.37, -4.9
  payload whatsapp { type: "sticker" }
  payload { raw: true }
  button "Open" open "https://x"
  button "Call" dial "+31"
  button "Go" -> next
  button "Do" { -> next }
  card "First" { subtitle "Sub" image "i.png" button "Buy" -> next }
  item { en "Second" } {}
}`),
  ).toMatchInlineSnapshot(`
  "Say
    Media media="image" "a.png" "A picture"
    Media media="video" session.url
    Media media="audio" "a.mp3"
    Media media="file" (x ?? "b.pdf") { en "Report" }
    Location 52.37 (- 4.9)
    Payload whatsapp {type: "sticker"}
    Payload {raw: true}
    Button "Open" "https://x"
    Button "Call" "+31"
    Button "Go"
      Block
        Go @next
    Button "Do"
      Block braced
        Go @next
    Card "First"
      Subtitle "Sub"
      Media media="image" "i.png"
      Button "Buy"
        Block
          Go @next
    Item { en "Second" }"
`);
});

test("ask with every item", () => {
  expect(
    correctSteps(`ask session.amount as number "How much?" {
  check value > 0 else "More."
  invalid "A number."
  attempts 3 -> help.agent
  skip when session.amount != null
  on intent stop -> end
  reply "Ten" value 10
}`),
  ).toMatchInlineSnapshot(`
  "Ask session.amount number "How much?"
    Check (value > 0) "More."
    Invalid "A number."
    Attempts 3
      Go @help.agent
    SkipWhen (session.amount != null)
    Route
      IntentTrigger stop
      Block
        Go end
    Reply "Ten" 10"
`);
});

test("ask with each kind of type", () => {
  expect(
    correctSteps(`ask a as one of "x" | "y", "z" "Which?"
ask b as list of text { en "Many?" }
ask c as r"\\d+" "Code?"
ask d as size "Size?"`),
  ).toMatchInlineSnapshot(`
  "Ask a one of "x" | "y", "z" "Which?"
  Ask b list of text { en "Many?" }
  Ask c /\\d+/ "Code?"
  Ask d entity size "Size?""
`);
});

test("an API step with every item", () => {
  expect(
    correctSteps(`api bank POST "/x/{session.id}" {
  query { page: 1 }
  headers { Accept: "json" }
  body { done: state done, all: [state help.agent] }
  form { a: 1 }
  auth bearer secret.T
  timeout 2s
  retry 3 every 1s
  save temp.answer
  session account { limit: number, amount: number }
  nextDialogstate done, \`no money\`, help.agent
  on success { say "ok" }
  on 404 -> done
  on 4xx -> done
  on timeout -> done
}`),
  ).toMatchInlineSnapshot(`
  "Api bank POST "/x/{session.id}"
    Query {page: 1}
    Headers {Accept: "json"}
    Body {done: state @done, all: [state @help.agent]}
    Form {a: 1}
    Auth scheme="bearer" secret.T
    Timeout 2000ms
    Retry 3 1000ms
    Save temp.answer
    SessionContract account { limit: number, amount: number }
    NextDialogstate @done @\`no money\` @help.agent
    OnOutcome success
      Block braced
        Say "ok"
    OnOutcome 404
      Block
        Go @done
    OnOutcome 4xx
      Block
        Go @done
    OnOutcome timeout
      Block
        Go @done"
`);
});

test("API steps without a service or items", () => {
  expect(
    correctSteps(`api GET "/ping"
api \`my bank\` DELETE url
api GET GET`),
  ).toMatchInlineSnapshot(`
  "Api GET "/ping"
  Api \`my bank\` DELETE url
  Api GET GET"
`);
});

test("set and clear", () => {
  expect(
    correctSteps(`set session.users[0].name = "Ann"
set session["odd key"] = 1
clear session
clear temp.a[1]`),
  ).toMatchInlineSnapshot(`
  "Set session.users[0].name "Ann"
  Set session["odd key"] 1
  Clear session
  Clear temp.a[1]"
`);
});

test("if, else if, else", () => {
  expect(
    correctSteps(`if a { say "a" } else if b -> c else if d {} else { say "e" }
if { a: 1 } == x -> b`),
  ).toMatchInlineSnapshot(`
  "If
    IfBranch a
      Block braced
        Say "a"
    IfBranch b
      Block
        Go @c
    IfBranch d
      Block braced
    Block braced
      Say "e"
  If
    IfBranch ({a: 1} == x)
      Block
        Go @b"
`);
});

test("match", () => {
  expect(
    correctSteps(`match x {
  "a", "b" -> c
  1 { say "one" }
  state done -> d
  { a: 1 } -> e
  else -> f
}
match y { say -> a }`),
  ).toMatchInlineSnapshot(`
  "Match x
    MatchArm "a" "b"
      Block
        Go @c
    MatchArm 1
      Block braced
        Say "one"
    MatchArm state @done
      Block
        Go @d
    MatchArm {a: 1}
      Block
        Go @e
    Block
      Go @f
  Match y
    MatchArm say
      Block
        Go @a"
`);
});

test("jumps and their words", () => {
  expect(
    correctSteps(`-> done
-> help.agent
-> end
-> back
-> return
-> restart
-> \`end\`
-> end.start
-> say`),
  ).toMatchInlineSnapshot(`
  "Go @done
  Go @help.agent
  Go end
  Go back
  Go return
  Go restart
  Go @\`end\`
  Go @end.start
  Go @say"
`);
});

test("call, wait and signals", () => {
  expect(
    correctSteps(`call transfer.start
wait 1.5h
track "bought" { price: 1 }
handover "desk" "Wait." | "Moment."
language "nl"
context support for 3
context support`),
  ).toMatchInlineSnapshot(`
  "Call @transfer.start
  Wait 5400000ms
  Track "bought" {price: 1}
  Handover "desk" "Wait." | "Moment."
  Language "nl"
  Context support 3
  Context support"
`);
});

test("keywords as names", () => {
  expect(
    correctSteps(`set say = session.state
set set = on
-> state
call api
ask ask as ask "?"
set a = b.if.match`),
  ).toMatchInlineSnapshot(`
  "Set say session.state
  Set set on
  Go @state
  Call @api
  Ask ask entity ask "?"
  Set a b.if.match"
`);
});
