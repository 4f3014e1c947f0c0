import type { LookupFunction } from "node:net";
import { liveResolver } from "../../server/src/runtime/effects/attempts.ts";
import { virtualClock } from "../../server/src/runtime/effects/clock.ts";
import { ConversationDriver } from "../../server/src/runtime/effects/driver.ts";
import { createHttpPort } from "../../server/src/runtime/effects/http.node.ts";
import { mockResolver } from "../../server/src/runtime/effects/mocks.ts";
import type { RequestResolver } from "../../server/src/runtime/effects/ports.ts";
import type { RunEvent, UserInput } from "../../server/src/runtime/events.ts";
import { createMachine } from "../../server/src/runtime/machine.ts";
import type { Program } from "../../server/src/runtime/program.ts";
import type { RequestEffect } from "../../server/src/runtime/transition.ts";
import type { CaseInput, ConformanceCase, ExpectedEvent } from "./conformanceCase.ts";
import { type AskedRequest, closedPort, startConformanceServer } from "./conformanceServer.ts";
import { projectOnto } from "./partialMatch.ts";
import { programOf } from "./program.ts";

/** What happened in a case. */
export interface Conformed {
  readonly program: Program;
  readonly events: readonly RunEvent[];
  readonly requests: readonly AskedRequest[];
  readonly sent: readonly RequestEffect[];
  readonly memory: unknown;
}

/** 1 March 2026, noon in UTC. */
const noon = 1_772_366_400_000;

/** Runs the conversation of a case against its backend, over real HTTP, on a clock that moves by itself only. */
export async function runCase(each: ConformanceCase): Promise<Conformed> {
  const answers = each.backend === "down" ? [] : (each.backend ?? []);
  await using server = await startConformanceServer(answers);
  const port = each.backend === "down" ? await closedPort() : server.port;
  const environment = { BACKEND: `http://127.0.0.1:${port}`, BACKEND_PORT: String(port), ...each.environment };
  const program = programOf(`${each.program.join("\n")}\n--- backend.flow\nservice backend { base env("BACKEND") }`);
  const http = createHttpPort({
    environment: proxies(each, `http://127.0.0.1:${port}`),
    ...(each.names === undefined ? {} : { lookup: lookupIn(each.names) }),
  });
  const events: RunEvent[] = [];
  const sent: RequestEffect[] = [];
  const clock = virtualClock(noon);
  const noting: RequestResolver = {
    resolve: async (request, attempt) => {
      if (attempt === 0) sent.push(request);
      return undefined;
    },
  };
  const mocks = mockResolver({
    program,
    names: each.mocks ?? [],
    language: "en",
    now: clock.now,
    random: () => 0,
    pause: async () => {},
  });
  const driver = new ConversationDriver({
    machine: createMachine(program, environment),
    clock,
    resolvers: [noting, mocks, liveResolver(http)],
    onEvent: (event) => events.push(event),
  });
  try {
    await driver.begin({
      user: "ann",
      conversation: "c",
      seed: each.seed ?? 1,
      presets: each.presets ?? [],
      ...(each.start === undefined ? {} : { start: each.start }),
      ...(each.file === undefined ? {} : { file: each.file }),
      ...(each.language === undefined ? {} : { language: each.language }),
      ...(each.userBegins === undefined ? {} : { userBegins: each.userBegins }),
    });
    for (const input of each.inputs ?? []) {
      const together = Array.isArray(input) ? input : [input];
      await Promise.all(together.map((one) => driver.send(inputOf(one))));
    }
    const memory: unknown = JSON.parse(JSON.stringify(driver.state?.memory ?? {}));
    return { program, events, requests: server.requests, sent, memory };
  } finally {
    driver.dispose();
    await http.close();
  }
}

function proxies({ proxy }: ConformanceCase, url: string): { readonly [name: string]: string } {
  if (proxy === undefined) return {};
  return { [proxy.variable]: url, ...(proxy.not === undefined ? {} : { NO_PROXY: proxy.not }) };
}

function lookupIn(names: NonNullable<ConformanceCase["names"]>): LookupFunction {
  const counts = new Map<string, number>();
  return (name, options, callback) => {
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    const addresses = Object.hasOwn(names, name) ? (names[name] ?? []) : [];
    const address = addresses[Math.min(count, addresses.length - 1)];
    if (address === undefined) return callback(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }), []);
    const family = address.includes(":") ? 6 : 4;
    if (options.all === true) return callback(null, [{ address, family }]);
    callback(null, address, family);
  };
}

function inputOf(input: CaseInput): UserInput {
  if (typeof input === "string") return { type: "text", text: input };
  if ("tap" in input) {
    const { tap: text, value } = input;
    return value === undefined ? { type: "tap", text } : { type: "tap", text, value };
  }
  if ("event" in input) {
    const { event: name, data } = input;
    return data === undefined ? { type: "event", name } : { type: "event", name, data };
  }
  if ("silence" in input) return { type: "silence", ms: input.silence };
  return { type: "attachment", data: { type: "image", url: input.attachment, name: "picture.png" } };
}

const usual: readonly RunEvent["type"][] = ["message", "state", "report", "end"];

/** The events that the case looks at, each as far as the expected one in its place speaks of it. */
export function seenBy({ show, expect }: ConformanceCase, events: readonly RunEvent[]): readonly ExpectedEvent[] {
  const types = show ?? usual;
  return events
    .filter(({ type }) => types.includes(type))
    .map((event, index) => {
      const pattern = expect[index]?.[event.type];
      if (pattern === undefined || typeof pattern === "string") return { [event.type]: shortOf(event) };
      return { [event.type]: projectOnto(pattern, fieldsOf(event)) } as ExpectedEvent;
    });
}

function fieldsOf(event: RunEvent): unknown {
  return JSON.parse(JSON.stringify(event.type === "message" ? event.message : event)) as unknown;
}

/** An event in one line: what a case may write in place of its fields. */
function shortOf(event: RunEvent): string {
  switch (event.type) {
    case "start":
      return `${event.conversation} ${event.user} ${event.language}`;
    case "end":
      return event.reason;
    case "input":
      return JSON.stringify(event.input);
    case "match":
      return `${event.kind}${event.intent === undefined ? "" : ` ${event.intent.name}`}`;
    case "state":
      return `${event.state} (${event.cause})`;
    case "step":
      return event.kind;
    case "message":
      return shortMessage(event.message);
    case "request":
      return `${event.method} ${event.url.replace(/^https?:\/\/[^/?#]*/, "")}`;
    case "response":
      return `${event.status ?? "-"} ${event.outcome}`;
    case "memory":
      return `${event.path} = ${JSON.stringify(event.value)}`;
    case "wait":
      return `${event.for}${event.answerType === undefined ? "" : ` ${event.answerType}`}${event.replies.map(({ title }) => ` [${title}]`).join("")}`;
    case "report":
      return event.code;
    case "action":
      return `${event.action} ${event.name}`;
  }
}

function shortMessage(message: Extract<RunEvent, { type: "message" }>["message"]): string {
  const { type, text = "", replies = [], buttons = [] } = message;
  const choices = [...buttons.map(({ title }) => `(${title})`), ...replies.map(({ title }) => `[${title}]`)];
  return [...(type === "text" ? [] : [`<${type}>`]), ...(text === "" ? [] : [text]), ...choices].join(" ");
}
