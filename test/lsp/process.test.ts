import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { fileUri } from "../../server/src/workspace/fileSystem.node.ts";
import { memoryFileSystem } from "../support/memoryFileSystem.ts";
import { connect } from "../support/mockClient.ts";

const bundle = resolve("dist/server.cjs");
let folder: string;
let server: ChildProcess | undefined;

beforeEach(() => {
  expect(existsSync(bundle), "npm run build makes dist/server.cjs").toBe(true);
  folder = realpathSync(mkdtempSync(join(tmpdir(), "flowstate-lsp-")));
  writeFileSync(join(folder, "main.flow"), "state start { -> help.agnt }");
  writeFileSync(join(folder, "help.flow"), "state agent { -> end }");
});
afterEach(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** A whole session: findings of a file on the disk, then a clean end. */
async function expectSession(process: ChildProcess, reader: MessageReader, writer: MessageWriter): Promise<void> {
  server = process;
  const client = await connect(reader, writer, memoryFileSystem(), { folders: [folder] });
  const items = await client.pullWorkspace();
  expect(items.map(({ uri, kind }) => [uri, kind])).toEqual([
    [fileUri(join(folder, "help.flow")), "full"],
    [fileUri(join(folder, "main.flow")), "full"],
  ]);
  expect(items[1]).toMatchObject({ items: [{ code: "unknown-state" }] });
  await client.request("shutdown", undefined);
  await client.notify("exit", undefined);
  expect(await once(process, "exit")).toEqual([0, null]);
}

test("the built server speaks over standard input and output", async () => {
  const process = spawn(globalThis.process.execPath, [bundle, "--stdio"], { cwd: folder, stdio: "pipe" });
  await expectSession(process, new StreamMessageReader(process.stdout), new StreamMessageWriter(process.stdin));
});

test("the built server speaks over the channel between node processes", async () => {
  const process = fork(bundle, ["--node-ipc"], { cwd: folder });
  await expectSession(process, new IPCMessageReader(process), new IPCMessageWriter(process));
});

test("the built server ends when its client goes away", async () => {
  const process = spawn(globalThis.process.execPath, [bundle, "--stdio"], { cwd: folder, stdio: "pipe" });
  server = process;
  await connect(new StreamMessageReader(process.stdout), new StreamMessageWriter(process.stdin), memoryFileSystem(), {
    folders: [folder],
  });
  process.stdin.end();
  expect(await once(process, "exit")).toEqual([1, null]);
});
