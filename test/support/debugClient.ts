/**
 * A client of the debug adapter for tests: in this process over two streams, or to a process of its own over its
 * standard streams.
 *
 * It keeps a trace of the session as a person would tell it: requests as `> next`, stops as `stopped step main.flow:4
 * say "Hello"`, output as it stands in the debug console, waits as `(waits)`. Numbers that differ from run to run are
 * not in it.
 */
import { spawn } from "node:child_process";
import { PassThrough, type Readable, type Writable } from "node:stream";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { FlowDebugSession } from "../../server/src/debug/adapter.ts";
import { pause } from "../../server/src/runtime/effects/clock.ts";
import type { AttemptResult, HttpPolicy, HttpPort } from "../../server/src/runtime/effects/ports.ts";
import { printRecording } from "../../server/src/runtime/effects/recordings/file.ts";
import type { RequestEffect } from "../../server/src/runtime/transition.ts";
import { fixture } from "./fixture.ts";
import { memoryFileSystem, memoryUri } from "./memoryFileSystem.ts";

/** What a backend answers in a test: a body that is sent as JSON, with a status of 200. */
export type BackendAnswer = { readonly status?: number; readonly body?: unknown } | undefined;

export interface DebugOptions {
  /** Answers the requests of the conversation; without it every request is refused. */
  readonly backend?: (request: RequestEffect) => BackendAnswer;
  /** Milliseconds before it answers. */
  readonly delay?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly canAsk?: boolean;
}

/** Everything that a test may want to change, and see, of a project under the debugger. */
export interface DebugFixture {
  /** The recordings that were kept: the text of each file by its path in the project. */
  readonly kept: ReadonlyMap<string, string>;
  readonly client: DebugClient;
  /** True after the adapter has ended. */
  readonly hasExited: () => boolean;
  readonly write: (path: string, text: string) => void;
  /** Makes a symbolic link. */
  readonly link: (path: string, target: string) => void;
  /** Requests that went out, as `POST http://…`. */
  readonly sent: readonly string[];
}

/** The folder in which a fixture's files lie. */
export const projectFolder = "/bot";

/** A debug adapter in this process, over the files of a fixture (see `fixture.ts`). */
export function debugFixture(source: string, options: DebugOptions = {}): DebugFixture {
  const files = fixture(source).files.map(({ path, text }) => [`${projectFolder}/${path}`, text] as const);
  const fileSystem = memoryFileSystem(Object.fromEntries(files));
  const sent: string[] = [];
  const kept = new Map<string, string>();
  let hasExited = false;
  const session = new FlowDebugSession({
    fileSystem,
    uriOf: memoryUri,
    pathOf: (uri) => decodeURIComponent(uri.replace(/^file:\/\//, "")),
    environment: () => Promise.resolve(options.environment ?? {}),
    http: (policy) => fakeHttp(policy, options, sent),
    keepRecordings: (folder, recordings) => {
      for (const { file, recording } of recordings) {
        kept.set(file, printRecording(recording));
        fileSystem.write(`${decodeURIComponent(folder.replace(/^file:\/\//, ""))}/${file}`, printRecording(recording));
      }
      return Promise.resolve();
    },
    seed: () => 1,
    canAsk: options.canAsk ?? false,
    exit: () => {
      hasExited = true;
    },
  });
  const [toAdapter, fromAdapter] = [new PassThrough(), new PassThrough()];
  session.start(toAdapter, fromAdapter);
  const client = new DebugClient(fromAdapter, toAdapter);
  return { client, hasExited: () => hasExited, write: fileSystem.write, link: fileSystem.link, sent, kept };
}

function fakeHttp(policy: HttpPolicy, { backend, delay = 0 }: DebugOptions, sent: string[]): HttpPort {
  return {
    close: () => Promise.resolve(),
    send: async (request, signal): Promise<AttemptResult> => {
      if (!(await policy.allow(new URL(request.url).hostname, signal))) {
        return { result: { kind: "none", reason: "refused", message: "Nobody has allowed it.", ms: 0 }, final: true };
      }
      sent.push(`${request.method} ${request.url}`);
      await pause(delay, signal);
      const answer = backend?.(request);
      if (answer === undefined) {
        return { result: { kind: "none", reason: "refused", message: "Nobody answers.", ms: 0 }, final: true };
      }
      const body = answer.body === undefined ? "" : JSON.stringify(answer.body);
      const headers = { "content-type": "application/json" };
      return {
        result: { kind: "answer", status: answer.status ?? 200, headers, body, url: request.url, ms: 7 },
        final: true,
      };
    },
  };
}

/** A debug adapter in a process of its own; `exited` resolves with its exit code. */
export function spawnDebugAdapter(
  command: string,
  args: readonly string[],
  cwd: string,
): {
  readonly client: DebugClient;
  readonly exited: Promise<number | null>;
  readonly closeInput: () => void;
  readonly closeOutput: () => void;
  readonly kill: () => void;
} {
  const child = spawn(command, args, { cwd, stdio: ["pipe", "pipe", "inherit"] });
  const exited = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  return {
    client: new DebugClient(child.stdout, child.stdin),
    exited,
    closeInput: () => child.stdin.end(),
    closeOutput: () => void child.stdout.destroy(),
    kill: () => void child.kill(),
  };
}

/** Milliseconds that a test waits for an event or an answer. */
const PATIENCE = 10_000;

type Message = DebugProtocol.Response | DebugProtocol.Event;

export class DebugClient {
  readonly events: DebugProtocol.Event[] = [];
  /** Answers and events in the order in which they came. */
  readonly messages: Message[] = [];
  readonly trace: string[] = [];
  readonly #out: Writable;
  readonly #answers = new Map<number, (response: DebugProtocol.Response) => void>();
  readonly #listeners = new Set<() => void>();
  #seq = 1;
  #seen = 0;
  #raw: Buffer = Buffer.alloc(0);

  constructor(input: Readable, output: Writable) {
    this.#out = output;
    input.on("data", (chunk: Buffer) => this.#read(chunk));
  }

  /** Sends a request and answers its response, whether it succeeded or not. */
  request(command: string, args?: unknown): Promise<DebugProtocol.Response> {
    const seq = this.#seq;
    this.#seq += 1;
    const answer = new Promise<DebugProtocol.Response>((resolve) => this.#answers.set(seq, resolve));
    this.write(JSON.stringify({ seq, type: "request", command, arguments: args }));
    return withPatience(answer, `the answer to ${command}`);
  }

  /** Sends text as one message. */
  write(json: string): void {
    this.#out.write(`Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`);
  }

  /** Sends a request that must succeed and answers its body. */
  async ask<T = Readonly<Record<string, unknown>>>(command: string, args?: unknown): Promise<T> {
    const response = await this.request(command, args);
    if (!response.success)
      throw new Error(`${command}: ${response.message ?? "failed"}\n${this.trace.slice(-20).join("\n")}`);
    return response.body as T;
  }

  /** Sends a request that must fail and answers why it did. */
  async refusal(command: string, args?: unknown): Promise<string> {
    const response = await this.request(command, args);
    if (response.success) throw new Error(`${command} succeeded: ${JSON.stringify(response.body)}`);
    return response.message ?? "";
  }

  /** Initializes, launches, sets breakpoints (`file:line`, lines count from 1) and lets the first turn run. */
  async start(launch: object = {}, breakpoints: readonly (string | Breakpoint)[] = []): Promise<void> {
    await this.ask("initialize", { adapterID: "flow" });
    await this.event("initialized");
    await this.ask("launch", { program: projectFolder, ...launch });
    await this.setBreakpoints(breakpoints);
    this.trace.push("> start");
    await this.ask("configurationDone");
  }

  /** Sets all breakpoints of the files named; answers each as `main.flow:3` or as the reason why it is none. */
  async setBreakpoints(breakpoints: readonly (string | Breakpoint)[]): Promise<readonly string[]> {
    const wanted = breakpoints.map((one) => (typeof one === "string" ? { at: one } : one));
    const rows: string[] = [];
    for (const file of new Set(wanted.map(({ at }) => at.slice(0, at.lastIndexOf(":"))))) {
      const own = wanted.filter(({ at }) => at.startsWith(`${file}:`));
      const body = await this.ask<DebugProtocol.SetBreakpointsResponse["body"]>("setBreakpoints", {
        source: { path: `${projectFolder}/${file}` },
        breakpoints: own.map(({ at, ...rest }) => ({ line: Number(at.slice(file.length + 1)), ...rest })),
      });
      rows.push(...body.breakpoints.map((row) => drawBreakpoint(file, row)));
    }
    return rows;
  }

  /** Sends a request after which the conversation goes on or stands elsewhere, and waits until it stops or waits. */
  async go(command: string, args: object = {}): Promise<void> {
    this.trace.push(`> ${command}${drawArguments(args)}`);
    await this.ask(command, { threadId: 1, ...args });
    await this.settle();
  }

  /** Sends a request and keeps in the trace what it was answered, as `draw` tells it. */
  async tell<T = Readonly<Record<string, unknown>>>(
    command: string,
    args: object,
    draw: (body: T) => string | readonly string[] | undefined = () => undefined,
  ): Promise<T> {
    this.trace.push(`> ${command}${drawArguments(args)}`);
    const response = await this.request(command, args);
    const body = response.body as T;
    const said = response.success ? draw(body) : `refused: ${response.message ?? ""}`;
    if (said !== undefined) this.trace.push(...[said].flat().map((line) => `  ${line}`));
    return body;
  }

  /** Says something as the user and waits until the conversation stops or waits. */
  async say(text: string): Promise<void> {
    await this.input({ type: "text", text });
  }

  async input(input: object): Promise<void> {
    await this.ask("flow/input", input);
    await this.settle();
  }

  /** Waits for the next stop, wait or end; a stop gets the place and the step of its top frame in the trace. */
  async settle(): Promise<DebugProtocol.Event> {
    const event = await this.#next(isSettled, "a stop or a wait");
    if (event.event === "stopped") this.trace.push(await this.#drawStop(event));
    return event;
  }

  /** Waits for the next stop, whatever it waits for before. */
  async stop(): Promise<void> {
    this.trace.push(await this.#drawStop(await this.event("stopped")));
  }

  /** Waits for the next event of that name. */
  event(name: string): Promise<DebugProtocol.Event> {
    return this.#next((event) => event.event === name, `the event ${name}`);
  }

  /** Waits for the next run event of that type. */
  async runEvent(type: string): Promise<Readonly<Record<string, unknown>>> {
    const event = await this.#next((one) => one.event === "flow/event" && runEventType(one) === type, `the ${type}`);
    return event.body as Readonly<Record<string, unknown>>;
  }

  /** The run events so far, of one type. */
  runEvents(type: string): readonly Readonly<Record<string, unknown>>[] {
    return this.events
      .filter((event) => event.event === "flow/event" && runEventType(event) === type)
      .map((event) => event.body as Readonly<Record<string, unknown>>);
  }

  /** The types of the run events so far, in order. */
  runEventTypes(): readonly string[] {
    return this.events.filter((event) => event.event === "flow/event").map(runEventType);
  }

  /** What went to the debug console so far under a category. */
  outputs(category: string): readonly OutputBody[] {
    return this.events
      .filter((event) => event.event === "output")
      .map((event) => event.body as OutputBody)
      .filter((body) => body.category === category);
  }

  /** The frames, innermost first, as `say "Hello" main.flow:3`. */
  async stack(): Promise<readonly string[]> {
    return (await this.frames()).map(drawFrame);
  }

  async frames(): Promise<readonly DebugProtocol.StackFrame[]> {
    const body = await this.ask<DebugProtocol.StackTraceResponse["body"]>("stackTrace", { threadId: 1 });
    return body.stackFrames;
  }

  /** The rows of a scope, as `amount = 5`. */
  async scope(name: string, frame = 0): Promise<readonly string[]> {
    return (await this.scopeRows(name, frame)).map(drawVariable);
  }

  async scopeRows(name: string, frame = 0): Promise<readonly DebugProtocol.Variable[]> {
    const frameId = (await this.frames())[frame]?.id;
    const { scopes } = await this.ask<DebugProtocol.ScopesResponse["body"]>("scopes", { frameId });
    return this.variables(scopes.find((scope) => scope.name === name)?.variablesReference ?? -1);
  }

  async variables(variablesReference: number, page: object = {}): Promise<readonly DebugProtocol.Variable[]> {
    const args = { variablesReference, ...page };
    return (await this.ask<DebugProtocol.VariablesResponse["body"]>("variables", args)).variables;
  }

  /** The value of an expression as the debug console shows it. */
  async evaluate(expression: string, args: object = {}): Promise<string> {
    return (await this.ask<DebugProtocol.EvaluateResponse["body"]>("evaluate", { expression, ...args })).result;
  }

  async #next(fits: (event: DebugProtocol.Event) => boolean, what: string): Promise<DebugProtocol.Event> {
    const found = new Promise<DebugProtocol.Event>((resolve) => {
      const look = (): void => {
        const at = this.events.findIndex((event, index) => index >= this.#seen && fits(event));
        const event = this.events[at];
        if (event === undefined) return;
        this.#seen = at + 1;
        this.#listeners.delete(look);
        resolve(event);
      };
      this.#listeners.add(look);
      look();
    });
    return withPatience(found, what, () => this.trace.join("\n"));
  }

  async #drawStop(event: DebugProtocol.Event): Promise<string> {
    const { reason, text } = event.body as { reason: string; text?: string };
    const [top] = await this.stack();
    const stop = `stopped ${reason}${top === undefined ? "" : ` ${top}`}`;
    return text === undefined ? stop : `${stop}\n  ${text}`;
  }

  #read(chunk: Buffer): void {
    this.#raw = Buffer.concat([this.#raw, chunk]);
    for (;;) {
      const head = this.#raw.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/.exec(this.#raw.subarray(0, Math.max(head, 0)).toString())?.[1]);
      if (head < 0 || this.#raw.length < head + 4 + length) return;
      const json = this.#raw.subarray(head + 4, head + 4 + length).toString();
      this.#raw = this.#raw.subarray(head + 4 + length);
      this.#take(JSON.parse(json) as Message);
    }
  }

  #take(message: Message): void {
    this.messages.push(message);
    if (message.type === "response") {
      const response = message as DebugProtocol.Response;
      this.#answers.get(response.request_seq)?.(response);
      this.#answers.delete(response.request_seq);
      return;
    }
    const event = message as DebugProtocol.Event;
    this.events.push(event);
    const line = drawEvent(event);
    if (line !== undefined) this.trace.push(line);
    for (const look of [...this.#listeners]) look();
  }
}

/** A breakpoint at `file:line` with its condition, hit count and log message. */
export interface Breakpoint {
  readonly at: string;
  readonly column?: number;
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
}

export type OutputBody = DebugProtocol.OutputEvent["body"];

function isSettled(event: DebugProtocol.Event): boolean {
  if (event.event === "stopped" || event.event === "terminated") return true;
  return event.event === "flow/event" && (runEventType(event) === "wait" || runEventType(event) === "end");
}

function runEventType(event: DebugProtocol.Event): string {
  return (event.body as { type: string }).type;
}

function drawEvent(event: DebugProtocol.Event): string | undefined {
  if (event.event === "output") {
    const { output, source, line } = event.body as { output: string; source?: { name: string }; line?: number };
    // The end of a group says nothing.
    if (output === "") return undefined;
    return `${output.trimEnd()}${source === undefined ? "" : `  ${source.name}:${line}`}`;
  }
  if (event.event === "flow/rewound") return "(goes back)";
  if (event.event === "breakpoint") {
    const { breakpoint } = event.body as { breakpoint: DebugProtocol.Breakpoint };
    return `breakpoint ${breakpoint.id}: ${drawBreakpoint(breakpoint.source?.name ?? "", breakpoint)}`;
  }
  if (event.event === "flow/event") return runEventType(event) === "wait" ? "(waits)" : undefined;
  return ["continued", "terminated"].includes(event.event) ? event.event : undefined;
}

function drawArguments(args: object): string {
  const entries = Object.entries(args);
  return entries.length === 0 ? "" : ` ${JSON.stringify(args)}`;
}

function drawBreakpoint(file: string, row: DebugProtocol.Breakpoint): string {
  return row.verified ? `${file}:${row.line}` : (row.message ?? "not verified");
}

function drawFrame(frame: DebugProtocol.StackFrame): string {
  return `${frame.name}  ${frame.source?.name ?? "?"}:${frame.line}`;
}

function drawVariable({ name, value }: DebugProtocol.Variable): string {
  return `${name} = ${value}`;
}

async function withPatience<T>(promise: Promise<T>, what: string, context: () => string = () => ""): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Waited in vain for ${what}.\n${context()}`)), PATIENCE);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
