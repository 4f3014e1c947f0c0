/**
 * The wire side of the debug adapter: one request after the other is taken from the stream, handed to the table of
 * requests, and answered exactly once, whatever its handler does. Handlers run in the order in which requests came;
 * none of them waits for a later one, but a launch for the secrets that it asked for.
 */
import { DebugSession, Event, Response } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { type Answer, refused } from "./answers.ts";
import type { AdapterPorts } from "./ports.ts";
import { customRequests } from "./protocol.ts";
import { requests } from "./requests.ts";
import { Session } from "./session.ts";

/** Speaks the Debug Adapter Protocol over two streams for one conversation. */
export class FlowDebugSession extends DebugSession {
  readonly #session: Session;
  readonly #ports: AdapterPorts;
  #queue: Promise<void> = Promise.resolve();

  constructor(ports: AdapterPorts) {
    super();
    this.#ports = ports;
    // A message that is no JSON must not end the session, as the base class has it.
    this.removeAllListeners("error");
    this.on("error", () => {});
    this.#session = new Session(ports, {
      send: (event, body) => this.sendEvent(new Event(event, body)),
      exit: () => this.shutdown(),
    });
  }

  /**
   * Ends the conversation and then the process that runs the adapter; also called where the client's stream has closed.
   */
  override shutdown(): void {
    this.#session.dispose();
    this.#ports.exit();
  }

  protected override dispatchRequest(request: DebugProtocol.Request): void {
    // A launch waits for it, and would wait for ever were it behind the launch in the queue.
    if (request.command === customRequests.secret) void this.#handle(request);
    else this.#queue = this.#queue.then(() => this.#handle(request));
  }

  async #handle(request: DebugProtocol.Request): Promise<void> {
    const answer = await this.#answer(request);
    this.sendResponse(responseTo(request, answer));
    if (!answer.ok) return;
    try {
      answer.after?.();
    } catch (error) {
      this.#log(request, error);
    }
  }

  async #answer(request: DebugProtocol.Request): Promise<Answer> {
    const run = requests.get(request.command);
    if (run === undefined) return refused(`The request ${JSON.stringify(request.command)} is not supported.`);
    try {
      // Arguments come from outside: each request of the table reads them with a schema.
      return await run(this.#session, request.arguments as unknown);
    } catch (error) {
      this.#log(request, error);
      return refused(`The debugger could not do "${request.command}": ${messageOf(error)}`);
    }
  }

  /** A bug of ours: the debug console shows where. */
  #log(request: DebugProtocol.Request, error: unknown): void {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.sendEvent(
      new Event("output", { category: "stderr", output: `Internal error in "${request.command}": ${trace}\n` }),
    );
  }
}

function responseTo(request: DebugProtocol.Request, answer: Answer): DebugProtocol.Response {
  if (answer.ok) return { ...new Response(request), body: answer.body };
  const error: DebugProtocol.Message = { id: 1, format: answer.message, showUser: answer.show === true };
  return { ...new Response(request, answer.message), body: { error } };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
