import type { LookupFunction, Socket } from "node:net";
import { buildConnector } from "undici";

/** Opens connections to backends: names are resolved by `lookup`, and each connection takes one request. */
export function createConnector(lookup: LookupFunction, timeout: number): buildConnector.connector {
  const connect = buildConnector({ lookup, timeout, autoSelectFamily: true, allowH2: false });
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error === null) callback(null, withoutContinue(socket));
      else callback(error, null);
    });
}

const continues = /^HTTP\/1\.[01] 100[ \r].*?\r\n\r\n/s;
/** The longest beginning of an answer that may turn out to be a 100. */
const longestContinue = 8_192;

/**
 * The socket without the `100 Continue` that some servers send before their answer, though nobody asked them to wait.
 * HTTP lets them (RFC 9110, 15.2); the client, which takes them for an error, is not to see them.
 */
function withoutContinue<T extends Socket>(socket: T): T {
  const read: (size?: number) => unknown = socket.read.bind(socket);
  let held: Buffer | undefined = Buffer.alloc(0);
  socket.read = (size?: number): unknown => {
    const chunk = read(size);
    if (held === undefined || !Buffer.isBuffer(chunk)) return chunk;
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const start = held.subarray(0, longestContinue).toString("latin1");
      const found = continues.exec(start);
      if (found === null) {
        if (mayBeContinue(start) && held.length < longestContinue) return null;
        const rest: Buffer = held;
        held = undefined;
        return rest;
      }
      held = held.subarray(found[0].length);
      if (held.length === 0) return null;
    }
  };
  return socket;
}

const sample = "HTTP/1.1 100";

function mayBeContinue(start: string): boolean {
  return start.length <= sample.length
    ? sample.startsWith(start.replace("HTTP/1.0", "HTTP/1.1"))
    : /^HTTP\/1\.[01] 100[ \r]/.test(start);
}
