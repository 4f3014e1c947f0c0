/** A language server that does nothing, over standard streams and without any library: what no server can be faster than. */
const capabilities = {
  textDocumentSync: { openClose: true, change: 2 },
  diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
  completionProvider: {},
  referencesProvider: true,
};
const answers = {
  initialize: { capabilities },
  "textDocument/diagnostic": { kind: "full", items: [] },
  "textDocument/completion": [],
  "textDocument/references": [],
};

let buffer = Buffer.alloc(0);
process.stdin.on("data", (chunk) => {
  buffer = Buffer.concat([buffer, chunk]);
  for (;;) {
    const head = buffer.indexOf("\r\n\r\n");
    if (head < 0) return;
    const end = head + 4 + Number(/content-length: *(\d+)/i.exec(buffer.toString("latin1", 0, head))?.[1]);
    if (buffer.length < end) return;
    const { id, method } = JSON.parse(buffer.toString("utf8", head + 4, end));
    buffer = buffer.subarray(end);
    if (method === "exit") process.exit(0);
    if (id === undefined || method === undefined) continue;
    const body = JSON.stringify({ jsonrpc: "2.0", id, result: answers[method] ?? null });
    process.stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }
});
