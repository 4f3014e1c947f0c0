import { createConnection } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postJson, type ServedBot, serveBot } from "../support/servedBot.ts";

const flows = 'bot bank { start bank.start }\nstate start { }\non any { say "{event.text}" }\n';

let bot: ServedBot;
beforeAll(async () => {
  bot = await serveBot({ flows, settings: { limits: { messagesPerMinute: 100_000, attachmentBytes: 10_000 } } });
});
afterAll(() => bot[Symbol.asyncDispose]());

/** Writes bytes to the server and gives all that it answers until it closes. */
async function raw(...parts: readonly string[]): Promise<string> {
  const { port, hostname } = new URL(bot.url);
  const socket = createConnection(Number(port), hostname);
  let answer = "";
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("error", () => {});
  socket.on("data", (chunk: Buffer) => {
    answer += chunk.toString();
  });
  for (const part of parts) socket.write(part);
  socket.end();
  await closed;
  return answer;
}

const own = JSON.stringify({ channelID: "channel-1", token: "token-1", message: "hi" });
const head = (headers: string) =>
  `POST /api-medium/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nconnection: close\r\n${headers}\r\n`;

test.each<[string, () => Promise<string | number>, RegExp]>([
  [
    "two lengths that differ",
    () => raw(head(`content-length: ${own.length}\r\ncontent-length: 5\r\n`), own),
    /^HTTP\/1\.1 400/,
  ],
  [
    "a length and chunks",
    () => raw(head(`content-length: ${own.length}\r\ntransfer-encoding: chunked\r\n`), "0\r\n\r\n"),
    /^HTTP\/1\.1 400/,
  ],
  ["a line end in a header", () => raw(head("x: a\rb: c\r\ncontent-length: 0\r\n")), /^HTTP\/1\.1 400/],
  ["no HTTP at all", () => raw("hello\r\n\r\n"), /^HTTP\/1\.1 400/],
  ["headers beyond 16 kB", () => raw(head(`x: ${"a".repeat(20_000)}\r\n`)), /^HTTP\/1\.1 431/],
  ["a length that is never sent", () => raw(head("content-length: 999999999\r\n"), "{"), /^HTTP\/1\.1 413/],
  [
    "chunks without end",
    () =>
      raw(
        head("transfer-encoding: chunked\r\n"),
        ...Array.from({ length: 300 }, () => `4000\r\n${"x".repeat(0x4000)}\r\n`),
      ),
    /^(HTTP\/1\.1 413|$)/,
  ],
  [
    "an upgrade",
    () => raw("GET /health HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"),
    /^(HTTP\/1\.1 200|$)/,
  ],
  [
    "a path with .. that is not resolved",
    () => raw("GET /../../etc/passwd HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"),
    /^HTTP\/1\.1 404/,
  ],
  [
    "an address in place of a path",
    () => raw("GET http://169.254.169.254/latest/meta-data HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"),
    /^HTTP\/1\.1 404/,
  ],
  [
    "a method that it does not know",
    () => raw("TRACE /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"),
    /^HTTP\/1\.1 40[045]/,
  ],
])("%s", async (_, attempt, answer) => {
  expect(await attempt()).toMatch(answer);
  expect((await bot.post({ message: "hi", userID: 1 })).status).toBe(200);
});

test.each<[string, () => string, number]>([
  ["lists in lists, 200,000 deep", () => `{"deep":${"[".repeat(200_000)}${"]".repeat(200_000)},${own.slice(1)}`, 200],
  ["100,000 fields", () => `{${Array.from({ length: 50_000 }, (_, i) => `"k${i}":0`).join(",")},${own.slice(1)}`, 200],
  ["a field twice", () => `{"token":"wrong",${own.slice(1)}`, 200],
  ["a prototype", () => `{"__proto__":{"admin":true},${own.slice(1)}`, 400],
  ["a constructor with a prototype", () => `{"constructor":{"prototype":{"admin":true}},${own.slice(1)}`, 400],
  ["half a character", () => own.replace("hi", "\\ud83d"), 200],
  ["the character zero", () => own.replace("hi", "a\\u0000b"), 200],
  ["a text that looks like an expression", () => own.replace("hi", "{secret.TOKEN} {env(1)}"), 200],
  ["a number beyond all numbers", () => own.replace('"hi"', '"hi","userID":1e400'), 400],
  ["no end", () => own.slice(0, -1), 400],
])("a body with %s", async (_, body, status) => {
  expect((await postJson(`${bot.url}/api-medium/messages`, body())).status).toBe(status);
  expect((await bot.post({ message: "hi", userID: 1 })).status).toBe(200);
});

test("what a user writes is text to the bot, and JSON to the webhook", async () => {
  const texts = ["{secret.TOKEN}", 'a"b\\c\n</script>', "\u2028\u202e", "\u0000x", "x-injected: 1\r\n\r\nHTTP/1.1 200"];
  for (const message of texts) await bot.say(message, 77);
  expect(await bot.untilSaid(texts.length, 77)).toEqual(texts);
  expect(bot.webhook.requests.some(({ headers }) => "x-injected" in headers)).toBe(false);
});

test("guessing tokens leads nowhere, and does not keep the owner out", async () => {
  const guesses = await Promise.all(
    Array.from({ length: 200 }, (_, i) => bot.post({ message: "x", token: `token-${i + 2}` })),
  );
  expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401]));
  expect((await bot.post({ message: "hi", userID: 1 })).status).toBe(200);
});
