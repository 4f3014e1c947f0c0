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
const running = {
  title: "bank",
  status: "running",
  debugging: false,
  options: { presets: ["adult"], mocks: false, seed: 7 },
  languages: ["en", "nl", "ar"],
  presets: ["adult", "poor"],
};

/** @param {readonly RunEvent[]} events @param {Partial<RunView>} [run] @returns {readonly ToPanel[]} */
const reset = (events, run) => [
  { type: "reset", events, run: { ...running, ...run }, kept: { configuration: {}, folder: "/bank" } },
];

const told = [
  ...done.slice(0, 5),
  input(1, { type: "text", text: "I want to send some money" }),
  event(1, {
    type: "match",
    kind: "global",
    intent: { name: "sendMoney", confidence: 0.91 },
    entities: { amount: 100, currency: "EUR" },
    candidates: [
      { name: "sendMoney", confidence: 0.91 },
      { name: "balance", confidence: 0.44 },
      { name: "agent", confidence: 0.12 },
    ],
    source: at("bank.flow", 22),
  }),
  event(1, {
    type: "state",
    state: "transfer.start",
    from: "bank.welcome",
    cause: "route",
    source: at("transfer.flow", 8),
  }),
  event(1, {
    type: "state",
    state: "transfer.limits",
    from: "transfer.start",
    cause: "call",
    source: at("transfer.flow", 18),
  }),
  request(1, "r0", "GET", "http://localhost:4100/accounts/4711/limits?language=en", null),
  response(1, "r0", { status: 200, body: { limit: 1000, amount: 900 } }),
  event(1, {
    type: "memory",
    path: "session.account",
    value: { limit: 1000, amount: 900 },
    previous: null,
    source: at("transfer.flow", 19),
  }),
  event(1, { type: "memory", path: "session.amount", value: 100, previous: 20, source: at("transfer.flow", 20) }),
  event(1, {
    ...message(1, { text: "How much do you want to send? You have 900 left." }),
    source: at("transfer.flow", 21),
  }),
  wait(1, "number"),
];

/** @type {ToPanel} */
const memory = {
  type: "variables",
  body: {
    state: "transfer.start",
    scopes: [
      { name: "temp", value: {} },
      {
        name: "session",
        value: { account: { limit: 1000, amount: 900 }, amount: 100, receiver: "Alice", tags: ["a", "b"] },
      },
      { name: "user", value: { id: "u1", language: "en", name: "Ada Lovelace" } },
      { name: "bot", value: { opened: true, pin: "•••" } },
    ],
  },
};

/** @type {ToPanel} */
const mocks = {
  type: "mocks",
  body: {
    mocks: [
      { name: "enough", method: "POST", url: "/transaction", on: true },
      { name: "noMoney", method: "POST", url: "/transaction", on: false },
    ],
    steps: [
      {
        file: "transfer.flow",
        line: 18,
        text: 'api bank GET "/accounts/{user.id}/limits"',
        state: "transfer.limits",
        answer: null,
      },
      {
        file: "transfer.flow",
        line: 33,
        text: 'api bank POST "/transaction"',
        state: "transfer.send",
        answer: { status: 409, delay: 300, body: { error: "no money" } },
      },
      { file: "help.flow", line: 60, text: 'api bank GET "/slow"', state: "help.slow", answer: { fault: "timeout" } },
    ],
  },
};

const messages = [
  ...opening.slice(0, 2),
  message(0, {
    type: "list",
    cards: [
      {
        title: "Debit card",
        subtitle: "Free for a year",
        buttons: [
          { title: "Take it", kind: "go" },
          { title: "More", kind: "open", url: "https://bank.example" },
        ],
      },
      { title: "Credit card", subtitle: "5 a month", buttons: [{ title: "Take it", kind: "go" }] },
    ],
  }),
  message(0, { type: "media", media: { kind: "video", url: "https://bank.example/tour.mp4" } }),
  message(0, { type: "media", media: { kind: "audio", url: "https://bank.example/welcome.mp3" } }),
  message(0, { text: "<b>No markup</b> <script>alert(1)</script> [x](command:x) \u202Egnp.exe" }),
  message(0, { text: `A word that has no end: ${"abcdefghij".repeat(12)}` }),
  input(1, { type: "attachment", data: { type: "image", url: "https://a.example/a.png", name: "passport.png" } }),
  input(2, { type: "text", text: "geo:50.8466,4.3528" }),
  input(3, { type: "event", name: "paid", data: { amount: 5 } }),
  input(4, { type: "silence", ms: 60_000 }),
  message(4, { text: "Are you still there?" }),
  wait(4),
];

const arabic = [
  ...opening.slice(0, 2),
  message(0, {
    text: "مرحبا بك في البنك! كيف يمكنني مساعدتك اليوم؟",
    replies: [{ title: "تحويل أموال" }, { title: "رصيدي" }],
  }),
  wait(0),
  input(1, { type: "tap", text: "تحويل أموال" }),
  event(1, { type: "match", kind: "reply", candidates: [] }),
  message(1, { text: "كم تريد أن ترسل؟ (EUR)", buttons: [{ title: "إلغاء", kind: "go" }] }),
  wait(1, "number"),
];

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
  {
    name: "why",
    size: { width: 440, height: 980 },
    messages: reset(told),
    act: async (page) => page.locator(".act-why").last().click(),
  },
  {
    name: "acts",
    size: medium,
    messages: reset(done),
    themes: ["dark", "light"],
    act: async (page) => page.locator(".entry.user").last().hover(),
  },
  {
    name: "edit",
    size: medium,
    messages: reset(done),
    themes: ["dark", "contrast"],
    act: async (page) => {
      await page.locator(".entry.user").nth(1).hover();
      await page.locator('[aria-label="Edit and go on from here"]').nth(1).click();
    },
  },
  { name: "messages", size: { width: 440, height: 980 }, messages: reset(messages) },
  { name: "arabic", size: medium, messages: reset(arabic), themes: ["dark", "contrast-light"] },
  ...["440", "900", "200"].flatMap((width) => {
    const size = { width: Number(width), height: 860 };
    const open = (/** @type {string} */ label) => async (/** @type {import("playwright-core").Page} */ page) => {
      await page.locator(`[aria-label="${label}"]`).first().click();
      await page.evaluate(
        `window.postMessage(${JSON.stringify(memory)}, "*"); window.postMessage(${JSON.stringify(mocks)}, "*")`,
      );
      await page.waitForTimeout(100);
    };
    const themes = width === "440" ? ["dark", "light", "contrast", "contrast-light"] : ["dark"];
    return [
      { name: `variables-${width}`, size, messages: reset(told), themes, act: open("Variables") },
      { name: `mocks-${width}`, size, messages: reset(told), themes, act: open("Mocks") },
      { name: `options-${width}`, size, messages: reset(told), themes, act: open("Options of the run") },
    ];
  }),
  {
    name: "menu",
    size: medium,
    messages: reset(opening),
    act: async (page) => page.locator('[aria-label="More"]').click(),
  },
  {
    name: "send",
    size: medium,
    messages: reset(opening),
    themes: ["dark", "light"],
    act: async (page) => {
      await page.locator('[aria-label="Send something else"]').first().click();
      await page.getByRole("menuitem", { name: "Event" }).click();
    },
  },
  {
    name: "narrow-why",
    size: { width: 200, height: 980 },
    messages: reset(told),
    themes: ["dark"],
    act: async (page) => page.locator(".act-why").last().click(),
  },
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
