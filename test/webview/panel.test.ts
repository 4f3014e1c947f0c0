import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, describe, expect, test } from "vitest";
import type { ToPanel } from "../../client/webview/conversation/panelMessages.ts";
import { scenes } from "../../scripts/preview/scenes.mjs";
import type { RunEvent } from "../../server/src/runtime/events.ts";
import { closePanels, openPanel, type PanelPage, shownFresh } from "../support/panelPage.ts";

afterAll(closePanels);

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What WCAG 2.2 AA and axe's own advice have against the page, each with the first element. */
async function findings({ page }: PanelPage): Promise<readonly string[]> {
  // Through the debugger, past the policy of the page.
  await page.evaluate(axe);
  const { violations }: { readonly violations: readonly Violation[] } = await page.evaluate("axe.run()");
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

const checked = ["opening", "done", "broken", "why", "messages", "media", "edit", "menu", "send", "stopped", "over"];
const panes = ["variables-440", "mocks-440", "options-440"];

describe.each(["dark", "light", "contrast", "contrast-light"])("in the theme %s", (theme) => {
  test.each([...checked, ...panes])("nobody is shut out of the scene %s", async (name) => {
    const scene = scenes.find((each) => each.name === name);
    if (scene === undefined) throw new Error(`There is no scene ${name}.`);
    const panel = await openPanel({ theme, ...scene.size });
    await panel.post(...scene.messages);
    await scene.act?.(panel.page);
    expect(await findings(panel)).toEqual([]);
    expect(panel.problems).toEqual([]);
    await panel.page.close();
  });
});

test("the check of accessibility finds what is wrong", async () => {
  const panel = await openPanel();
  await panel.page.evaluate('document.body.append(document.createElement("button"))');
  expect((await findings(panel)).join("\n")).toContain("button-name");
});

const say = (turn: number, message: object): RunEvent => ({
  type: "message",
  turn,
  at: 0,
  message: { type: "text", ...message },
});
const typed = (turn: number, text: string): RunEvent => ({ type: "input", turn, at: 0, input: { type: "text", text } });
const start: RunEvent = { type: "start", turn: 0, at: 0, conversation: "c", user: "u", language: "en" };
const wait = (turn: number): RunEvent => ({ type: "wait", turn, at: 0, for: "input", replies: [] });
const talk = [start, say(0, { text: "Hello" }), wait(0), typed(1, "100"), say(1, { text: "To whom?" }), wait(1)];

test("whatever a bot or a backend says is text", async () => {
  const hostile = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
  const panel = await openPanel();
  await panel.post(
    shownFresh([
      start,
      say(0, { text: hostile, replies: [{ title: hostile }], buttons: [{ title: hostile, kind: "go" }] }),
      say(0, { type: "carousel", cards: [{ title: hostile, subtitle: hostile, image: "javascript:1", buttons: [] }] }),
      say(0, { type: "payload", raw: { [hostile]: hostile } }),
      say(0, { text: "javascript:alert(1) command:x file:///etc/passwd \u202Egnp.exe" }),
      { type: "memory", turn: 0, at: 0, path: `session.${hostile}`, value: hostile, previous: null },
      { type: "report", turn: 0, at: 0, code: "bad-message", message: hostile, details: {} },
      typed(1, hostile),
      say(1, { text: "x".repeat(1_000_000) }),
      wait(1),
    ]),
  );
  for (const why of await panel.page.locator(".act-why").all()) await why.dispatchEvent("click");
  expect(await panel.page.evaluate("window.broken")).toBeUndefined();
  expect(await panel.page.locator("#conversation img, #conversation script, #conversation a").count()).toBe(0);
  expect(await panel.page.locator(".text").first().textContent()).toBe(hostile);
  expect(await panel.page.locator("#conversation").textContent()).toContain("[U+202E]gnp.exe");
  expect(panel.problems).toEqual([]);
});

test("a message tells the way back to it, an answer the way to before it, and another answer goes on from there", async () => {
  const panel = await openPanel();
  await panel.post(shownFresh(talk));
  const { page } = panel;
  await page.locator(".entry.bot").first().hover();
  await page.getByRole("button", { name: "Go back to here" }).first().click();
  await page.locator(".entry.user").hover();
  await page.getByRole("button", { name: "Go back to before this" }).click();
  await page.locator(".entry.user").hover();
  await page.getByRole("button", { name: "Edit and go on from here" }).click();
  await page.keyboard.type("200");
  await page.keyboard.press("Enter");
  expect(await panel.sent()).toEqual([
    { type: "rewind", turn: 0 },
    { type: "rewind", turn: 0 },
    { type: "edit", turn: 0, input: { type: "text", text: "200" } },
  ]);
});

test("entries of an earlier conversation cannot be gone back to", async () => {
  const panel = await openPanel();
  await panel.post(shownFresh([...talk, { type: "end", turn: 1, at: 0, reason: "restart" }, start, wait(0)]));
  expect(await panel.page.locator('[aria-label^="Go back"]').count()).toBe(0);
});

test("the keyboard alone walks through the entries and asks why", async () => {
  const panel = await openPanel();
  await panel.post(shownFresh(talk));
  const { page } = panel;
  await page.locator(".log").focus();
  const focused = () => page.evaluate<string>("document.activeElement.getAttribute('aria-label')");
  await page.keyboard.press("ArrowUp");
  expect(await focused()).toBe("Bot, turn 1");
  await page.keyboard.press("ArrowUp");
  expect(await focused()).toBe("You, turn 1");
  await page.keyboard.press("Home");
  expect(await focused()).toBe("Bot, turn 0");
  await page.keyboard.press("w");
  expect(await page.getByRole("region", { name: "Why the bot said this" }).count()).toBe(1);
  await page.keyboard.press("Escape");
  expect(await focused()).toBe("Message to the bot");
});

test("an event, an attachment, a location and silence are sent, and what is wrong is said", async () => {
  const panel = await openPanel();
  await panel.post(shownFresh(talk));
  const { page } = panel;
  const open = async (kind: string) => {
    await page.getByRole("button", { name: "Send something else" }).click();
    await page.getByRole("menuitem", { name: kind }).click();
  };
  await open("Event");
  await page.keyboard.press("Enter");
  expect(await page.getByRole("alert").textContent()).toContain("name of the event");
  await page.getByLabel("Name").fill("paid");
  await page.getByLabel("Data").fill('{"amount":5}');
  await page.getByRole("button", { name: "Send", exact: true }).first().click();
  await open("Attachment");
  await page.getByLabel("Address").fill("https://a.example/b.png");
  await page.keyboard.press("Enter");
  await open("Location");
  await page.keyboard.press("Enter");
  await open("Silence");
  await page.keyboard.press("Enter");
  expect(await panel.sent()).toEqual([
    { type: "input", input: { type: "event", name: "paid", data: { amount: 5 } } },
    {
      type: "input",
      input: { type: "attachment", data: { type: "image", url: "https://a.example/b.png", name: "b.png" } },
    },
    { type: "input", input: { type: "text", text: "geo:50.8466,4.3528" } },
    { type: "input", input: { type: "silence", ms: 60_000 } },
  ]);
});

test("what is to be kept for a window that is loaded again comes back", async () => {
  const panel = await openPanel();
  await panel.post(shownFresh(talk), { type: "command", command: "variables" }, { type: "command", command: "zoomIn" });
  await panel.page.locator(".field textarea").fill("half a th");
  await panel.page.waitForTimeout(400);
  const kept = await panel.kept();
  expect(kept).toMatchObject({
    version: 1,
    configuration: { program: "/bank" },
    folder: "/bank",
    events: talk,
    looks: { draft: "half a th", zoom: 1.1, pane: "variables" },
  });
});

test("two thousand messages are there at once, and the next one too", async () => {
  const events = Array.from({ length: 1000 }, (_, turn): readonly RunEvent[] => [
    typed(turn + 1, `Question ${turn}`),
    say(turn + 1, { text: `Answer ${turn}`, replies: [{ title: "Yes" }, { title: "No" }] }),
    wait(turn + 1),
  ]).flat();
  const panel = await openPanel();
  const one: ToPanel = {
    type: "events",
    events: [typed(1001, "One more"), say(1001, { text: "The last" }), wait(1001)],
  };
  const measure = (message: ToPanel, text: string) =>
    panel.page.evaluate<number>(`(async () => {
      const began = performance.now();
      window.postMessage(${JSON.stringify(message)}, "*");
      while (!document.querySelector(".items")?.lastElementChild?.textContent.includes(${JSON.stringify(text)}))
        await new Promise((resolve) => setTimeout(resolve, 0));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      return performance.now() - began;
    })()`);
  const all = await measure(shownFresh([start, ...events]), "Answer 999");
  const more = await measure(one, "The last");
  console.log(`2,000 messages: ${Math.round(all)} ms; one more: ${Math.round(more)} ms`);
  expect(all).toBeLessThan(1000);
  expect(more).toBeLessThan(250);
  const isAtEnd =
    "(() => { const log = document.querySelector('.log'); return log.scrollHeight - log.scrollTop - log.clientHeight < 5 })()";
  await expect.poll(() => panel.page.evaluate(isAtEnd)).toBe(true);
});

test("readers of the screen and the keyboard reach all of two thousand messages", async () => {
  const events = Array.from({ length: 1000 }, (_, turn) => [
    typed(turn + 1, `Question ${turn + 1}.`),
    say(turn + 1, { text: `Answer ${turn + 1}.` }),
  ]).flat();
  const panel = await openPanel();
  const { page } = panel;
  // As the editor does where a reader of the screen is at work.
  await page.evaluate("document.body.classList.add('vscode-using-screen-reader')");
  await panel.post(shownFresh([start, ...events, wait(1000)]));
  await expect.poll(() => page.locator(".row").count(), { timeout: 20_000 }).toBe(2000);
  expect(await page.locator(".log").getAttribute("aria-busy")).toBe("false");
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const names = new Set<unknown>(nodes.filter(({ ignored }) => !ignored).map(({ name }): unknown => name?.value));
  expect(["Answer 1.", "Question 500.", "Answer 1000."].filter((text) => !names.has(text))).toEqual([]);
  await page.locator(".log").focus();
  await page.keyboard.press("Home");
  expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe("You, turn 1");
  await expect.poll(() => page.evaluate("document.querySelector('.log').scrollTop")).toBeLessThan(20);
});

test("the end of two thousand messages stays in sight while those above are drawn", async () => {
  const events = Array.from({ length: 2000 }, (_, turn) => say(turn, { text: `Answer ${turn}.` }));
  const panel = await openPanel();
  const { page } = panel;
  await panel.post(shownFresh([start, ...events, wait(2000)]));
  const last = page.locator(".row").last();
  const isInSight = async () => {
    const box = await last.boundingBox();
    return box !== null && box.y > 0 && box.y + box.height < 720;
  };
  await last.waitFor();
  expect(await isInSight()).toBe(true);
  await expect.poll(() => page.locator(".row").count(), { timeout: 20_000 }).toBe(2000);
  expect(await isInSight()).toBe(true);
  expect(await last.textContent()).toContain("Answer 1999.");
});

test("the end stays in sight where the panel gets narrower, and stays away where the user has scrolled up", async () => {
  const long = "A sentence that takes more lines the narrower the panel is, and there are many of its kind. ".repeat(3);
  const panel = await openPanel({ width: 900 });
  await panel.post(shownFresh([start, ...Array.from({ length: 80 }, () => say(0, { text: long })), wait(0)]));
  const { page } = panel;
  const toEnd = () =>
    page.evaluate<number>(
      "(() => { const log = document.querySelector('.log'); return log.scrollHeight - log.scrollTop - log.clientHeight })()",
    );
  await expect.poll(toEnd).toBeLessThan(5);
  for (const width of [800, 660, 520, 380, 300, 220]) await page.setViewportSize({ width, height: 720 });
  await page.waitForTimeout(300);
  expect(await toEnd()).toBeLessThan(5);
  await page.locator(".log").hover();
  await page.mouse.wheel(0, -600);
  await expect.poll(toEnd).toBeGreaterThan(300);
  await page.setViewportSize({ width: 240, height: 720 });
  await page.waitForTimeout(300);
  expect(await toEnd()).toBeGreaterThan(300);
});
