import { afterEach, expect, test } from "vitest";
import { references } from "../../server/src/features/references.ts";
import { Workspace } from "../../server/src/workspace/workspace.ts";
import { type MemoryFileSystem, memoryFileSystem } from "../support/memoryFileSystem.ts";

const many = 1_000;
const texts: Readonly<Record<string, string>> = {
  "/bot/main.flow":
    "flow main\nbot b { languages en start main.start fallback main.start failure main.start }\nstate start { -> end }\n",
  ...Object.fromEntries(
    Array.from({ length: many }, (_, i) => [
      `/bot/f${i}.flow`,
      `state a { say "I am a bot." { reply "On" -> b reply "Back" -> main.start } }\nstate b { -> a }\n`,
    ]),
  ),
};
const errors: unknown[] = [];
const workspaceOn = (disk: MemoryFileSystem) => new Workspace(disk, (error) => errors.push(error));

afterEach(() => {
  expect(errors.splice(0)).toEqual([]);
});

test("while thousands of files are read others have their turn, and what they look at is whole", async () => {
  const disk = memoryFileSystem(texts);
  disk.link("/bot/loop", "/bot");
  const workspace = workspaceOn(disk);
  let isReady = false;
  const began = performance.now();
  const ready = workspace.changeFolders(["file:///bot"], []).then(() => {
    isReady = true;
  });
  let turns = 0;
  while (!isReady) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    turns++;
    // No project is seen without its bot, but for the one that holds nothing yet.
    for (const { index } of workspace.snapshot().projects) expect(index.files.size).toBe(many + 1);
  }
  await ready;
  // A turn for each 10 ms, and plenty of room for a busy machine.
  expect(turns).toBeGreaterThan((performance.now() - began) / 100);
  const main = workspace.snapshot().file("file:///bot/main.flow");
  expect(main).toBeDefined();
  if (main === undefined) return;
  const at = main.parsed.text.indexOf("state start") + "state ".length;
  // Each file once, and three times the bot.
  expect(references(main, at, false)).toHaveLength(many + 3);
});

test("a file that changes while it is known stays as it was until it is read again", async () => {
  const disk = memoryFileSystem({ "/bot/main.flow": "state start { -> end }" });
  const workspace = workspaceOn(disk);
  await workspace.changeFolders(["file:///bot"], []);
  const before = workspace.snapshot().file("file:///bot/main.flow");
  disk.write("/bot/main.flow", "state begin { -> end }");
  const done = workspace.applyFileEvents([{ uri: "file:///bot/main.flow", kind: "changed" }]);
  expect(workspace.snapshot().file("file:///bot/main.flow")).toEqual(before);
  await done;
  expect(workspace.snapshot().file("file:///bot/main.flow")?.parsed.text).toContain("begin");
});

test("a document that is opened while its folder is read is there at once, and its file after it is closed", async () => {
  const disk = memoryFileSystem({
    "/bot/main.flow": "state start { -> end }",
    "/bot/other.flow": "state x { -> end }",
  });
  const workspace = workspaceOn(disk);
  const release = disk.hold();
  const reading = workspace.changeFolders(["file:///bot"], []);
  const opened = workspace.openDocument("file:///bot/main.flow", 1, "state typed { -> end }");
  expect(workspace.snapshot().file("file:///bot/main.flow")?.parsed.text).toContain("typed");
  release();
  await Promise.all([reading, opened]);
  expect(workspace.snapshot().file("file:///bot/main.flow")?.parsed.text).toContain("typed");
  await workspace.closeDocument("file:///bot/main.flow");
  expect(workspace.snapshot().file("file:///bot/main.flow")?.parsed.text).toContain("start");
  expect(workspace.snapshot().files()).toHaveLength(2);
});
