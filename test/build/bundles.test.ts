import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Metafile } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildAll } from "../../scripts/build/build.mjs";
import { bundles } from "../../scripts/build/bundles.mjs";
import { breaches, packageOf } from "../../scripts/build/metafile.mjs";

const folder = mkdtempSync(join(tmpdir(), "flowstate-bundles-"));
const built = join(folder, "dist");

beforeAll(() => buildAll(built), 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function metafileOf(name: string): Metafile {
  return JSON.parse(readFileSync(join(built, "meta", `${name}.json`), "utf8")) as Metafile;
}

/** A folder with nothing but one bundle and those it loads, so that it cannot find what it forgot to bring. */
function alone(...outfiles: readonly string[]): string {
  const empty = mkdtempSync(join(folder, "alone-"));
  for (const outfile of outfiles) copyFileSync(join(built, outfile), join(empty, basename(outfile)));
  return empty;
}

interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs Node in a folder; with `enough` the program is ended as soon as its output matches. */
function runNode(cwd: string, args: readonly string[], input = "", enough?: RegExp): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: { PATH: process.env["PATH"] ?? "" } });
    let [output, errors] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (enough?.test(output) === true) child.kill();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output, errors }));
    child.stdin.on("error", () => undefined);
    child.stdin.write(input);
    if (enough === undefined) child.stdin.end();
  });
}

function message(body: object): string {
  const text = JSON.stringify(body);
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

describe.each(bundles)("the bundle $name", (bundle) => {
  test("holds nothing that it must not", () => {
    expect(breaches(bundle, metafileOf(bundle.name))).toEqual([]);
  });

  test("requires nothing but Node's own modules, the editor where it runs in one, and the bundle beside it", () => {
    const external = Object.values(metafileOf(bundle.name).outputs)
      .flatMap(({ imports }) => imports)
      .filter((link) => link.external === true)
      .map(({ path }) => path);
    const unknown = external.filter((path) => !path.startsWith("node:") && !isBuiltIn(path));
    expect([...new Set(unknown)]).toEqual(others[bundle.name] ?? []);
  });
});

const others: Readonly<Record<string, readonly string[]>> = {
  extension: ["vscode"],
  cli: ["./channels.mjs"],
  // It is tried, and done without.
  channels: ["pg-native"],
};

function isBuiltIn(path: string): boolean {
  return process.getBuiltinModule(`node:${path}` as "node:fs") !== undefined;
}

describe("a bundle alone in an empty folder", () => {
  test("extension: exports activate and deactivate", async () => {
    const cwd = alone("extension.cjs");
    mkdirSync(join(cwd, "node_modules", "vscode"), { recursive: true });
    writeFileSync(
      join(cwd, "node_modules", "vscode", "index.js"),
      `const anything = () => new Proxy(function () {}, {
         get: (target, key) => key === "prototype" ? target.prototype : key === Symbol.toPrimitive ? () => "" : anything(),
         apply: anything, construct: () => ({}),
       });
       module.exports = anything();`,
    );
    const script = 'const { activate } = require("./extension.cjs"); console.log(typeof activate);';
    expect(await runNode(cwd, ["-e", script])).toMatchObject({ code: 0, output: "function\n", errors: "" });
  });

  test("server: answers initialize", async () => {
    const params = { processId: null, rootUri: null, capabilities: {} };
    const input = message({ jsonrpc: "2.0", id: 1, method: "initialize", params });
    const cwd = alone("server.cjs", "languageServer.cjs");
    const { output, errors } = await runNode(cwd, ["server.cjs", "--stdio"], input, /"capabilities"/);
    expect(errors).toBe("");
    expect(output).toContain('"capabilities"');
  });

  test("server: keeps what it compiled for the next start", async () => {
    const cwd = alone("server.cjs", "languageServer.cjs");
    const exit = message({ jsonrpc: "2.0", method: "exit" });
    await runNode(cwd, ["server.cjs", "--stdio"], exit);
    expect(readdirSync(join(cwd, "compiled"))).not.toEqual([]);
  });

  test("adapter: answers initialize", async () => {
    const request = { seq: 1, type: "request", command: "initialize", arguments: { adapterID: "flow" } };
    const cwd = alone("adapter.cjs", "debugAdapter.cjs");
    const { output, errors } = await runNode(cwd, ["adapter.cjs"], message(request), /"initialize"/);
    expect(errors).toBe("");
    expect(output).toContain('"success":true');
  });

  test("cli: prints its help, and is executable", async () => {
    const cwd = alone("cli.mjs");
    const { code, output, errors } = await runNode(cwd, ["cli.mjs", "--help"]);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toMatch(/check[\s\S]*run[\s\S]*lsp[\s\S]*dap/);
    if (process.platform !== "win32") expect(statSync(join(built, "cli.mjs")).mode & 0o111).toBe(0o111);
    expect(readFileSync(join(built, "cli.mjs"), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test("channels: the command line serves a bot with the bundle beside it", async () => {
    const cwd = alone("cli.mjs", "channels.mjs");
    writeFileSync(join(cwd, "bank.flow"), 'bot bank { start bank.start }\nstate start { say "Hello!" }\n');
    const args = ["cli.mjs", "serve", ".", "--port", "0", "--store", "memory"];
    const { output, errors } = await runNode(cwd, args, "", /bank/);
    expect(errors).toBe("");
    expect(output).toMatch(/^http:\/\/127\.0\.0\.1:\d+ \(bank\)\n$/);
  });

  test("conversation: is one script that loads nothing else", () => {
    const script = readFileSync(join(built, "webview", "conversation.js"), "utf8");
    expect(() => new Function(script)).not.toThrow();
    expect(script).not.toMatch(/\brequire\(|\bimport\(/);
    expect(existsSync(join(built, "webview", "conversation.css"))).toBe(true);
  });
});

describe("the check of what a bundle holds", () => {
  const bundle = { name: "sample", forbidden: ["undici", "vscode"] };
  const output = { bytes: 1, inputs: {}, exports: [], imports: [] };

  test("names a bundled package with the file that imports it", () => {
    const metafile: Metafile = {
      inputs: {
        "a.ts": { bytes: 1, imports: [{ path: "node_modules/undici/index.js", kind: "import-statement" }] },
        "node_modules/undici/index.js": { bytes: 1, imports: [] },
      },
      outputs: { "out.js": output },
    };
    expect(breaches(bundle, metafile)).toEqual([
      "sample: undici must not be inside, but node_modules/undici/index.js is (imported by a.ts).",
    ]);
  });

  test("names a package that is left to be required", () => {
    const imports = [{ path: "vscode", kind: "require-call", external: true }] as const;
    const metafile: Metafile = { inputs: {}, outputs: { "out.js": { ...output, imports: [...imports] } } };
    expect(breaches(bundle, metafile)).toEqual(["sample: vscode must not be required."]);
  });

  test("knows packages with a scope, and packages in packages", () => {
    expect(packageOf("node_modules/@vscode/debugadapter/lib/main.js")).toBe("@vscode/debugadapter");
    expect(packageOf("node_modules/a/node_modules/b/index.js")).toBe("b");
    expect(packageOf("server/src/base/lru.ts")).toBeUndefined();
  });
});
