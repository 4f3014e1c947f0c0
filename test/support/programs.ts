import fc from "fast-check";
import type { UserInput } from "../../server/src/runtime/events.ts";
import type { HttpResult } from "../../server/src/runtime/transition.ts";
import type { Given } from "./conversation.ts";

/** Random programs, inputs and answers, of all that a conversation may be made of. */

const states = ["start", "two", "three", "lost", "oops"] as const;
const targets = fc.constantFrom(...states, "end", "back", "return", "restart");
const path = fc.constantFrom("a", "b.c", "temp.t", "user.u", "bot.g", "list[0]", "account.limit");
const value = fc.constantFrom(
  "1",
  "a",
  '"x"',
  "[1, 2]",
  "{ k: b }",
  "null",
  "a + 1",
  '"{a}{b}"',
  "random(1, 3)",
  "uuid()",
  "state two",
  "now()",
  "secret.TOKEN",
  "temp.response.body.x",
);
const text = fc.constantFrom(
  '"Hi"',
  '"A" | "B" | "C"',
  '"{a} {b.c}"',
  '{ en "Yes" nl "Ja" | "Jazeker" }',
  '"{secret.TOKEN ?? 1}"',
);
const word = fc.constantFrom("yes", "no", "5", "help");

/** The head of an API step, and what it sends and keeps. */
const apiItems = fc.constantFrom<readonly [head: string, items: string]>(
  ['POST "http://bank.test/{a}"', "body { x: BODY }"],
  ['POST "http://bank.test/{a}"', "body { x: BODY }"],
  ['bank GET "/{a}/{b.c}"', "query { x: BODY, y: null } save temp.t"],
  ['bank PUT "/x?y={a}"', 'form { x: BODY } auth basic "ann", secret.TOKEN timeout 2s retry 2 every 1s'],
  ['bank PATCH "http://other.test/"', 'body BODY headers { "X-Key": secret.TOKEN, "X-A": a } save b'],
  ['bank DELETE "{a}"', "session account { limit: number } nextDialogstate two, three"],
  ['POST "{a}"', 'body "{a}" auth hmac secret.TOKEN header "X-Sign"'],
);

const { block } = fc.letrec<{ block: string; step: string; part: string; route: string }>((tie) => ({
  block: fc.oneof(
    { weight: 2, arbitrary: targets.map((target) => `-> ${target}`) },
    { weight: 3, arbitrary: fc.array(tie("step"), { maxLength: 3 }).map((steps) => `{ ${steps.join(" ")} }`) },
  ),
  part: fc.oneof(
    fc.tuple(word, tie("block")).map(([title, then]) => `reply "${title}" ${then}`),
    fc.tuple(word, value).map(([title, given]) => `reply "${title}" value ${given}`),
    fc.tuple(word, tie("block")).map(([title, then]) => `button "${title}" ${then}`),
    fc.constantFrom('image "https://x.test/1.png"', 'button "Open" open "https://x.test"'),
  ),
  route: fc
    .tuple(
      fc.constantFrom(
        'text "help"',
        'text r"^[a-z]+$"',
        'event "e"',
        "any",
        "attachment",
        "silence 5s",
        "change a",
        "intent ask",
      ),
      fc.constantFrom("", " when a", " in shop"),
      tie("block"),
    )
    .map(([trigger, when, then]) => `on ${trigger}${when} ${then}`),
  step: fc.oneof(
    { maxDepth: 3 },
    targets.map((target) => `-> ${target}`),
    fc
      .tuple(text, fc.array(tie("part"), { maxLength: 3 }))
      .map(([said, parts]) => `say ${said} { ${["payload { a: 1 }", ...parts].join(" ")} }`),
    fc
      .tuple(
        path,
        fc.constantFrom("text", "number", "boolean", "date", "any", "list of number", 'one of "yes", "no"', "size"),
        text,
        fc.array(fc.oneof(tie("part"), tie("route")), { maxLength: 2 }),
      )
      .map(
        ([to, type, question, items]) =>
          `ask ${to} as ${type} ${question} { ${items.join(" ")} check value != 5 else "Not five." }`,
      ),
    fc
      .tuple(path, text, targets)
      .map(
        ([to, question, target]) =>
          `ask ${to} as number ${question} { invalid "No" | "Still no" attempts 2 -> ${target} skip when b }`,
      ),
    fc
      .tuple(
        fc.array(fc.tuple(fc.constantFrom("success", "failure", "404", "5xx", "invalid", "timeout"), tie("block")), {
          maxLength: 2,
        }),
        value,
        apiItems,
      )
      .map(
        ([handlers, body, [head, items]]) =>
          `api ${head} { ${items.replace("BODY", body)} ${handlers.map(([outcome, then]) => `on ${outcome} ${then}`).join(" ")} }`,
      ),
    fc.tuple(path, value).map(([to, given]) => `set ${to} = ${given}`),
    fc.oneof(path, fc.constantFrom("session", "temp")).map((of) => `clear ${of}`),
    fc
      .tuple(value, tie("block"), tie("block"))
      .map(([test, then, otherwise]) => `if ${test} ${then} else ${otherwise}`),
    fc
      .tuple(value, tie("block"))
      .map(([subject, then]) => `match ${subject} { 1, "x" ${then} r"y" { say "y" } else { } }`),
    fc.constantFrom(...states).map((state) => `call ${state}`),
    fc.constantFrom("wait 2s", 'track "t" { a: a }', 'handover "agents"', 'language "nl"', "context shop for 2"),
  ),
}));

const blockSteps = fc
  .array(block, { maxLength: 3 })
  .map((blocks) => blocks.map((each) => (each.startsWith("{") ? `if true ${each}` : each)));

/** Sources of programs that compile. */
export const programs: fc.Arbitrary<string> = fc
  .tuple(
    fc.tuple(...states.map(() => fc.tuple(blockSteps, fc.array(block, { maxLength: 1 })))),
    fc.constantFrom("", "fallback lost", "failure oops", "fallback lost failure oops"),
    fc.array(block, { maxLength: 2 }),
  )
  .map(([bodies, roles, globals]) =>
    [
      `bot b { languages en, nl start start ${roles} }`,
      'service bank { base "http://bank.test" headers { "X-Api-Key": secret.TOKEN } auth bearer secret.TOKEN retry 1 }',
      "var session.a = 0",
      "var session.pin sensitive",
      'entity size { small "S" large "L" }',
      'intent ask { "help" "give {n: number}" }',
      ...globals.map((then, i) => `on ${['text "help"', "intent ask", 'event "e"', "change b"][i]} ${then}`),
      ...states.map((state, i) => {
        const [steps = [], routes = []] = bodies[i] ?? [];
        const own = routes.map((then) => `on text "no" ${then}`);
        return `state ${state} { say "${state}" ${[...steps, ...own].join("\n")} }`;
      }),
    ].join("\n"),
  );

/** What users, channels and the clock give. */
export const inputs: fc.Arbitrary<readonly Given[]> = fc.array(
  fc.oneof(
    fc.constantFrom<Given>("yes", "no", "5", "help", "give 3", "", " ", "{a}", "x".repeat(1_000)),
    fc.constantFrom<UserInput>(
      { type: "tap", text: "yes" },
      { type: "tap", text: "5", value: 5 },
      {
        type: "tap",
        text: "x",
        value: {
          nextDialogstateId: "two",
          params: [
            { key: "a.b", value: 1 },
            { key: "", value: 2 },
          ],
        },
      },
      { type: "tap", text: "x", value: { nextDialogstateId: "nowhere" } },
      { type: "event", name: "e", data: { a: 1 } },
      { type: "event", name: "nobody" },
      { type: "attachment", data: { type: "image", url: "https://x.test/1", name: "1" } },
      { type: "silence", ms: 6_000 },
    ),
    fc.constantFrom<Given>({ type: "clock", ms: 1_000 }, { type: "clock", ms: 10_000 }),
  ),
  { maxLength: 8 },
);

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    JSON.parse('{"__proto__":{"x":1},"session":{"namespace":"constructor","data":{"__proto__":1}}}'),
    { session: { namespace: "a", data: [1] }, messages: [{}], action: [] },
    { session: [], messages: {}, action: "two", nextDialogstate: ["two"] },
    { action: { nextDialogstate: "two" } },
    { nextDialogstate: "nowhere" },
    {
      session: { namespace: "account", data: { limit: "{secret.TOKEN}{a}" } },
      messages: [{ type: "text", config: { textMessages: ["{account.limit}"] } }],
    },
    {
      messages: [
        { type: "quickReplies", config: { quickReplies: [{ title: "yes", payload: { nextDialogstateId: "three" } }] } },
      ],
    },
  ),
);

/** What a backend answers to the requests of a run, the last repeated. */
export const backends: fc.Arbitrary<readonly HttpResult[]> = fc.array(
  fc.oneof(
    fc
      .tuple(hostile, fc.constantFrom(200, 200, 200, 201, 301, 404, 500))
      .map(([body, status]) => answer(JSON.stringify(body), "application/json", status)),
    fc.constantFrom<HttpResult>(
      answer("", "application/json", 204),
      answer("{", "application/json", 200),
      answer("<html>", "text/html", 200),
      { kind: "none", reason: "timeout", message: "Too slow.", ms: 20_000 },
      { kind: "none", reason: "refused", message: "Refused.", ms: 1 },
    ),
  ),
  { minLength: 1, maxLength: 3 },
);

function answer(body: string, type: string, status: number): HttpResult {
  return {
    kind: "answer",
    status,
    headers: { "content-type": type, "set-cookie": "sid=abcdefgh" },
    body,
    url: "http://bank.test/",
    ms: 3,
  };
}
