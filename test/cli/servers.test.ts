import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { commandLineFile } from "../support/commandLine.ts";

/** Sends messages with a `Content-Length` header to a server of the command line; resolves with all it said and its exit code. */
async function converse(args: readonly string[], messages: readonly object[], until: string) {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", commandLineFile, ...args]);
  let out = "";
  let error = "";
  child.stderr.on("data", (chunk: Buffer) => {
    error += chunk.toString();
  });
  const exit = new Promise<number | null>((resolve) => child.on("close", resolve));
  const answered = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes(until)) resolve();
    });
  });
  for (const message of messages) {
    const body = JSON.stringify(message);
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }
  await Promise.race([answered, exit]);
  child.stdin.end();
  const code = await exit;
  return { out, error, code };
}

test("lsp --stdio is the language server, and ends when the client says so", async () => {
  const { out, error, code } = await converse(
    ["lsp", "--stdio", `--clientProcessId=${process.pid}`],
    [
      { jsonrpc: "2.0", id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } },
      { jsonrpc: "2.0", method: "initialized", params: {} },
      { jsonrpc: "2.0", id: 2, method: "shutdown" },
      { jsonrpc: "2.0", method: "exit" },
    ],
    '"id":2',
  );
  expect(out).toContain('"definitionProvider"');
  expect({ error, code }).toEqual({ error: "", code: 0 });
});

test("dap --stdio is the debug adapter, and ends when the client says so", async () => {
  const { out, error, code } = await converse(
    ["dap", "--stdio"],
    [
      { seq: 1, type: "request", command: "initialize", arguments: { adapterID: "flow" } },
      { seq: 2, type: "request", command: "disconnect", arguments: {} },
    ],
    '"command":"disconnect"',
  );
  expect(out).toContain('"supportsConfigurationDoneRequest":true');
  expect({ error, code }).toEqual({ error: "", code: 0 });
});
