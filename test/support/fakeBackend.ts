import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";

/** A request as the fake backend got it; `body` is the raw text. */
interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly body: string;
}

/** What a handler answers: an object is sent as JSON, a text as `text/plain`. */
interface FakeAnswer {
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
  /** Milliseconds before the answer starts. */
  readonly delay?: number;
}

export interface FakeBackend {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

/** A handler may answer with a value, or take the response into its own hands. */
export type FakeHandler = (
  request: SeenRequest,
  response: ServerResponse,
) => FakeAnswer | undefined | Promise<FakeAnswer | undefined>;

/** Starts an HTTP server on a free port of this machine; `await using` closes it. */
export async function startBackend(handler: FakeHandler): Promise<FakeBackend & AsyncDisposable> {
  const requests: SeenRequest[] = [];
  const server = createServer((incoming, response) => {
    void (async () => {
      const request = await readRequest(incoming);
      requests.push(request);
      const answer = await handler(request, response);
      if (answer !== undefined) await sendAnswer(response, answer);
    })();
  });
  return listen(server, requests);
}

/** Starts a server that speaks whatever the handler writes: for answers that are no proper HTTP. */
export async function startRawBackend(handler: (socket: Socket) => void): Promise<FakeBackend & AsyncDisposable> {
  const server = createTcpServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => handler(socket));
  });
  return listen(server, []);
}

async function listen(server: Server, requests: readonly SeenRequest[]): Promise<FakeBackend & AsyncDisposable> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The fake backend has no port.");
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const url = `http://127.0.0.1:${address.port}`;
  return { url, port: address.port, requests, close, [Symbol.asyncDispose]: close };
}

async function readRequest(incoming: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const { method = "", url = "", headers } = incoming;
  return { method, url, headers, body: Buffer.concat(chunks).toString() };
}

async function sendAnswer(response: ServerResponse, answer: FakeAnswer): Promise<void> {
  if (answer.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.delay));
  const isText = typeof answer.body === "string";
  const type = isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  response.writeHead(answer.status ?? 200, {
    ...(answer.body === undefined ? {} : { "content-type": type }),
    ...answer.headers,
  });
  response.end(isText ? answer.body : answer.body === undefined ? undefined : JSON.stringify(answer.body));
}
