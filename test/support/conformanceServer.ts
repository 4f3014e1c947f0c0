import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTcpServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import type { BackendAnswer } from "./conformanceCase.ts";

/** A request as the backend got it: header names in lower case, a JSON body as a value. */
export interface AskedRequest {
  readonly method: string;
  /** With the query; a proxy is asked for a whole address, or for `HOST:PORT`. */
  readonly path: string;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly body: unknown;
}

export interface ConformanceServer extends AsyncDisposable {
  readonly port: number;
  readonly requests: readonly AskedRequest[];
}

/**
 * A real HTTP server on loopback that answers as the case says. Node reads the requests; what is answered is written to
 * the socket by hand, because most of it no HTTP library would let pass.
 */
export async function startConformanceServer(answers: readonly BackendAnswer[]): Promise<ConformanceServer> {
  const requests: AskedRequest[] = [];
  const sockets = new Set<Socket>();
  const used = new Set<BackendAnswer>();
  let port = 0;
  const nextFor = (path: string): BackendAnswer | undefined => {
    const fitting = answers.filter((each) => each.path === undefined || each.path === path.replace(/[?#].*$/, ""));
    const next = fitting.find((each) => !used.has(each)) ?? fitting.at(-1);
    if (next !== undefined) used.add(next);
    return next;
  };
  const take = async (incoming: IncomingMessage): Promise<void> => {
    const request = await readRequest(incoming);
    requests.push(request);
    const answer = nextFor(request.path) ?? { status: 500, text: "The case has no answer for this request." };
    await give(incoming.socket, answer, request, port);
  };
  const server = createServer((incoming) => void take(incoming).catch(() => incoming.socket.destroy()));
  server.on("connect", (incoming) => void take(incoming).catch(() => incoming.socket.destroy()));
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  port = await listen(server);
  return {
    get port() {
      return port;
    },
    requests,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A port of this machine at which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

async function listen(server: ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The backend has no port.");
  return address.port;
}

async function readRequest(incoming: IncomingMessage): Promise<AskedRequest> {
  const chunks: Buffer[] = [];
  // Of a CONNECT nothing but its head is the request.
  if (incoming.method !== "CONNECT") {
    for await (const chunk of incoming) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  }
  const { method = "", url = "", headers } = incoming;
  const text = Buffer.concat(chunks).toString();
  const isJson = (headers["content-type"] ?? "").includes("json");
  return { method, path: url, headers, body: text === "" ? null : isJson ? (JSON.parse(text) as unknown) : text };
}

async function give(socket: Socket, answer: BackendAnswer, request: AskedRequest, port: number): Promise<void> {
  const { cut } = answer;
  if (answer.delay !== undefined) await sleep(answer.delay);
  if (answer.silent) return;
  if (cut === "reset") {
    socket.resetAndDestroy();
    return;
  }
  if (cut === "close") {
    socket.end();
    return;
  }
  if (answer.raw !== undefined) {
    socket.end(answer.raw.join("\r\n"));
    return;
  }
  const body = bodyOf(answer, request);
  const head = headOf(answer, body, port);
  for (const status of answer.interim ?? []) socket.write(`HTTP/1.1 ${status} Interim\r\nx-interim: ${status}\r\n\r\n`);
  if (cut === "in head") {
    socket.end(head.slice(0, -6));
    return;
  }
  socket.write(head);
  if (answer.bodyDelay !== undefined) await sleep(answer.bodyDelay);
  if (request.method === "HEAD" || answer.status === 204 || answer.status === 304) socket.end();
  else if (answer.chunked) await giveChunks(socket, body, cut === "in chunk");
  else socket.end(cut === "in body" ? body.subarray(0, Math.ceil(body.length / 2)) : body);
}

/** Pieces small enough to cut through any character. */
async function giveChunks(socket: Socket, body: Buffer, isCut: boolean): Promise<void> {
  const size = Math.max(3, Math.ceil(body.length / 20));
  for (let at = 0; at < body.length; at += size) {
    const piece = body.subarray(at, at + size);
    socket.write(`${piece.length.toString(16)}\r\n`);
    socket.write(piece);
    if (isCut) {
      socket.end();
      return;
    }
    socket.write("\r\n");
    await sleep(0);
  }
  socket.end("0\r\n\r\n");
}

function bodyOf(answer: BackendAnswer, request: AskedRequest): Buffer {
  return (answer.compress ?? []).reduce<Buffer>((bytes, encoding) => compressors[encoding](bytes), plainBody());

  function plainBody(): Buffer {
    if (answer.base64 !== undefined) return Buffer.from(answer.base64, "base64");
    if (answer.echo) return Buffer.from(JSON.stringify(request));
    if (answer.json !== undefined) return Buffer.from(JSON.stringify(answer.json));
    const { fill } = answer;
    if (fill === undefined) return Buffer.from(answer.text ?? "");
    return Buffer.from(`${fill.before ?? ""}${fill.text.repeat(fill.times)}${fill.after ?? ""}`);
  }
}

const compressors = {
  gzip: gzipSync,
  deflate: deflateSync,
  "deflate-raw": deflateRawSync,
  br: brotliCompressSync,
  zstd: zstdCompressSync,
} as const;

function headOf(answer: BackendAnswer, body: Buffer, port: number): string {
  const headers = new Map<string, string | readonly string[] | null>();
  if (answer.json !== undefined || answer.echo) headers.set("content-type", "application/json; charset=utf-8");
  if (answer.text !== undefined) headers.set("content-type", "text/plain; charset=utf-8");
  if (answer.compress !== undefined) {
    headers.set("content-encoding", answer.compress.map((each) => each.replace("-raw", "")).join(", "));
  }
  if (answer.chunked) headers.set("transfer-encoding", "chunked");
  else if (answer.status !== 204) headers.set("content-length", String(answer.length ?? body.length));
  headers.set("connection", "close");
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers.set(name.toLowerCase(), value);
  const lines = [...headers].flatMap(([name, value]) =>
    (value === null ? [] : typeof value === "string" ? [value] : value).map(
      (each) => `${name}: ${each.replaceAll("{port}", String(port))}`,
    ),
  );
  return [`HTTP/1.1 ${answer.status ?? 200} Answer`, ...lines, "", ""].join("\r\n");
}
