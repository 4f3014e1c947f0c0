import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import type { Snapshot } from "../../server/src/workspace/snapshot.ts";
import { Workspace } from "../../server/src/workspace/workspace.ts";
import { type MemoryFileSystem, memoryFileSystem, memoryUri } from "../support/memoryFileSystem.ts";
import { runs } from "../support/runs.ts";

async function workspaceWith(disk: MemoryFileSystem, ...folders: string[]): Promise<Workspace> {
  const workspace = new Workspace(disk, (error) => {
    throw error;
  });
  await workspace.changeFolders(folders.map(memoryUri), []);
  return workspace;
}

/** The projects with their files; files whose findings are not shown in brackets. */
function draw(snapshot: Snapshot): string {
  return snapshot.projects
    .map(({ folder, index }) => {
      const files = [...index.files.values()].map(({ path, uri }) => (snapshot.file(uri)?.listed ? path : `(${path})`));
      return `${folder.replace("file://", "")}: ${files.join(" ")}`;
    })
    .join("\n");
}

function findings(snapshot: Snapshot): readonly string[] {
  return snapshot
    .files()
    .flatMap((file) =>
      diagnostics(file).map(({ path, start, code, message }) => `${file.uri} ${path} ${start} ${code} ${message}`),
    );
}

const bot = "bot b { start main.a }";

describe("open documents", () => {
  test("go before the disk, and give way to it when they are closed", async () => {
    const disk = memoryFileSystem({ "/w/main.flow": "state a { -> b }" });
    const workspace = await workspaceWith(disk, "/w");
    const uri = memoryUri("/w/main.flow");
    expect(findings(workspace.snapshot())).toHaveLength(1);
    await workspace.openDocument(uri, 1, "state a { -> end }");
    expect(findings(workspace.snapshot())).toEqual([]);
    disk.write("/w/main.flow", "state a { -> c }");
    await workspace.applyFileEvents([{ uri, kind: "changed" }]);
    expect(findings(workspace.snapshot())).toEqual([]);
    await workspace.closeDocument(uri);
    expect(findings(workspace.snapshot())).toEqual([expect.stringContaining("`c`")]);
  });

  test("answers are about the URI as the client writes it", async () => {
    const workspace = await workspaceWith(memoryFileSystem({ "/w/a (1).flow": "state a { -> end }" }), "/w");
    await workspace.openDocument("file:///w/a (1).flow", 1, "state a { -> end }");
    const [file, second] = workspace.snapshot().files();
    expect(second).toBeUndefined();
    expect(workspace.clientUri(file?.uri ?? "")).toBe("file:///w/a (1).flow");
  });

  test("edits apply one after the other, with any line end", async () => {
    const workspace = await workspaceWith(memoryFileSystem(), "/w");
    const uri = memoryUri("/w/a.flow");
    await workspace.openDocument(uri, 1, "one\r\ntwo\rthree\nfour");
    const insert = (line: number, character: number, text: string) => ({
      range: { start: { line, character }, end: { line, character } },
      text,
    });
    workspace.changeDocument(uri, 2, [insert(1, 3, "2"), insert(2, 0, ">"), insert(0, 99, "1"), insert(9, 9, "!")]);
    expect(workspace.snapshot().file(uri)?.parsed.text).toBe("one1\r\ntwo2\r>three\nfour!");
    expect(workspace.snapshot().file(uri)?.version).toBe(2);
  });

  test("a new document belongs to the project that it will be saved into", async () => {
    const workspace = await workspaceWith(memoryFileSystem({ "/w/b/bot.flow": bot, "/w/.gitignore": "out/" }), "/w");
    await workspace.openDocument(memoryUri("/w/b/new/x.flow"), 1, "state a { -> end }");
    await workspace.openDocument(memoryUri("/w/b/out/y.flow"), 1, "state a { -> end }");
    await workspace.openDocument("untitled:Untitled-1", 1, "state a { -> end }");
    expect(draw(workspace.snapshot())).toBe(
      "/w/b: bot.flow new/x.flow\n/w/b/out: y.flow\nuntitled:Untitled-1: Untitled-1",
    );
  });

  test("a document from elsewhere brings the project of its bot along while it is open", async () => {
    const disk = memoryFileSystem({ "/b/bot.flow": bot, "/b/flows/main.flow": "state a { -> end }" });
    const workspace = await workspaceWith(disk);
    await workspace.openDocument(memoryUri("/b/flows/main.flow"), 1, "state a { -> end }");
    expect(draw(workspace.snapshot())).toBe("/b: (bot.flow) flows/main.flow");
    await workspace.closeDocument(memoryUri("/b/flows/main.flow"));
    expect(draw(workspace.snapshot())).toBe("");
  });
});

describe("projects", () => {
  test("follow the bots as they are written", async () => {
    const disk = memoryFileSystem({ "/w/main.flow": "state a { -> end }", "/w/sub/x.flow": "state a { -> end }" });
    const workspace = await workspaceWith(disk, "/w");
    expect(draw(workspace.snapshot())).toBe("/w: main.flow sub/x.flow");
    const uri = memoryUri("/w/sub/x.flow");
    await workspace.openDocument(uri, 1, "state a { -> end }");
    workspace.changeDocument(uri, 2, [{ text: "bot c { start a }" }]);
    expect(draw(workspace.snapshot())).toBe("/w: main.flow\n/w/sub: x.flow");
    workspace.changeDocument(uri, 3, [{ text: "state a { -> end }" }]);
    expect(draw(workspace.snapshot())).toBe("/w: main.flow sub/x.flow");
  });

  test("folders may overlap, in any order", async () => {
    const disk = memoryFileSystem({ "/w/main.flow": "state a { -> end }", "/w/sub/x.flow": "state a { -> end }" });
    for (const folders of [
      ["/w", "/w/sub"],
      ["/w/sub", "/w"],
    ]) {
      const workspace = await workspaceWith(disk, ...folders);
      expect(draw(workspace.snapshot())).toBe("/w: main.flow sub/x.flow");
      await workspace.changeFolders([], [memoryUri("/w")]);
      expect(draw(workspace.snapshot())).toBe("/w/sub: x.flow");
      await workspace.changeFolders([memoryUri("/w")], [memoryUri("/w/sub")]);
      expect(draw(workspace.snapshot())).toBe("/w: main.flow sub/x.flow");
    }
  });

  test("a folder twice is one folder", async () => {
    const workspace = await workspaceWith(memoryFileSystem({ "/w/main.flow": "" }), "/w", "/w");
    expect(draw(workspace.snapshot())).toBe("/w: main.flow");
  });

  test("what git ignores is read and forgotten as its rules change", async () => {
    const disk = memoryFileSystem({ "/w/out/x.flow": "state a { -> end }" });
    const workspace = await workspaceWith(disk, "/w");
    disk.write("/w/.gitignore", "out/");
    await workspace.applyFileEvents([{ uri: memoryUri("/w/.gitignore"), kind: "created" }]);
    expect(draw(workspace.snapshot())).toBe("");
    disk.remove("/w/.gitignore");
    await workspace.applyFileEvents([{ uri: memoryUri("/w/.gitignore"), kind: "deleted" }]);
    expect(draw(workspace.snapshot())).toBe("/w: out/x.flow");
  });

  test("a folder that is moved in is read", async () => {
    const disk = memoryFileSystem({ "/w/main.flow": "", "/w/new/a/x.flow": "", "/w/node_modules/y.flow": "" });
    const workspace = await workspaceWith(memoryFileSystem(), "/w");
    expect(draw(workspace.snapshot())).toBe("");
    const moved = await workspaceWith(disk, "/w");
    disk.write("/w/late/b/z.flow", "");
    await moved.applyFileEvents([
      { uri: memoryUri("/w/late"), kind: "created" },
      { uri: memoryUri("/w/node_modules"), kind: "created" },
    ]);
    expect(draw(moved.snapshot())).toBe("/w: late/b/z.flow main.flow new/a/x.flow");
  });
});

test("an edit keeps what it does not touch", async () => {
  const disk = memoryFileSystem({ "/w/a/bot.flow": bot, "/w/b/bot.flow": bot, "/w/b/main.flow": "state a { -> end }" });
  const workspace = await workspaceWith(disk, "/w");
  const before = workspace.snapshot();
  await workspace.openDocument(memoryUri("/w/b/main.flow"), 1, "state a { -> back }");
  const after = workspace.snapshot();
  expect(after.projects[0]).toBe(before.projects[0]);
  expect(after.projects[1]).not.toBe(before.projects[1]);
  expect(workspace.snapshot()).toBe(after);
});

test("after any changes the workspace is the same as one that begins with their outcome", async () => {
  const path = fc.constantFrom(
    "/w/main.flow",
    "/w/sub/main.flow",
    "/w/sub/deep/x.flow",
    "/w/out/y.flow",
    "/v/main.flow",
    "/w/.gitignore",
  );
  const text = fc.constantFrom(
    "state a { -> b }",
    "state b { -> main.a }",
    bot,
    "flow x state a { -> end }",
    "state a {",
    "out/",
    "",
  );
  const change = fc.oneof(
    fc.record({ kind: fc.constant("write" as const), path, text }),
    fc.record({ kind: fc.constant("remove" as const), path: fc.oneof(path, fc.constantFrom("/w/sub", "/w/out")) }),
    fc.record({ kind: fc.constantFrom("open" as const, "edit" as const), path, text }),
    fc.record({ kind: fc.constant("close" as const), path }),
    fc.record({
      kind: fc.constantFrom("addFolder" as const, "removeFolder" as const),
      path: fc.constantFrom("/w", "/v", "/w/sub"),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 25 }), async (changes) => {
      const disk = memoryFileSystem();
      const workspace = await workspaceWith(disk, "/w");
      const open = new Map<string, string>();
      const folders = new Set(["/w"]);
      for (const one of changes) {
        const uri = memoryUri(one.path);
        if (one.kind === "write") {
          const kind = (await disk.kindOf(uri)) === undefined ? "created" : "changed";
          disk.write(one.path, one.text);
          await workspace.applyFileEvents([{ uri, kind }]);
        } else if (one.kind === "remove") {
          disk.remove(one.path);
          await workspace.applyFileEvents([{ uri, kind: "deleted" }]);
        } else if (one.kind === "open" && one.path.endsWith(".flow")) {
          open.set(one.path, one.text);
          await workspace.openDocument(uri, 1, one.text);
        } else if (one.kind === "edit" && open.has(one.path)) {
          open.set(one.path, one.text);
          workspace.changeDocument(uri, 2, [{ text: one.text }]);
        } else if (one.kind === "close") {
          open.delete(one.path);
          await workspace.closeDocument(uri);
        } else if (one.kind === "addFolder") {
          folders.add(one.path);
          await workspace.changeFolders([uri], []);
        } else if (one.kind === "removeFolder") {
          folders.delete(one.path);
          await workspace.changeFolders([], [uri]);
        }
        workspace.snapshot();
      }
      const fresh = await workspaceWith(disk, ...folders);
      for (const [opened, text] of open) await fresh.openDocument(memoryUri(opened), 1, text);
      expect(draw(workspace.snapshot())).toBe(draw(fresh.snapshot()));
      expect(findings(workspace.snapshot())).toEqual(findings(fresh.snapshot()));
    }),
    {
      numRuns: runs(2000),
      examples: [
        // The bot that brought its folder along is gone again.
        [
          [
            { kind: "write", path: "/w/main.flow", text: "bot b { start main.a }" },
            { kind: "removeFolder", path: "/w" },
            { kind: "open", path: "/w/out/y.flow", text: "state a { -> b }" },
            { kind: "remove", path: "/w/main.flow" },
          ],
        ],
      ],
    },
  );
});

test("a folder that went and came back in one batch holds what stands in it then", async () => {
  const disk = memoryFileSystem({ "/w/d/a.flow": "state a { -> end }", "/w/d/b.flow": "state b { -> end }" });
  const workspace = await workspaceWith(disk, "/w");
  expect(draw(workspace.snapshot())).toBe("/w: d/a.flow d/b.flow");
  disk.remove("/w/d/a.flow");
  disk.write("/w/d/c.flow", "state c { -> end }");
  await workspace.applyFileEvents([
    { uri: memoryUri("/w/d"), kind: "deleted" },
    { uri: memoryUri("/w/d"), kind: "created" },
  ]);
  expect(draw(workspace.snapshot())).toBe("/w: d/b.flow d/c.flow");
});

test("a project that an open document brought along is shown once its folder is opened", async () => {
  const disk = memoryFileSystem({ "/v/bot.flow": bot, "/v/main.flow": "state a { -> end }", "/v/sub/b.flow": "" });
  const workspace = await workspaceWith(disk);
  await workspace.openDocument(memoryUri("/v/main.flow"), 1, "state a { -> end }");
  expect(draw(workspace.snapshot())).toBe("/v: (bot.flow) main.flow (sub/b.flow)");
  await workspace.changeFolders([memoryUri("/v/sub")], []);
  expect(draw(workspace.snapshot())).toBe("/v: (bot.flow) main.flow sub/b.flow");
  await workspace.changeFolders([memoryUri("/v")], []);
  expect(draw(workspace.snapshot())).toBe("/v: bot.flow main.flow sub/b.flow");
});

test("a new file belongs to the outer folder, although an inner one is opened before anybody tells of it", async () => {
  const disk = memoryFileSystem({ "/w/one.flow": "" });
  const workspace = await workspaceWith(disk, "/w");
  disk.write("/w/b/two.flow", "");
  await workspace.changeFolders([memoryUri("/w/b")], []);
  await workspace.applyFileEvents([{ uri: memoryUri("/w/b/two.flow"), kind: "created" }]);
  expect(draw(workspace.snapshot())).toBe("/w: b/two.flow one.flow");
});
