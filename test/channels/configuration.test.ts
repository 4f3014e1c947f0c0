import { expect, test } from "vitest";
import { readConfiguration } from "../../server/src/channels/configuration.ts";

function settings(file: unknown, environment: Readonly<Record<string, string>> = {}, options: object = {}) {
  const read = readConfiguration(file, environment, { ...options });
  return read.ok ? read.configuration : read.problems;
}

test("without a file all is as the contract says", () => {
  expect(settings(undefined)).toMatchObject({
    host: "127.0.0.1",
    port: 4000,
    limits: { attachmentBytes: 10 * 1024 * 1024, bodyBytes: 1024 * 1024, messagesPerMinute: 120 },
    log: { level: "info", messages: false },
    delivery: { timeout: 10_000 },
  });
});

test("the command line goes before the environment, that before the file, that before what is usual", () => {
  const file = { port: 1, host: "file", limits: { attachments: 1, messagesPerMinute: 1 } };
  const environment = { FLOWSTATE_PORT: "2", FLOWSTATE_HOST: "environment", FLOWSTATE_LIMITS_MESSAGES_PER_MINUTE: "2" };
  expect(settings(file, environment, { port: 3 })).toMatchObject({
    port: 3,
    host: "environment",
    limits: { attachments: 1, messagesPerMinute: 2, bodyBytes: 1024 * 1024 },
  });
});

test("the environment holds numbers, truths, lists and texts", () => {
  const environment = {
    FLOWSTATE_ATTACHMENT_TYPES: "image/png, text/plain",
    FLOWSTATE_LOG_MESSAGES: "true",
    FLOWSTATE_RETENTION_USERS: "7",
    FLOWSTATE_DELIVERY_PRIVATE_HOSTS: "crm.internal",
    FLOWSTATE_HOST: "0",
    FLOWSTATE_LOG_LEVEL: "warn",
    FLOWSTATE_PORT: "",
  };
  expect(settings({}, environment)).toMatchObject({
    attachmentTypes: ["image/png", "text/plain"],
    log: { messages: true, level: "warn" },
    retention: { users: 7 },
    delivery: { privateHosts: ["crm.internal"] },
    host: "0",
    port: 4000,
  });
});

test.each<[string, unknown, Readonly<Record<string, string>>, string]>([
  ["a setting that there is not", { prot: 1 }, {}, "prot"],
  ["one of another type", { port: "x" }, {}, "`port`"],
  ["one that is too large", { port: 70_000 }, {}, "`port`"],
  ["one that is wrong in the environment", {}, { FLOWSTATE_PORT: "many" }, "`port`"],
  ["one below", { limits: { attachments: 0 } }, {}, "`limits.attachments`"],
  ["a member that is no object", { limits: 5 }, {}, "`limits`"],
  ["no object at all", [], {}, "The configuration"],
])("%s is told by its name", (_, file, environment, name) => {
  const problems = settings(file, environment);
  expect(problems).toEqual([expect.stringContaining(name)]);
});

test("a password does not belong into the file", () => {
  expect(settings({ store: "postgres://me:secret@host/db" })).toEqual([
    "`store` holds a password: put the address into the environment, as `FLOWSTATE_STORE`.",
  ]);
  expect(settings({}, { FLOWSTATE_STORE: "postgres://me:secret@host/db" })).toMatchObject({
    store: "postgres://me:secret@host/db",
  });
});
