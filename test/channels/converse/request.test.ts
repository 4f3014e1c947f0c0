import { describe, expect, test } from "vitest";
import { choiceInput } from "../../../server/src/channels/conversations/choices.ts";
import { readIncoming } from "../../../server/src/channels/conversations/incoming.ts";
import { incomingOf, problemOf, publicBody, securedBody } from "../../../server/src/channels/converse/request.ts";
import type { UserInput } from "../../../server/src/runtime/events.ts";
import type { Offer } from "../../../server/src/runtime/machineState.ts";

describe("the body of the public route", () => {
  test.each([
    [{ text: "Hi" }],
    [{ type: "text", text: "Hi" }],
    [{ text: "Hi", includedContexts: ["global", "order"], metadata: { from: ["here"] } }],
  ])("%j is fine", (body) => {
    expect(publicBody.safeParse(body).success).toBe(true);
  });

  test.each([
    [{ text: "Hi", foo: 1 }, '"foo" is not allowed'],
    [{ text: "Hi", foo: 1, bar: 2 }, '"foo" is not allowed. "bar" is not allowed'],
    [{ text: "" }, 'child "text" fails because ["text" is not allowed to be empty]'],
    [{}, 'child "text" fails because ["text" is required]'],
    [{ text: 7 }, 'child "text" fails because ["text" must be a string]'],
    [{ text: null }, 'child "text" fails because ["text" must be a string]'],
    [{ type: "quick_reply", text: "Hi" }, 'child "type" fails because ["type" must be one of [text]]'],
    [
      { text: "Hi", includedContexts: "global" },
      'child "includedContexts" fails because ["includedContexts" must be an array]',
    ],
    [{ text: "Hi", includedContexts: [7] }, 'child "includedContexts" fails because ["0" must be a string]'],
    [{ text: "Hi", metadata: "x" }, 'child "metadata" fails because ["metadata" must be an object]'],
    [undefined, '"value" is required'],
    [["Hi"], '"value" must be an object'],
  ])("%j is refused: %s", (body, problem) => {
    const { error } = publicBody.safeParse(body, { reportInput: true });
    expect(error && problemOf(error, body)).toBe(problem);
  });
});

describe("what a body stands for", () => {
  const offers = [offer("Yes", "YES"), offer("No", null), offer("Order 7", { order: 7 }), offer("Agree", "ok")];

  test.each<[object, UserInput | undefined]>([
    [{ text: "hello" }, { type: "text", text: "hello" }],
    [
      { type: "text", text: "No" },
      { type: "text", text: "No" },
    ],
    [{ text: "YES" }, { type: "tap", text: "Yes", value: "YES" }],
    [{ text: "OK" }, { type: "tap", text: "Agree", value: "ok" }],
    [{ text: '{"order":7}' }, { type: "tap", text: "Order 7", value: { order: 7 } }],
    [
      { type: "quick_reply", text: "Yes", payload: "YES" },
      { type: "tap", text: "Yes", value: "YES" },
    ],
    [
      { type: "quick_reply", text: "No", payload: "NO" },
      { type: "tap", text: "No" },
    ],
    [
      { type: "quick_reply", text: "Gone", payload: "GONE" },
      { type: "text", text: "GONE" },
    ],
    [
      { type: "quick_reply", text: "Gone" },
      { type: "text", text: "Gone" },
    ],
    [
      { type: "postback", payload: "ok" },
      { type: "tap", text: "Agree", value: "ok" },
    ],
    [
      { type: "postback", payload: "unknown" },
      { type: "text", text: "unknown" },
    ],
    [
      { type: "text", text: 7 },
      { type: "text", text: "" },
    ],
    [
      { type: "paid", amount: 5, metadata: {} },
      { type: "event", name: "paid", data: { amount: 5, metadata: {} } },
    ],
    [
      { type: "paid", text: "x", includedContexts: ["a"] },
      { type: "event", name: "paid", data: { text: "x" } },
    ],
    [{ type: "session_reset" }, undefined],
    [{ type: "typing" }, undefined],
    [{ type: "visit" }, undefined],
    [{ type: "session_reference" }, undefined],
  ])("%j", (body, input) => {
    const incoming = incomingOf("bank", securedBody.parse(body));
    const taken = incoming?.type === "choice" ? choiceInput(incoming.title, incoming.value, offers) : incoming;
    expect(taken !== undefined && "input" in taken ? taken.input : taken).toEqual(input);
    expect(readIncoming(JSON.stringify(incoming ?? null))).toEqual(incoming);
  });

  test("a list of contexts that is none is taken for none", () => {
    expect(securedBody.parse({ includedContexts: 7 }).includedContexts).toBeUndefined();
  });
});

function offer(title: string, value: Offer["value"]): Offer {
  return { kind: "reply", title, value, stay: null, block: null, ask: null, next: null };
}
