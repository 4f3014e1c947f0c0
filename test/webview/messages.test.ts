import { afterAll, expect, test } from "vitest";
import type { RunEvent } from "../../server/src/runtime/events.ts";
import { closePanels, openPanel, shownFresh } from "../support/panelPage.ts";

afterAll(closePanels);

const start: RunEvent = { type: "start", turn: 0, at: 0, conversation: "c", user: "u", language: "en" };
const wait: RunEvent = { type: "wait", turn: 0, at: 0, for: "input", replies: [] };
const said = (message: object): RunEvent => ({
  type: "message",
  turn: 0,
  at: 0,
  message: { type: "text", ...message },
});
const typed = (text: string): RunEvent => ({ type: "input", turn: 1, at: 0, input: { type: "text", text } });

const cards = [
  { title: "Debit card", buttons: [{ title: "Take it", kind: "go" }] },
  { title: "Credit card", buttons: [{ title: "Take that", kind: "go" }] },
];

test.each(["list", "carousel"])("what a %s offers as a whole stands below its entries", async (type) => {
  const panel = await openPanel();
  await panel.post(shownFresh([start, said({ type, cards, buttons: [{ title: "All", kind: "go" }] }), wait]));
  expect(await panel.page.locator(".button").allTextContents()).toEqual(["Take it", "Take that", "All"]);
  expect(await panel.page.locator(".bubble:empty").count()).toBe(0);
});

test("a carousel is turned where not all of its cards are in sight", async () => {
  const panel = await openPanel({ width: 900 });
  const { page } = panel;
  await panel.post(shownFresh([start, said({ type: "carousel", cards }), wait]));
  await page.getByRole("button", { name: "Next card" }).waitFor({ state: "detached" });
  await page.setViewportSize({ width: 300, height: 700 });
  await page.getByRole("button", { name: "Next card" }).click();
  await page.getByText("2 / 2").waitFor();
});

test("of a text that fills pages the beginning is shown, and the rest on demand", async () => {
  const panel = await openPanel();
  await panel.post(shownFresh([start, said({ text: `${"x".repeat(1_000_000)}end` }), wait]));
  const text = panel.page.locator(".text");
  expect((await text.textContent())?.length).toBe(2001);
  await panel.page.getByRole("button", { name: "Show all 1,000,003 characters" }).click();
  expect((await text.textContent())?.endsWith("xend")).toBe(true);
});

test.each([200, 330, 440])("at %i pixels what can be done with an entry covers none of its words", async (width) => {
  const panel = await openPanel({ width });
  const text = "A sentence that is long enough to fill more than one line of the panel, whatever its width may be.";
  await panel.post(shownFresh([start, said({ text }), wait, typed(text)]));
  for (const entry of await panel.page.locator(".entry").all()) {
    await entry.hover();
    const bubble = await entry.locator(".bubble").boundingBox();
    const acts = await entry.locator(".acts").boundingBox();
    if (bubble === null || acts === null) throw new Error("The entry has no bubble, or nothing can be done with it.");
    const beside = acts.x >= bubble.x + bubble.width || acts.x + acts.width <= bubble.x;
    const below = acts.y + 1 >= bubble.y + bubble.height;
    expect(beside || below, `${JSON.stringify(acts)} over ${JSON.stringify(bubble)}`).toBe(true);
  }
});

test("the answer to a request that was sent again goes with its request", async () => {
  const panel = await openPanel();
  const { page } = panel;
  const request = { id: "1", method: "GET", url: "http://localhost/a", headers: {}, body: null };
  const response = { id: "1", status: 200, headers: {}, body: null, ms: 1, outcome: "success" } as const;
  const events: readonly RunEvent[] = [
    start,
    { type: "request", turn: 0, at: 0, ...request },
    { type: "response", turn: 0, at: 0, ...response },
    wait,
  ];
  await panel.post(shownFresh(events));
  await page.locator(".request > summary").click();
  await panel.post({ type: "replayed", id: "1", response: { type: "response", turn: 0, at: 0, ...response } });
  await page.getByText("Sent again:").waitFor();
  await panel.post(shownFresh(events));
  await page.getByText("Sent again:").waitFor({ state: "detached" });
});
