import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contrastOf, readableOn, textOn } from "../../client/webview/chat/accent.ts";
import { createEventReader } from "../../client/webview/chat/eventReader.ts";
import { parseKept } from "../../client/webview/chat/kept.ts";
import { isRightToLeft, textsIn } from "../../client/webview/chat/texts.ts";
import {
  type Entry,
  type HeardEntry,
  mergeSent,
  replyStateOf,
  type SentEntry,
  transcriptOf,
  withHeard,
} from "../../client/webview/chat/transcript.ts";
import { runs } from "../support/runs.ts";

const heard = (sequence: number, replies: readonly string[] = []): HeardEntry => ({
  kind: "heard",
  sequence,
  at: sequence,
  message: { type: "text", text: `m${sequence}`, replies: replies.map((title) => ({ title })) },
});
const sent = (key: string, after: number, at = 0, status: SentEntry["status"] = "sent"): SentEntry => ({
  kind: "sent",
  key,
  after,
  at,
  message: { type: "text", text: key },
  status,
});
const nameOf = (entry: Entry) => (entry.kind === "heard" ? `m${entry.sequence}` : entry.key);

describe("the order of a conversation", () => {
  test("what the user says stands behind what was there then, and before what came later", () => {
    const shown = transcriptOf([sent("b", 2, 5), sent("c", 2, 9), sent("a", 0)], [heard(1), heard(2), heard(4)]);
    expect(shown.map(nameOf)).toEqual(["a", "m1", "m2", "b", "c", "m4"]);
  });

  const conversations = fc.record({
    count: fc.nat(20),
    said: fc.uniqueArray(fc.record({ key: fc.uuid(), after: fc.nat(25), at: fc.nat(3) }), {
      selector: ({ key }) => key,
      maxLength: 20,
    }),
  });

  test("nothing is lost or doubled, in whatever order the page has got to know it", () => {
    fc.assert(
      fc.property(conversations, ({ count, said }) => {
        const messages = Array.from({ length: count }, (_, index) => heard(index + 1));
        const own = said.map(({ key, after, at }) => sent(key, after, at));
        const shown = transcriptOf(own, messages).map(nameOf);
        expect(shown.toSorted()).toEqual([...messages, ...own].map(nameOf).toSorted());
        expect(transcriptOf(own.toReversed(), messages).map(nameOf)).toEqual(shown);
        for (const { key, after } of own) {
          const at = shown.indexOf(key);
          expect(messages.every(({ sequence }) => shown.indexOf(`m${sequence}`) < at === sequence <= after)).toBe(true);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  test("a message that comes again is known", () => {
    const known = [heard(1), heard(2)];
    expect(withHeard(known, heard(2))).toBe(known);
    expect(withHeard(known, heard(3))).toHaveLength(3);
  });

  test("of what two pages know of an entry, that it was sent is what counts", () => {
    const [ours, theirs] = [
      [sent("a", 0, 0, "sending"), sent("b", 0)],
      [sent("a", 0), sent("b", 0, 0, "failed")],
    ];
    expect(mergeSent(ours, [...theirs, sent("c", 1)]).map(({ key, status }) => `${key} ${status}`)).toEqual([
      "a sent",
      "b sent",
      "c sent",
    ]);
  });

  test("quick replies are open until something is said, and show which one was tapped", () => {
    const tap: SentEntry = { ...sent("a", 2), message: { type: "tap", title: "Yes" } };
    const entries = transcriptOf([tap], [heard(1, ["Yes"]), heard(2, ["Yes", "No"]), heard(3, ["Yes"])]);
    expect(entries.map((_, index) => replyStateOf(entries, index))).toEqual([
      { open: false },
      { open: false, taken: "Yes" },
      { open: true },
      { open: true },
    ]);
  });
});

describe("server-sent events", () => {
  test("are the same wherever the stream is cut", () => {
    const stream =
      'retry: 1000\n\nid: 1\nevent: message\ndata: {"a":1}\n\n: alive\n\nid: 2\ndata: x\ndata: y\n\nid: 3\nda';
    const whole = createEventReader()(stream);
    expect(whole).toEqual([
      { id: "1", data: '{"a":1}' },
      { id: "2", data: "x\ny" },
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
        const read = createEventReader();
        const places = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
        const pieces = places.slice(1).map((end, index) => stream.slice(places[index], end));
        expect(pieces.flatMap((piece) => read(piece))).toEqual(whole);
      }),
      { numRuns: runs(500) },
    );
  });
});

const colours = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => {
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
});

describe("the accent", () => {
  test("can be read in every colour, as text and as ground", () => {
    fc.assert(
      fc.property(colours, (colour) => {
        for (const ground of ["#e6e9ed", "#2e3238"]) {
          expect(contrastOf(readableOn(colour, ground), ground)).toBeGreaterThanOrEqual(4.5);
        }
        expect(contrastOf(textOn(colour), colour)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: runs(2_000) },
    );
  });

  test("stays as it is where it can be read", () => {
    expect(readableOn("#0a4fb8", "#e6e9ed")).toBe("#0a4fb8");
    expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21, 5);
  });
});

describe("what the browser kept", () => {
  const kept = { session: "s", bot: "bank", title: "Bank", languages: ["en"], sent: [sent("a", 1)] };

  test("is read as it was written", () => {
    expect(parseKept(JSON.stringify(kept))).toEqual(kept);
  });

  test.each([
    null,
    "",
    "{",
    "[]",
    "null",
    JSON.stringify({ ...kept, session: 5 }),
    JSON.stringify({ ...kept, languages: [5] }),
    JSON.stringify({ ...kept, sent: [{}] }),
    JSON.stringify({ ...kept, sent: [{ ...sent("a", 1), message: { type: "text" } }] }),
    JSON.stringify({ ...kept, sent: [{ ...sent("a", 1), status: "lost" }] }),
  ])("is passed over where it is something else: %s", (text) => {
    expect(parseKept(text)).toBeUndefined();
  });
});

test("the page speaks the language of the conversation where it can, else English", () => {
  expect([textsIn("nl-BE").texts.send, textsIn("nl-BE").language]).toEqual(["Verstuur", "nl"]);
  expect([textsIn("ar").language, textsIn("constructor").language, textsIn("").language]).toEqual(["en", "en", "en"]);
  expect(["ar", "he-IL", "fa", "arn", "nl"].map(isRightToLeft)).toEqual([true, true, true, false, false]);
});
