import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandLine, spawnCommandLine } from "../support/commandLine.ts";
import { type RunningExample, startExample, statesIn } from "../support/exampleBackend.ts";

let shop: RunningExample;

beforeAll(async () => {
  shop = await startExample("shop", "SHOP_URL");
});

afterAll(() => {
  shop[Symbol.dispose]();
});

const ada = "ada@example.com";

test("the example has no problems at all", async () => {
  expect(await commandLine("check", shop.folder)).toEqual({ code: 0, out: "No problems in 6 files.\n", error: "" });
});

describe("an order", () => {
  test("is found by the sub-flow, which returns to the flow that called it", async () => {
    const events = await shop.events(["where is my order", "P-1002", ada]);
    expect(statesIn(events).slice(2)).toEqual([
      "orders.start",
      "identify.start",
      "identify.number",
      "identify.load",
      "orders.start",
      "orders.status",
      "orders.shipped",
      "orders.afterwards",
    ]);
  });

  test("is told in words where the parcel service is slow, down, or does not know it", async () => {
    const { out, error } = await shop.talk([
      "track my parcel",
      "P-1005",
      ada,
      "Another order",
      "P-1006",
      "Another order",
      "P-1007",
    ]);
    expect(out).toContain("bot: The parcel service takes its time to answer. Your parcel is SLOW");
    expect(out).toContain("← 503\nbot: The parcel service is down. Your parcel is DOWN");
    expect(out).toContain("← 404\nbot: The parcel service knows nothing of NEW1 yet.");
    expect(error).toBe("");
  });

  test("of somebody else is none, and after two attempts the sub-flow returns without it", async () => {
    const { out, error } = await shop.talk(["order status", "P-1002", "bob@example.com", "P-9999", ada]);
    expect(out).toContain("bot: I find no order P-1002 for bob@example.com.\nbot: What is the number of your order?");
    expect(out).toMatch(/no order P-9999 [^\n]*\nbot: Let us leave it at that\.[^\n]*\nbot: What can I do for you\?/);
    expect(error).toBe("");
  });
});

describe("a return", () => {
  test("of a broken lamp sends its photo along", async () => {
    const photo = '{"type":"attachment","data":{"type":"image","url":"https://photos.example/1.jpg","name":"1.jpg"}}';
    const events = await shop.events([
      "send it back",
      "P-1004",
      ada,
      "Return Ember",
      "Changed my mind",
      "Fetch it",
      "It is broken",
      photo,
      "Fetch it",
      "4",
    ]);
    const states = statesIn(events);
    expect(states).toContain("returns.tooLate");
    expect(states.slice(-4)).toEqual(["returns.accepted", "rating.start", "returns.accepted", "shop.menu"]);
    expect(events.findLast(({ type }) => type === "request")).toMatchObject({
      method: "POST",
      body: { item: "ember", reason: "broken", photo: "https://photos.example/1.jpg", way: "pickup" },
    });
  });

  test("of each lamp is taken once, and then nothing is offered any more", async () => {
    const { out } = await shop.talk([
      "return something",
      "P-1003",
      ada,
      ...["Return Noon", "wrong size", "I bring it", "5"],
      ...["return something", "Return Ember", "wrong size", "Fetch it", "not now"],
      "return something",
    ]);
    expect(out).toContain("bot: [file] URL/labels/R-");
    expect(out).toContain("€119.00 back");
    expect(out).toMatch(/There is nothing in order P-1003 that could be returned/);
  });

  test("that cannot be noted is kept to be tried again", async () => {
    // A button of an order that was looked at before: the lamp is not in this one.
    const noon = '{"type":"tap","text":"Return Noon"}';
    const other = ["where is my order", "Another order", "P-1004", "Return something"];
    const lines = ["return something", "P-1003", ada, ...other, noon, "wrong size", "Fetch it", "Try again", "Not now"];
    using fresh = await startExample("shop", "SHOP_URL");
    const events = await fresh.events(lines);
    const states = statesIn(events);
    expect(states.filter((state) => state === "returns.notSent")).toHaveLength(2);
    expect(events.filter(({ type, status }) => type === "response" && status === 404)).toHaveLength(2);
    expect(states.at(-1)).toBe("shop.menu");
  });

  test("asked for twice, by a button of an earlier message, is noted once", async () => {
    using fresh = await startExample("shop", "SHOP_URL");
    const again = '{"type":"tap","text":"Return Noon"}';
    const chosen = ["Wrong size", "Fetch it"];
    const events = await fresh.events(["return something", "P-1003", ada, again, ...chosen, "5", again, ...chosen]);
    expect(events.filter(({ type, status }) => type === "response" && status === 409)).toHaveLength(1);
    const said = events.filter(({ type }) => type === "message").map(({ message }) => JSON.stringify(message));
    expect(said.slice(-3).join()).toContain("That one is on its way back already.");
    expect(statesIn(events).at(-1)).toBe("returns.choose");
  });
});

test("what is new is a carousel of pictures", async () => {
  const { out } = await shop.talk(["new lamps"]);
  expect(out.match(/URL\/lamps\/\w+\.svg/g)).toHaveLength(3);
});

test("a workshop that does not answer is told in words", async () => {
  const input = `where is my order\nP-1002\n${ada}\n`;
  const { out } = await spawnCommandLine(["run", shop.folder], { input, env: { SHOP_URL: "http://127.0.0.1:1" } });
  expect(out).toContain("bot: Our workshop does not answer. Nothing was changed");
});

test("the script of the example walks through all of it", async () => {
  using fresh = await startExample("shop", "SHOP_URL");
  const script = await readFile(`${fresh.folder}/script.txt`, "utf8");
  const { out, error } = await fresh.talk(script.trimEnd().split("\n"));
  for (const text of [
    "left the workshop",
    "in Utrecht",
    "takes its time",
    "is down",
    "€119.00 back",
    "€49.00 back",
    "bright day",
  ])
    expect(out).toContain(text);
  expect(out).not.toContain("did not get that");
  expect(error).toBe("");
});
