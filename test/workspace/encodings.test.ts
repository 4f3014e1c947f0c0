/** Files as they stand on a real disk: byte order marks, line ends, bytes that are no UTF-8, links, and files of megabytes. */
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { fileUri, nodeFileSystem } from "../../server/src/workspace/fileSystem.node.ts";
import { lineMapOf } from "../../server/src/workspace/lineMaps.ts";
import { Workspace } from "../../server/src/workspace/workspace.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "flowstate-disk-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function snapshotOf(...folders: string[]) {
  const workspace = new Workspace(nodeFileSystem, (error) => {
    throw error;
  });
  await workspace.changeFolders(folders.map(fileUri), []);
  return workspace.snapshot();
}

/** Where each finding of a file begins, as `line:character code`. */
async function findingsOf(name: string): Promise<readonly string[]> {
  const file = (await snapshotOf(folder)).file(fileUri(join(folder, name)));
  if (file === undefined) throw new Error(`${name} is not there.`);
  return diagnostics(file).map(({ start, code }) => {
    const { line, character } = lineMapOf(file.parsed).positionAt(start);
    return `${line}:${character} ${code}`;
  });
}

const lines = ["state start {", '  say "Hé 😀"', "  -> gone", "}", ""];

test.each([
  ["line feeds", "\n"],
  ["carriage returns with line feeds", "\r\n"],
  ["carriage returns alone", "\r"],
])("%s end lines", async (_, end) => {
  writeFileSync(join(folder, "a.flow"), lines.join(end));
  expect(await findingsOf("a.flow")).toEqual(["2:5 unknown-state"]);
});

test("a byte order mark is no character of the first line", async () => {
  writeFileSync(join(folder, "a.flow"), `\uFEFFstate start { -> gone }\n`);
  expect(await findingsOf("a.flow")).toEqual(["0:17 unknown-state"]);
});

test("bytes that are no UTF-8 are one unknown character each, and the places behind them stay right", async () => {
  const text = Buffer.from('state start { say "x" -> gone }\n');
  text[19] = 0xff;
  writeFileSync(join(folder, "a.flow"), text);
  expect(await findingsOf("a.flow")).toContain("0:25 unknown-state");
});

test("a file of more than a megabyte is read whole", async () => {
  const filler = Array.from({ length: 3000 }, (_, at) => `state s${at} { say "${"x".repeat(340)}" -> end }\n`).join("");
  writeFileSync(join(folder, "a.flow"), `${filler}state last { -> gone }\n`);
  expect(filler.length).toBeGreaterThan(1_000_000);
  expect((await findingsOf("a.flow")).filter((one) => one.includes("unknown-state"))).toEqual([
    "3000:16 unknown-state",
  ]);
});

test("links are followed once, and a circle of them ends", async () => {
  await mkdir(join(folder, "real"));
  writeFileSync(join(folder, "real", "a.flow"), "state a { -> end }\n");
  symlinkSync(join(folder, "real"), join(folder, "again"));
  symlinkSync(folder, join(folder, "real", "up"));
  symlinkSync(join(folder, "nowhere"), join(folder, "dead.flow"));
  const uris = (await snapshotOf(folder)).files().map(({ uri }) => uri);
  expect(uris).toEqual([fileUri(join(folder, "real", "a.flow"))]);
});

test("folders that overlap hold each file once", async () => {
  await mkdir(join(folder, "inner"));
  writeFileSync(join(folder, "inner", "a.flow"), "state a { -> end }\n");
  for (const folders of [
    [folder, join(folder, "inner")],
    [join(folder, "inner"), folder],
  ]) {
    expect((await snapshotOf(...folders)).files()).toHaveLength(1);
  }
});
