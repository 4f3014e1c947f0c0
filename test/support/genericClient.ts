/**
 * A client as any editor may be: it speaks to a server of the command line over standard streams, message by message, without a library. It
 * offers nothing, so what the server asks of it is a mistake of the server.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { commandLineFile } from "./commandLine.ts";

/** A message as it came: a response or notification of JSON-RPC, or a response or event of DAP. */
export type Message = Readonly<Record<string, unknown>>;

export class GenericClient implements AsyncDisposable {
  readonly #process: ChildProcess;
  /** All messages so far, in order. */
  readonly messages: Message[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  #listeners: (() => void)[] = [];
  #count = 0;
  #errors = "";

  constructor(args: readonly string[]) {
    this.#process = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", commandLineFile, ...args], {
      stdio: "pipe",
    });
    this.#process.stdout?.on("data", (chunk: Buffer) => this.#read(chunk));
    this.#process.stderr?.on("data", (chunk: Buffer) => {
      this.#errors += chunk.toString();
    });
  }

  #read(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (;;) {
      const end = this.#bytes.indexOf("\r\n\r\n");
      const length = /content-length: *(\d+)/i.exec(this.#bytes.subarray(0, Math.max(end, 0)).toString())?.[1];
      const from = end + 4;
      if (end < 0 || length === undefined || this.#bytes.length < from + Number(length)) break;
      const parsed: unknown = JSON.parse(this.#bytes.subarray(from, from + Number(length)).toString());
      this.#bytes = this.#bytes.subarray(from + Number(length));
      if (typeof parsed === "object" && parsed !== null) this.messages.push({ ...parsed });
    }
    for (const listener of this.#listeners.splice(0)) listener();
  }

  send(message: Message): void {
    const body = JSON.stringify(message);
    this.#process.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  /** The first message, from now back to the start or still to come, that is like this; rejects after 20 seconds. */
  async message(what: string, isIt: (message: Message) => boolean): Promise<Message> {
    const end = Date.now() + 20_000;
    for (;;) {
      const found = this.messages.find(isIt);
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error(`${what} never came. ${this.#errors}`);
      await new Promise<void>((resolve) => {
        this.#listeners.push(resolve);
        setTimeout(resolve, 500);
      });
    }
  }

  /** The result of a request of JSON-RPC. */
  async request(method: string, params?: object): Promise<unknown> {
    const id = ++this.#count;
    this.send({ jsonrpc: "2.0", id, method, ...(params !== undefined && { params }) });
    const { result, error } = await this.message(
      `The answer to ${method}`,
      (one) => one["id"] === id && !("method" in one),
    );
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  }

  notify(method: string, params?: object): void {
    this.send({ jsonrpc: "2.0", method, ...(params !== undefined && { params }) });
  }

  /** The body of the response to a request of DAP. */
  async ask(command: string, args: object = {}): Promise<unknown> {
    const seq = ++this.#count;
    this.send({ seq, type: "request", command, arguments: args });
    const { success, message, body } = await this.message(
      `The response to ${command}`,
      (one) => one["type"] === "response" && one["request_seq"] === seq,
    );
    if (success !== true) throw new Error(`${command}: ${String(message)}`);
    return body;
  }

  /** An event of DAP. */
  event(name: string, isIt: (body: unknown) => boolean = () => true): Promise<Message> {
    const isEvent = (one: Message) => one["type"] === "event" && one["event"] === name && isIt(one["body"]);
    return this.message(`The event ${name}`, isEvent);
  }

  /** What the server asked of the client. */
  get asked(): readonly unknown[] {
    const requests = this.messages.filter((one) => ("id" in one && "method" in one) || one["type"] === "request");
    return requests.map((one) => one["method"] ?? one["command"]);
  }

  /** The exit code, once the process has ended. */
  async exitCode(): Promise<number | null> {
    if (this.#process.exitCode !== null) return this.#process.exitCode;
    return new Promise((resolve) => this.#process.once("exit", (code) => resolve(code)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill();
    await this.exitCode();
  }
}
