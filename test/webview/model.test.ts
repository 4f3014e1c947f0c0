import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Item } from "../../client/webview/conversation/items.ts";
import {
  acceptsTaps,
  type ConversationModel,
  emptyConversation,
  itemLimit,
  reduce,
  reduceAll,
} from "../../client/webview/conversation/model.ts";
import type { RequestEvent, ResponseEvent, RunEvent } from "../../server/src/runtime/events.ts";

const start: RunEvent = { type: "start", turn: 0, at: 0, conversation: "c", user: "u", language: "en" };
const wait = (turn: number): RunEvent => ({ type: "wait", turn, at: 0, for: "input", replies: [] });
const said = (turn: number, text: string, replies: readonly string[] = []): RunEvent => ({
  type: "message",
  turn,
  at: 0,
  message: { type: "text", text, replies: replies.map((title) => ({ title })) },
});
const typed = (turn: number, text: string): RunEvent => ({ type: "input", turn, at: 0, input: { type: "text", text } });
const tapped = (turn: number, text: string): RunEvent => ({ type: "input", turn, at: 0, input: { type: "tap", text } });
const entered = (turn: number, state: string): RunEvent => ({
  type: "state",
  turn,
  at: 0,
  state,
  from: null,
  cause: "go",
});
const asked = (turn: number, id: string): RequestEvent => ({
  type: "request",
  turn,
  at: 0,
  id,
  method: "GET",
  url: `http://localhost/${id}`,
  headers: {},
  body: null,
});
const answered = (turn: number, id: string): ResponseEvent => ({
  type: "response",
  turn,
  at: 0,
  id,
  status: 200,
  headers: {},
  body: null,
  ms: 1,
  outcome: "success",
});
const ended = (turn: number, reason: "end" | "restart" | "stopped" = "end"): RunEvent => ({
  type: "end",
  turn,
  at: 0,
  reason,
});
const report = (turn: number, message: string): RunEvent => ({
  type: "report",
  turn,
  at: 0,
  code: "unset-variable",
  message,
  details: {},
});

/** The transcript in one line an item. */
function drawn(model: ConversationModel): readonly string[] {
  return model.items.map(drawItem);
}

function drawItem(item: Item): string {
  switch (item.type) {
    case "user":
      return `user: ${item.input.type === "text" || item.input.type === "tap" ? item.input.text : item.input.type}${item.match ? ` (${item.match.kind})` : ""}`;
    case "bot": {
      const titles = (item.message.replies ?? []).map(({ title }) => (title === item.taken ? `*${title}*` : title));
      return `bot: ${item.message.text}${titles.length > 0 ? ` [${titles.join(" ")}]${item.open ? "" : " closed"}` : ""}`;
    }
    case "request":
      return `${item.request.method} ${item.request.id}: ${item.response?.status ?? (item.abandoned ? "abandoned" : "open")}`;
    case "states":
      return `> ${item.states.map(({ name }) => name).join(" > ")}`;
    case "report":
      return `${item.severity}: ${item.message}${item.count > 1 ? ` ×${item.count}` : ""}`;
    case "note":
      return `note: ${item.text}`;
    case "start":
      return "--- started again";
    case "end":
      return `--- ${item.reason}`;
  }
}

const of = (...events: RunEvent[]) => reduceAll(emptyConversation, events);

describe("the transcript", () => {
  test("is what was said and done, in order", () => {
    const model = of(
      start,
      entered(0, "a.start"),
      said(0, "Hello", ["Yes", "No"]),
      wait(0),
      tapped(1, "Yes"),
      { type: "match", turn: 1, at: 0, kind: "reply", candidates: [] },
      entered(1, "a.send"),
      asked(1, "r1"),
      answered(1, "r1"),
      entered(1, "a.check"),
      entered(1, "a.done"),
      said(1, "Done"),
      ended(1),
    );
    expect(drawn(model)).toEqual([
      "> a.start",
      "bot: Hello [*Yes* No] closed",
      "user: Yes (reply)",
      "> a.send",
      "GET r1: 200",
      "> a.check > a.done",
      "bot: Done",
      "--- end",
    ]);
    expect(model.state?.name).toBe("a.done");
    expect(model.phase).toBe("ended");
  });

  test("quick replies are open until the next input, of whatever kind", () => {
    const open = of(start, said(0, "A", ["Yes"]), said(0, "B", ["No"]), wait(0));
    expect(drawn(open)).toEqual(["bot: A [Yes]", "bot: B [No]"]);
    expect(drawn(reduce(open, typed(1, " yES ")))).toEqual([
      "bot: A [*Yes*] closed",
      "bot: B [No] closed",
      "user:  yES ",
    ]);
    expect(
      drawn(reduce(open, { type: "input", turn: 1, at: 0, input: { type: "silence", ms: 5 } })).slice(0, 2),
    ).toEqual(["bot: A [Yes] closed", "bot: B [No] closed"]);
  });

  test("what is offered on where the conversation waits on can be tapped again, and no more than that", () => {
    const offering: RunEvent = { type: "wait", turn: 2, at: 0, for: "input", replies: [{ title: "Yes" }] };
    const heard = of(start, said(0, "A", ["No"]), typed(1, "No"), said(1, "B", ["Yes"]), wait(1));
    const event: RunEvent = { type: "input", turn: 2, at: 0, input: { type: "event", name: "paid" } };
    const model = [event, said(2, "Paid"), offering].reduce(reduce, heard);
    expect(drawn(model)).toEqual(["bot: A [*No*] closed", "user: No", "bot: B [Yes]", "user: event", "bot: Paid"]);
    expect(drawn([event, said(2, "Paid"), wait(2)].reduce(reduce, heard))).toContain("bot: B [Yes] closed");
    expect(drawn(reduce(model, typed(3, "yes")))).toContain("bot: B [*Yes*] closed");
  });

  test("a conversation that begins again has a line across and keeps what was said", () => {
    expect(drawn(of(start, said(0, "A", ["Yes"]), ended(0, "restart"), start, said(0, "A")))).toEqual([
      "bot: A [Yes] closed",
      "--- started again",
      "bot: A",
    ]);
  });

  test("an end and the beginning after it are one line", () => {
    expect(drawn(of(start, said(0, "A"), ended(0, "stopped"), start, said(0, "A")))).toEqual([
      "bot: A",
      "--- started again",
      "bot: A",
    ]);
    expect(drawn(of(start, said(0, "A"), ended(0), start, said(0, "A")))).toEqual(["bot: A", "--- end", "bot: A"]);
  });

  test("the same report in a row is counted", () => {
    expect(drawn(of(report(1, "x"), report(1, "x"), report(1, "y"), report(1, "x")))).toEqual([
      "warning: x ×2",
      "warning: y",
      "warning: x",
    ]);
  });

  test("a conversation without end keeps the latest entries", () => {
    const model = of(...Array.from({ length: itemLimit + 5 }, (_, index) => said(0, `${index}`)));
    expect(model.items.length).toBe(itemLimit);
    expect(model.dropped).toBe(5);
    expect(drawn(model)[0]).toBe("bot: 5");
  });
});

describe("requests", () => {
  test("one is pending until its answer", () => {
    const calling = of(start, asked(1, "r1"));
    expect(calling.pending?.id).toBe("r1");
    expect(calling.phase).toBe("working");
    const done = reduce(calling, answered(1, "r1"));
    expect(done.pending).toBeUndefined();
    expect(drawn(done)).toEqual(["GET r1: 200"]);
  });

  test("an answer goes to the latest request of its id", () => {
    expect(drawn(of(start, asked(1, "r1"), answered(1, "r1"), start, asked(1, "r1"), answered(1, "r1")))).toEqual([
      "GET r1: 200",
      "--- started again",
      "GET r1: 200",
    ]);
  });

  test.each([
    ["the end", ended(1, "stopped")],
    ["a wait", wait(1)],
    ["a new beginning", start],
  ])("%s leaves no request open", (_, event) => {
    const model = of(start, asked(1, "r1"), event);
    expect(model.pending).toBeUndefined();
    expect(drawn(model)[0]).toBe("GET r1: abandoned");
  });

  test("an answer to nothing changes nothing", () => {
    expect(of(start, answered(1, "r9")).items).toEqual([]);
  });
});

test("what was sent is kept for ↑, without repetitions in a row", () => {
  expect(of(typed(1, "a"), typed(2, "a"), tapped(3, "b"), typed(4, "a")).sent).toEqual(["a", "b", "a"]);
});

test("after the end nothing can be tapped, after a new beginning it can", () => {
  const over = of(start, said(0, "A", ["Yes"]), ended(0));
  expect(acceptsTaps(over)).toBe(false);
  expect(acceptsTaps(reduce(over, start))).toBe(true);
});

test("an event of a type that is not known changes nothing", () => {
  const model = of(start, said(0, "A"));
  const strange = JSON.parse('{"type":"hologram","turn":0,"at":0}') as RunEvent;
  expect(drawn(reduce(model, strange))).toEqual(drawn(model));
});

test("whatever comes in whatever order: keys are unique and rise, turns do not fall behind, models are not changed", () => {
  const event = fc.oneof(
    fc.constant(start),
    fc.nat(9).map((turn) => wait(turn)),
    fc
      .tuple(fc.nat(9), fc.string(), fc.array(fc.string(), { maxLength: 2 }))
      .map(([turn, text, replies]) => said(turn, text, replies)),
    fc.tuple(fc.nat(9), fc.string()).map(([turn, text]) => typed(turn, text)),
    fc.tuple(fc.nat(9), fc.constantFrom("a.b", "c.d")).map(([turn, state]) => entered(turn, state)),
    fc.tuple(fc.nat(9), fc.constantFrom("r1", "r2")).map(([turn, id]) => asked(turn, id)),
    fc.tuple(fc.nat(9), fc.constantFrom("r1", "r2")).map(([turn, id]) => answered(turn, id)),
    fc.nat(9).map((turn) => ended(turn)),
    fc.tuple(fc.nat(9), fc.constantFrom("x", "y")).map(([turn, message]) => report(turn, message)),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let model = emptyConversation;
      for (const each of events) {
        const before = JSON.stringify(model);
        const next = reduce(model, each);
        expect(JSON.stringify(model)).toBe(before);
        model = next;
      }
      const keys = model.items.map(({ key }) => key);
      expect(keys).toEqual([...new Set(keys)].sort((one, other) => one - other));
      if (model.phase !== "working") expect(model.pending).toBeUndefined();
      if (model.phase === "ended") expect(model.items.some((item) => item.type === "bot" && item.open)).toBe(false);
    }),
    { numRuns: 200 },
  );
});
