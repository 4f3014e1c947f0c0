/** A client of a debug adapter over its standard streams: requests, their answers, and events as they come. */
import { spawn } from "node:child_process";

export class DebugClient {
  #process;
  #rest = Buffer.alloc(0);
  #seq = 0;
  #answers = new Map();
  #waiting = [];

  /** Starts the adapter; `command` is the program and its arguments. */
  constructor([program, ...args]) {
    this.#process = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.#process.stdout.on("data", (chunk) => this.#read(chunk));
  }

  /** The body of the answer; throws where the request is refused. */
  request(command, args) {
    this.#seq += 1;
    const json = JSON.stringify({ seq: this.#seq, type: "request", command, arguments: args });
    const answer = new Promise((resolve, reject) => this.#answers.set(this.#seq, { resolve, reject }));
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`);
    return answer;
  }

  /** The next event of that name from now on. */
  event(name) {
    return new Promise((resolve) => this.#waiting.push({ name, resolve }));
  }

  /** Sends a request that leads to a stop, and waits for it. */
  async stopAfter(command, args) {
    const stopped = this.event("stopped");
    await this.request(command, args);
    await stopped;
  }

  async end() {
    const exited = new Promise((resolve) => this.#process.on("exit", resolve));
    this.request("disconnect").catch(() => {});
    const timer = setTimeout(() => this.#process.kill(), 2_000);
    await exited;
    clearTimeout(timer);
  }

  #read(chunk) {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const head = this.#rest.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#rest.toString("latin1", 0, head))?.[1]);
      const end = head + 4 + length;
      if (this.#rest.length < end) return;
      this.#take(JSON.parse(this.#rest.toString("utf8", head + 4, end)));
      this.#rest = this.#rest.subarray(end);
    }
  }

  #take(message) {
    if (message.type === "event") {
      for (const each of this.#waiting.filter(({ name }) => name === message.event)) each.resolve(message.body);
      this.#waiting = this.#waiting.filter(({ name }) => name !== message.event);
      return;
    }
    const answer = this.#answers.get(message.request_seq);
    this.#answers.delete(message.request_seq);
    if (message.success) answer?.resolve(message.body);
    else answer?.reject(new Error(`${message.command}: ${message.message}`));
  }
}
