/**
 * @typedef {import("../../server/src/runtime/events.ts").RunEvent} RunEvent
 * @typedef {import("../../client/webview/conversation/panelMessages.ts").ToPanel} ToPanel
 * @typedef {import("../../client/webview/conversation/panelMessages.ts").RunView} RunView
 *
 * @typedef {object} Scene
 * @property {string} name
 * @property {{ width: number, height: number }} size
 * @property {readonly ToPanel[]} messages
 * @property {readonly string[]} [themes] all if not given
 * @property {(page: import("playwright-core").Page) => Promise<void>} [act]
 */

/** @param {string} file @param {number} line */
const at = (file, line) => ({ file, range: { start: { line, character: 2 }, end: { line, character: 9 } } });

/** @param {number} turn @param {object} event @returns {RunEvent} */
const event = (turn, event) => /** @type {RunEvent} */ ({ turn, at: turn * 1000, ...event });

/** @param {number} turn @param {string} state @param {number} line */
const state = (turn, state, line) =>
  event(turn, { type: "state", state, from: null, cause: "go", source: at(`${state.split(".")[0]}.flow`, line) });

/** @param {number} turn @param {object} message */
const message = (turn, message) => event(turn, { type: "message", message: { type: "text", ...message } });

/** @param {number} turn @param {object} input */
const input = (turn, input) => event(turn, { type: "input", input });

/** @param {number} turn @param {string} [answerType] */
const wait = (turn, answerType) =>
  event(turn, { type: "wait", for: answerType ? "answer" : "input", answerType, replies: [] });

/** @param {number} turn @param {string} id @param {string} method @param {string} url @param {unknown} body */
const request = (turn, id, method, url, body) =>
  event(turn, {
    type: "request",
    id,
    method,
    url,
    headers: { authorization: "•••", "content-type": "application/json" },
    body,
    source: at("transfer.flow", 33),
  });

/** @param {number} turn @param {string} id @param {object} answer */
const response = (turn, id, answer) =>
  event(turn, {
    type: "response",
    id,
    headers: { "content-type": "application/json; charset=utf-8" },
    ms: 34,
    outcome: "success",
    ...answer,
  });

const opening = [
  event(0, { type: "start", conversation: "c1", user: "u1", language: "en" }),
  state(0, "bank.welcome", 12),
  message(0, { text: "Hello Ada! I am the bank's assistant.", type: "text" }),
  message(0, {
    text: "What would you like to do?",
    replies: [
      { title: "Transfer money" },
      { title: "My balance" },
      { title: "Talk to a person" },
      { title: "Nederlands" },
    ],
  }),
  wait(0),
];

const transfer = [
  ...opening,
  input(1, { type: "text", text: "Transfer money" }),
  event(1, { type: "match", kind: "global", intent: { name: "sendMoney", confidence: 1 }, candidates: [] }),
  state(1, "transfer.start", 8),
  message(1, { text: "How much do you want to send?" }),
  wait(1, "number"),
  input(2, { type: "text", text: "a lot" }),
  message(2, { text: "A number, please." }),
  wait(2, "number"),
  input(3, { type: "text", text: "100" }),
  message(3, { text: "To whom?" }),
  wait(3, "text"),
  input(4, { type: "text", text: "Alice" }),
  message(4, { text: "Send 100 to Alice?", replies: [{ title: "Yes" }, { title: "No" }] }),
  wait(4),
  input(5, { type: "tap", text: "Yes" }),
  state(5, "transfer.send", 32),
  request(5, "r1", "POST", "http://localhost:4100/transaction", {
    amount: 100,
    destination: "Alice",
    accountType: "debit",
    transactionSuccess: "dialogstate-123-abc",
    transactionNoMoney: "transfer.noMoney",
    language: "en",
  }),
];

const answer = {
  status: 200,
  body: {
    session: { namespace: "account", data: { limit: 1000, amount: 900 } },
    messages: [],
    action: { nextDialogstate: "dialogstate-123-abc" },
  },
};

const done = [
  ...transfer,
  response(5, "r1", answer),
  state(5, "transfer.done", 46),
  message(5, { text: "Done. You have 900 left. The receipt is on https://bank.example/receipts/4711." }),
  message(5, {
    text: "Anything else?",
    buttons: [
      { title: "Another transfer", kind: "go" },
      { title: "Our site", kind: "open", url: "https://bank.example" },
      { title: "Call us", kind: "dial", number: "+32 2 123 45 67" },
    ],
  }),
  wait(5),
];

const broken = [
  ...opening,
  input(1, { type: "tap", text: "Try the broken answer" }),
  state(1, "help.broken", 60),
  request(1, "r2", "GET", "http://localhost:4100/broken?language=en", null),
  response(1, "r2", { status: 200, body: { action: { nextDialogstate: "nowhere" } }, ms: 4 }),
  event(1, {
    type: "report",
    code: "broken-next",
    message: 'The answer names the state "nowhere", which does not exist.',
    details: {},
    source: at("help.flow", 61),
  }),
  request(1, "r3", "GET", "http://localhost:4100/slow", null),
  response(1, "r3", {
    status: null,
    body: null,
    outcome: "timeout",
    ms: 5003,
    error: "localhost:4100 sent no answer within 5 s.",
  }),
  request(
    1,
    "r4",
    "DELETE",
    "http://localhost:4100/accounts/12345678901234567890/transactions?from=2026-01-01&to=2026-12-31",
    null,
  ),
  response(1, "r4", {
    status: 500,
    body: "Internal Server Error\n    at handler (main.ts:12)",
    outcome: "failure",
    ms: 12,
  }),
  event(1, {
    type: "report",
    code: "unset-variable",
    message: "session.nickname has no value.",
    details: {},
    source: at("help.flow", 70),
  }),
  event(1, { type: "report", code: "not-understood", message: "Nothing took the text “hmm”.", details: {} }),
  message(1, { text: "Our bank is not answering. Please try later." }),
  wait(1),
];

const media = [
  ...opening.slice(0, 2),
  message(0, {
    type: "media",
    media: { kind: "image", url: "https://bank.example/img/card%20front.png" },
    text: "Your new card",
  }),
  message(0, { type: "media", media: { kind: "file", url: "https://bank.example/files/conditions.pdf" } }),
  message(0, { type: "location", location: { latitude: 50.8466, longitude: 4.3528 }, text: "Our office" }),
  message(0, {
    type: "payload",
    channel: "whatsapp",
    raw: { template: { name: "receipt", language: { code: "nl" } }, list: [1, 2, null, true] },
  }),
  message(0, {
    type: "carousel",
    cards: [
      { title: "Debit card", subtitle: "Free for a year", buttons: [{ title: "Take it", kind: "go" }] },
      {
        title: "Credit card",
        subtitle: "5 a month",
        image: "https://bank.example/credit.png",
        buttons: [
          { title: "Take it", kind: "go" },
          { title: "More", kind: "open", url: "https://bank.example" },
        ],
      },
    ],
  }),
  message(0, { text: "مرحبا بك في البنك", replies: [{ title: "نعم" }] }),
  wait(0),
];

const ended = [
  ...done,
  input(6, { type: "text", text: "That is all" }),
  message(6, { text: "Bye!" }),
  event(6, { type: "end", reason: "end" }),
];

/** @type {RunView} */
const running = { title: "bank", status: "running", debugging: false };

/** @param {readonly RunEvent[]} events @param {Partial<RunView>} [run] @returns {readonly ToPanel[]} */
const reset = (events, run) => [{ type: "reset", events, run: { ...running, ...run } }];

const medium = { width: 440, height: 720 };

/** @type {readonly Scene[]} */
export const scenes = [
  { name: "opening", size: medium, messages: reset(opening) },
  { name: "calling", size: medium, messages: reset(transfer) },
  {
    name: "done",
    size: { width: 440, height: 900 },
    messages: reset(done),
    act: async (page) => page.locator(".request > summary").click(),
  },
  {
    name: "broken",
    size: { width: 440, height: 900 },
    messages: reset(broken),
    act: async (page) => page.locator(".request > summary").nth(1).click(),
  },
  { name: "media", size: { width: 440, height: 960 }, messages: reset(media) },
  {
    name: "stopped",
    size: medium,
    messages: reset(transfer.slice(0, -1), { status: "stopped", reason: "Stopped at a breakpoint", debugging: true }),
  },
  { name: "ended", size: medium, messages: reset(ended) },
  { name: "over", size: medium, messages: reset(ended, { status: "over" }), themes: ["dark"] },
  { name: "narrow", size: { width: 200, height: 640 }, messages: reset(done), themes: ["dark", "light"] },
  { name: "narrow-broken", size: { width: 200, height: 900 }, messages: reset(broken), themes: ["dark"] },
  { name: "wide", size: { width: 1000, height: 640 }, messages: reset(done), themes: ["dark", "light"] },
  {
    name: "keyboard",
    size: medium,
    messages: reset(opening),
    themes: ["dark", "contrast"],
    act: async (page) => {
      await page.locator(".reply").first().focus();
      await page.keyboard.press("Tab");
    },
  },
];
