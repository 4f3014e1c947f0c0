/**
 * The conversation panel in a headless Chromium: `npm run panel`, after `npm run build`, with Node 22.19 or later. Until the first
 * messages are painted, from an empty page on; a conversation of 2,000 messages until its end is painted, and until all of it is
 * there; one message more in it. Beside it the same texts as plain paragraphs: the limit.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../scripts/editor/chromium.mjs";
import { themes } from "../scripts/preview/themes.mjs";
import { median, print } from "./measure.mjs";

const rounds = 9;
const address = "http://panel.test/";
const built = (path) => readFileSync(fileURLToPath(new URL(`../dist/webview/${path}`, import.meta.url)));
const colours = themes.find(({ name }) => name === "dark");

/** A conversation of so many messages of the bot, with what the user says and what the runner tells of each turn. */
function eventsOf(messages) {
  const events = [{ type: "start", turn: 0, at: 0, conversation: "c", user: "ada", language: "en" }];
  for (let turn = 1; turn <= messages; turn++) {
    const at = turn * 1_000;
    events.push({ type: "input", turn, at, input: { type: "text", text: `Number ${turn}` } });
    events.push({ type: "match", turn, at, kind: "route", candidates: [] });
    events.push({ type: "state", turn, at, state: "bank.menu", from: "bank.start", cause: "route" });
    events.push({
      type: "message",
      turn,
      at,
      message: { type: "text", text: `This is answer ${turn}.`, replies: [{ title: "Yes" }, { title: "No" }] },
    });
    events.push({ type: "wait", turn, at, for: "input", state: "bank.menu", replies: [] });
  }
  return events;
}

const reset = (messages) => ({
  type: "reset",
  events: eventsOf(messages),
  run: {
    title: "bank",
    status: "running",
    debugging: false,
    options: { presets: [], mocks: false },
    languages: ["en"],
    presets: [],
  },
  kept: { configuration: { program: "/bank" }, folder: "/bank" },
});

const panelPage = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<link rel="stylesheet" href="theme.css"><link rel="stylesheet" href="conversation.css"><title>Conversation</title></head>
<body class="${colours.className}"><div id="conversation"></div>
<script>window.acquireVsCodeApi = () => ({ postMessage: () => {}, setState: () => {} });</script>
<script src="conversation.js"></script></body></html>`;

const plainPage = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Plain</title></head><body><main></main><script>
addEventListener("message", ({ data }) => {
  const main = document.querySelector("main");
  if (data.type === "reset") main.replaceChildren();
  for (const { type, input, message } of data.events) {
    const text = type === "input" ? input.text : type === "message" ? message.text : undefined;
    if (text !== undefined) main.append(Object.assign(document.createElement("p"), { textContent: text }));
  }
  scrollTo(0, document.body.scrollHeight);
});</script></body></html>`;

/** In the page: posts a message and answers the milliseconds until the text is there and painted. */
const postAndPaint = ([message, text]) =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    const late = setTimeout(() => reject(new Error(`"${text}" was not shown.`)), 30_000);
    const look = () => {
      if (!document.body.textContent.includes(text)) return requestAnimationFrame(look);
      clearTimeout(late);
      // The frame after the one in which it stands there has been painted.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
    };
    window.postMessage(message, "*");
    requestAnimationFrame(look);
  });

async function open(browser, html) {
  const page = await browser.newPage({ viewport: { width: 440, height: 720 } });
  await page.route(`${address}**`, (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    if (path === "") return route.fulfill({ contentType: "text/html", body: html });
    if (path === "theme.css") return route.fulfill({ contentType: "text/css", body: colours.style });
    const contentType = path.endsWith(".css") ? "text/css" : path.endsWith(".ttf") ? "font/ttf" : "text/javascript";
    return route.fulfill({ contentType, body: built(path) });
  });
  const started = performance.now();
  await page.goto(address);
  const first = await page.evaluate(postAndPaint, [reset(3), "This is answer 3."]);
  return { page, first, opened: performance.now() - started };
}

async function measure(browser, html, times) {
  const { page, first, opened } = await open(browser, html);
  times.first.push(first);
  times.opened.push(opened);
  const many = await page.evaluate(postAndPaint, [reset(2_000), "This is answer 2000."]);
  times.many.push(many);
  // The end of a long conversation is drawn first.
  times.all.push(many + (await page.evaluate(postAndPaint, [{ type: "nothing", events: [] }, "This is answer 1."])));
  for (let turn = 2_001; turn <= 2_005; turn++) {
    const message = { type: "message", turn, at: turn, message: { type: "text", text: `One more: ${turn}.` } };
    times.more.push(await page.evaluate(postAndPaint, [{ type: "events", events: [message] }, `One more: ${turn}.`]));
  }
  await page.close();
}

const browser = await launchChromium((line) => console.error(line));
const pages = [
  { name: "Flowstate's panel", html: panelPage },
  { name: "plain paragraphs", html: plainPage },
].map((each) => ({ ...each, times: { opened: [], first: [], many: [], all: [], more: [] } }));
for (let round = 0; round < rounds; round++) {
  for (const { html, times } of pages) await measure(browser, html, times);
}
const middle = (times) => median(times.toSorted((a, b) => a - b));
const rows = [["", "opened, 3 messages painted", ": Flowstate", "2,000 messages", "all there", "one more"]];
for (const { name, times } of pages) {
  const opened = middle(times.opened);
  rows.push([
    name,
    `${opened.toFixed(0)} ms`,
    (opened / middle(pages[0].times.opened)).toFixed(2),
    `${middle(times.many).toFixed(0)} ms`,
    `${middle(times.all).toFixed(0)} ms`,
    `${middle(times.more).toFixed(1)} ms`,
  ]);
}
console.log(`${browser.version()}, ${process.arch}; medians of ${rounds}\n`);
print(rows);
await browser.close();
