import fc from "fast-check";
import { expect, test } from "vitest";
import type { MessageButton } from "../../server/src/runtime/events.ts";
import { answers, run, tap, text } from "../support/conversation.ts";
import { runs } from "../support/runs.ts";

const source = `
  bot b { start s failure oops }
  state s { api GET "http://shop.test/" { save session.last on success { say "{session.last.body}" } } on any { say "Any" } }
  state home id "home" { say "Home {order.kind}" }
  state oops { say "Oops" }
`;

const payload = { nextDialogstateId: "home", params: [{ key: "order.kind", value: "parcel" }] };
const button = { type: "postback", title: "Go {order.id}", payload };

/** An answer with everything in it that an answer may have. */
const full = {
  session: { namespace: "order", data: { id: "A-17", lines: [{ name: "tea" }], total: 42.5 } },
  messages: [
    { type: "text", config: { textMessages: [{ text: "Hi {order.id}" }, { text: "Hello" }] } },
    {
      type: "buttons",
      config: {
        textMessages: [{ text: "Pick" }],
        buttons: [
          button,
          { type: "web_url", title: "W", url: "https://x" },
          { type: "call", title: "C", payload: "+32" },
        ],
      },
    },
    { type: "quickReplies", config: { textMessages: [{ text: "Which" }], quickReplies: [button] } },
    {
      type: "carousel",
      config: { elements: [{ title: "T", subTitle: "S", imageUrl: "i", webUrl: "w", buttons: [button] }] },
    },
    { type: "list", config: { elements: [{ title: "T", button }], button } },
    { type: "media", config: { media: { type: "image", url: "https://x" } } },
    { listTemplate: { elements: [{ title: "T", button: { postBackButton: { title: "P", payload } } }] } },
    { text: "T", quick_replies: [{ title: "Q", payload: JSON.stringify(payload) }] },
    {
      attachment: {
        type: "template",
        payload: { template_type: "generic", elements: [{ title: "T", default_action: { url: "u" } }] },
      },
    },
  ],
  action: { nextDialogstate: "home" },
  nextDialogstate: "home",
};

const odd = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      "",
      " ",
      "__proto__",
      "constructor",
      "{order}",
      "{__proto__.x}",
      "{secret.TOKEN}",
      [],
      {},
      [[]],
      [null],
      { key: 1 },
      "home",
      "gone",
      "x".repeat(5_000),
    ),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constant<unknown>(
      JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
    ),
  },
);

interface Change {
  /** Which of the values, counted from the top; taken modulo their number. */
  readonly at: number;
  readonly to: unknown;
}

/** The value with one of the values inside it replaced. */
function changed(value: unknown, { at, to }: Change): unknown {
  const size = countOf(value);
  let left = at % size;
  const walk = (each: unknown): unknown => {
    if (left-- === 0) return to;
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== "object" || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, member]) => [name, walk(member)]));
  };
  return walk(value);
}

function countOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>((sum, each) => sum + countOf(each), 1);
}

const bodies = fc
  .array(fc.record({ at: fc.nat(500), to: odd }), { maxLength: 6 })
  .map((changes) => JSON.stringify(changes.reduce<unknown>(changed, full)));

test("whatever an answer holds, what is said is texts, and the conversation goes on", () => {
  fc.assert(
    fc.property(bodies, fc.constantFrom(200, 204, 302, 404, 500), (body, status) => {
      const first = run(source, [], { backend: answers(text(body, "application/json", status)) });
      const titles: string[] = [];
      const note = (buttons: readonly MessageButton[] = []): void => {
        for (const each of buttons) {
          expect([
            typeof each.title,
            typeof (each.kind === "open" ? each.url : each.kind === "dial" ? each.number : ""),
          ]).toEqual(["string", "string"]);
          titles.push(each.title);
        }
      };
      for (const event of first.events) {
        if (event.type !== "message") continue;
        const { type, text: said, buttons, cards, replies = [], media } = event.message;
        expect(type === "text" ? typeof said : "string").toBe("string");
        expect(type === "media" ? typeof media?.url : "string").toBe("string");
        note(buttons);
        for (const card of cards ?? []) {
          expect([typeof card.title, typeof (card.subtitle ?? ""), typeof (card.image ?? "")]).toEqual([
            "string",
            "string",
            "string",
          ]);
          note(card.buttons);
        }
        titles.push(...replies.map(({ title }) => title));
      }
      const all = run(
        source,
        titles.slice(0, 8).map((title) => tap(title)),
        { backend: answers(text(body, "application/json", status)) },
      );
      expect(["waiting", "ended"]).toContain(all.state.status);
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
      expect(JSON.stringify(all.state.memory)).not.toContain('"polluted"');
    }),
    { numRuns: runs(3_000) },
  );
});
