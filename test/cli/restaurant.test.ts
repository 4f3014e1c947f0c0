import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandLine } from "../support/commandLine.ts";
import { type RunningExample, startExample, statesIn } from "../support/exampleBackend.ts";

let restaurant: RunningExample;

beforeAll(async () => {
  restaurant = await startExample("restaurant", "RESTAURANT_URL");
});

afterAll(() => {
  restaurant[Symbol.dispose]();
});

/** A Wednesday. */
const now = ["--now", "2026-03-04T12:00"];
const monday = ["--now", "2026-03-02T12:00"];

async function talk(...lines: readonly string[]) {
  return await restaurant.talk(lines, now);
}

test("the example has no problems at all", async () => {
  expect(await commandLine("check", restaurant.folder)).toEqual({
    code: 0,
    out: "No problems in 5 files.\n",
    error: "",
  });
});

describe("a booking", () => {
  test("asks only for what the guest did not say", async () => {
    const { out, error } = await talk("a table for 4 tomorrow", "8pm", "outside", "Ada", "her birthday", "yes, please");
    expect(error).toBe("");
    expect(out).not.toMatch(/For how many|On which day/);
    expect(out).toContain(
      "A table on the terrace for 4, on Thursday, March 5, 2026 at 20:00,\n     in the name of Ada.",
    );
    expect(out).toMatch(/a candle on the cake\.\nbot: You have table \w+\. Your booking is LU-\d{3}/);
  });

  test("is not made for days that are over, too far away, or a Monday", async () => {
    const { out } = await talk("a table for 2", "3 March", "2026-12-24", "9 March", "10 March");
    expect(out).toContain("March 3, 2026 is over, sadly.");
    expect(out).toContain("Our book goes as far as May 3, 2026.");
    expect(out).toContain("Monday, March 9, 2026 is a day of rest for us.");
    expect(out).toContain("At what time on Tuesday, March 10, 2026?");
  });

  test("is not made for hours at which the kitchen is cold", async () => {
    const { out } = await talk("a table for 2 tomorrow", "whenever", "noon", "14:00", "19:00");
    expect(out).toContain("What time is that?");
    expect(out).toContain("We seat our guests between 17:30 and 21:30.");
    expect(out).toContain("Where would you like to sit?");
  });

  test("names the nearest hours where the wanted one is full, and takes one of them", async () => {
    const { out } = await talk("a table for 2 on 7 March", "20:00", "bar", "Bo", "just dinner", "1", "At 20:30");
    expect(out).toContain("At 20:00 we are full. At 19:30 or 20:30 it would work.");
    expect(out).toContain("You have table Banco.");
  });

  test("for many, or for nobody, is no booking", async () => {
    const many = await restaurant.events(["a table for 12 tomorrow"], now);
    expect(statesIn(many).at(-1)).toBe("people.waiting");
    expect((await talk("a table for 0 tomorrow")).out).toMatch(
      /A table for nobody is easily kept\.[^\n]*\nbot: For how many\?/,
    );
  });

  test("celebrates nothing after three answers that name no occasion", async () => {
    const { out } = await talk("a table for 2 tomorrow", "18:00", "inside", "Cy", "hm", "what?", "well", "1");
    expect(out).toMatch(/"occasion":"none"/);
  });
});

describe("a booking that was made", () => {
  test("is found by its reference, however it is written, and cancelled once", async () => {
    const made = await talk("a table for 2 on 12 March", "18:00", "inside", "Di", "no", "1");
    const reference = /LU-\d+/.exec(made.out)?.[0] ?? "";
    const { out } = await talk("my booking", reference.replace("-", "").toLowerCase(), "Cancel it", "yes");
    expect(out).toContain("Thursday, March 12, 2026 at 18:00, table Fico for 2.");
    expect(out).toContain("It is cancelled.");
    expect((await talk("my booking", reference)).out).toContain(`I find no booking ${reference}.`);
  });

  test("stays where the guest thinks again", async () => {
    const { out } = await talk("my booking", "LU-100", "Cancel it", "no");
    expect(out).toContain("It stays as it is.");
    expect(out).not.toContain("DELETE");
  });
});

describe("a person", () => {
  const accepted = '{"type":"event","name":"handover.accepted"}';
  const closed = '{"type":"event","name":"handover.closed"}';

  test("takes over, and the assistant keeps quiet until they are done", async () => {
    const events = await restaurant.events(["Talk to someone", accepted, "Is the fish fresh?", "menu", closed], now);
    expect(statesIn(events).slice(-3)).toEqual(["people.waiting", "people.talking", "people.afterwards"]);
    const said = events.filter(({ type, turn }) => type === "message" && (turn === 3 || turn === 4));
    expect(said).toEqual([]);
  });

  test("who does not come is asked to call back", async () => {
    const refused = '{"type":"event","name":"handover.refused"}';
    const silence = '{"type":"silence","ms":120000}';
    for (const input of [refused, silence]) {
      const events = await restaurant.events(["help", input, "+31 20 123 4567"], now);
      expect(statesIn(events)).toContain("people.message");
      expect(events.findLast(({ type }) => type === "response")).toMatchObject({ status: 202 });
    }
  });

  test("is not looked for on a Monday", async () => {
    const { out } = await restaurant.talk(["help"], monday);
    expect(out).not.toContain("* handover");
    expect(out).toContain("On which number may we call you back?");
  });
});

test("the script of the example walks through all of it", async () => {
  const script = await readFile(`${restaurant.folder}/script.txt`, "utf8");
  const { out, error } = await talk(...script.trimEnd().split("\n"));
  for (const text of [
    "candle on the cake",
    "is over, sadly",
    "we are full",
    "cancelled",
    "no booking LU-999",
    "We will call",
  ])
    expect(out).toContain(text);
  expect(out).not.toContain("did not get that");
  expect(error).toBe("");
});
