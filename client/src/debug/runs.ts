import { type DebugSession, type DebugSessionCustomEvent, Disposable, debug, EventEmitter } from "vscode";
import { customEvents, customRequests, debugType } from "../../../server/src/debug/protocol.ts";
import type { AllowedHosts } from "./allowedHosts.ts";
import { isRecord, readConsent, readProject, readRefusal, readRewound, readRunEvent, readSecret } from "./messages.ts";
import { tellRefusal } from "./refusal.ts";
import { Run } from "./run.ts";
import type { SecretStore } from "./secretStore.ts";

/** Requests after whose answer a stopped conversation goes on. */
const goingOn = new Set([
  "continue",
  "next",
  "stepIn",
  "stepOut",
  "stepBack",
  "reverseContinue",
  "goto",
  "restartFrame",
]);

/** Follows every debug session of flows, from its first message to its end, whoever started it. */
export class Runs {
  readonly #runs = new Map<string, Run>();
  readonly #hosts: AllowedHosts;
  readonly #secrets: SecretStore;
  readonly #subscription: Disposable;
  readonly #started = new EventEmitter<Run>();

  /** A run begins; nothing was received yet. */
  readonly onDidStart = this.#started.event;

  constructor(hosts: AllowedHosts, secrets: SecretStore) {
    this.#hosts = hosts;
    this.#secrets = secrets;
    this.#subscription = Disposable.from(
      this.#started,
      debug.registerDebugAdapterTrackerFactory(debugType, {
        createDebugAdapterTracker: (session) => this.#track(session),
      }),
      debug.onDidReceiveDebugSessionCustomEvent((event) => this.#receive(event)),
      debug.onDidTerminateDebugSession((session) => this.#end(session)),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #track(session: DebugSession) {
    const run = new Run(session);
    this.#runs.set(session.id, run);
    this.#started.fire(run);
    return {
      onDidSendMessage: (message: unknown) => follow(run, message),
      onExit: (code: number | undefined) => {
        if (code !== undefined && code !== 0) run.become("over", `The debug adapter ended with exit code ${code}.`);
      },
    };
  }

  #receive({ session, event, body }: DebugSessionCustomEvent): void {
    const run = this.#runs.get(session.id);
    if (run === undefined) return;
    if (event === customEvents.event) {
      const runEvent = readRunEvent(body);
      if (runEvent !== undefined) run.receive(runEvent);
    } else if (event === customEvents.project) {
      const project = readProject(body);
      if (project !== undefined) run.loaded(project);
    } else if (event === customEvents.rewound) {
      const rewound = readRewound(body);
      if (rewound !== undefined) run.rewound(rewound.events);
    } else if (event === customEvents.consent) {
      void this.#answerConsent(run, body);
    } else if (event === customEvents.secret) {
      void this.#answerSecret(run, body);
    } else if (event === customEvents.refused) {
      const refusal = readRefusal(body);
      if (refusal !== undefined) void tellRefusal(refusal);
    }
  }

  async #answerConsent(run: Run, body: unknown): Promise<void> {
    const consent = readConsent(body);
    if (consent === undefined) return;
    const allow = await this.#hosts.allows(consent.host);
    // The run may be over by the time the user has decided.
    if (run.status !== "over") await run.session.customRequest(customRequests.consent, { host: consent.host, allow });
  }

  async #answerSecret({ session }: Run, body: unknown): Promise<void> {
    const secret = readSecret(body);
    if (secret === undefined) return;
    const value = await this.#secrets.get(session.workspaceFolder?.uri, secret.name).catch(() => null);
    // The launch may have given up waiting.
    await session.customRequest(customRequests.secret, { name: secret.name, value }).then(undefined, () => undefined);
  }

  #end(session: DebugSession): void {
    const run = this.#runs.get(session.id);
    this.#runs.delete(session.id);
    run?.become("over");
    run?.dispose();
  }
}

/** Reads off the adapter's messages whether the run stands still. */
function follow(run: Run, message: unknown): void {
  if (!isRecord(message)) return;
  if (message["type"] === "event") {
    const body = isRecord(message["body"]) ? message["body"] : {};
    if (message["event"] === "stopped") run.become("stopped", reasonOf(body));
    if (message["event"] === "continued") run.become("running");
  } else if (message["type"] === "response" && message["success"] === true && goingOn.has(String(message["command"]))) {
    run.become("running");
  }
}

function reasonOf(body: Readonly<Record<string, unknown>>): string {
  if (typeof body["description"] === "string" && body["description"] !== "") return body["description"];
  switch (body["reason"]) {
    case "breakpoint":
    case "function breakpoint":
    case "data breakpoint":
      return "Stopped at a breakpoint";
    case "step":
      return "Stopped after a step";
    case "entry":
      return "Stopped at the beginning";
    case "exception":
      return "Stopped at a failure";
    case "goto":
      return "Jumped to here";
    default:
      return "Paused";
  }
}
