import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { commandLineFile, temporaryFolder } from "../support/commandLine.ts";
import { startBackend } from "../support/fakeBackend.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Loaded before a program: whoever listens on a port or a pipe is told on standard error, and goes no further. */
const guard = `
  import dgram from "node:dgram";
  import net from "node:net";
  const tell = (what) => () => { process.stderr.write("LISTENS " + what); process.exit(70); };
  net.Server.prototype.listen = tell("net");
  dgram.Socket.prototype.bind = tell("dgram");
`;

function framed(body: object): string {
  const text = JSON.stringify(body);
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

/** Runs a program with its messages until its output matches; resolves with what it said on both streams. */
async function runGuarded(folder: string, args: readonly string[], messages: readonly object[], enough: RegExp) {
  const guardFile = join(folder, "guard.mjs");
  writeFileSync(guardFile, guard);
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "--import", guardFile, ...args]);
  let [out, error] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
    if (enough.test(out)) child.kill();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    error += chunk.toString();
  });
  child.stdin.on("error", () => undefined);
  child.stdin.write(messages.map(framed).join(""));
  await once(child, "close");
  return { out, error };
}

describe("rule 6, no port is opened by the editor", () => {
  test("a conversation under the debug adapter, a live request included, listens nowhere", async () => {
    await using backend = await startBackend(() => ({ body: { session: { namespace: "a", data: { n: 7 } } } }));
    await using folder = await temporaryFolder({
      "main.flow": `state start { api GET "${backend.url}/" say "said {a.n}" }`,
    });
    const program = join(folder.path, "main.flow");
    const ask = (seq: number, command: string, args: object) => ({ seq, type: "request", command, arguments: args });
    const messages = [
      ask(1, "initialize", { adapterID: "flow" }),
      ask(2, "launch", { program }),
      ask(3, "configurationDone", {}),
    ];
    const adapter = [commandLineFile, "dap", "--stdio"];
    const { out, error } = await runGuarded(folder.path, adapter, messages, /said 7/);
    expect(error).toBe("");
    expect(out).toContain("said 7");
  });

  test("the language server listens nowhere", async () => {
    await using folder = await temporaryFolder({ "main.flow": "state start { }" });
    const params = { processId: null, rootUri: null, capabilities: {} };
    const initialize = { jsonrpc: "2.0", id: 1, method: "initialize", params };
    const args = [commandLineFile, "lsp", "--stdio"];
    const { out, error } = await runGuarded(folder.path, args, [initialize], /"capabilities"/);
    expect(error).toBe("");
    expect(out).toContain('"capabilities"');
  });

  test("the guard notices who listens", async () => {
    await using folder = await temporaryFolder({
      "open.mjs": 'import { createServer } from "node:http"; createServer().listen(0);',
    });
    const { error } = await runGuarded(folder.path, [join(folder.path, "open.mjs")], [], /never/);
    expect(error).toBe("LISTENS net");
  });

  test("nothing in the extension or its panels knows of ports", () => {
    const files = ["client/src", "client/webview"].flatMap((room) =>
      readdirSync(`${root}${room}`, { recursive: true, encoding: "utf8" })
        .filter((file) => /\.tsx?$/.test(file))
        .map((file) => `${room}/${file}`),
    );
    expect(files.length).toBeGreaterThan(50);
    const open = files.filter((file) =>
      / from "(node:)?(net|http|https|http2|dgram|tls|cluster)"|createServer|asExternalUri/.test(
        readFileSync(`${root}${file}`, "utf8"),
      ),
    );
    expect(open).toEqual([]);
  });
});
