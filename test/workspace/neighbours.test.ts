import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileUri, nodeFileSystem } from "../../server/src/workspace/fileSystem.node.ts";
import type { FileSystem } from "../../server/src/workspace/fileSystem.ts";
import { Workspace } from "../../server/src/workspace/workspace.ts";
import { temporaryFolder } from "../support/commandLine.ts";
import { type MemoryFileSystem, memoryFileSystem, memoryUri } from "../support/memoryFileSystem.ts";
import { runs } from "../support/runs.ts";

function workspaceOn(fs: FileSystem): Workspace {
  return new Workspace(fs, (error) => {
    throw error;
  });
}

async function workspaceWith(disk: MemoryFileSystem, ...folders: string[]): Promise<Workspace> {
  const workspace = workspaceOn(disk);
  await workspace.changeFolders(folders.map(memoryUri), []);
  return workspace;
}

/** The neighbours with what they name, by project. */
async function draw(workspace: Workspace): Promise<readonly string[]> {
  await workspace.complete();
  return workspace.snapshot().projects.flatMap(({ folder, index }) =>
    [...index.neighbours.values()].map(({ path, references }) => {
      return `${folder.replace("file://", "")}: ${path} ${references.map(({ name }) => name).join(" ")}`;
    }),
  );
}

const names = (name: string) => `x = { nextDialogstate: "${name}" };`;
const bot = "bot b { start main.a }\nstate a { -> end }";

describe("which files are looked at", () => {
  test("those of all the languages, below the folder of a project", async () => {
    const endings = [
      "json",
      "jsonc",
      "js",
      "mjs",
      "cjs",
      "jsx",
      "ts",
      "mts",
      "cts",
      "tsx",
      "py",
      "js.map",
      "yaml",
      "js.flow",
    ];
    const files = Object.fromEntries(endings.map((ending) => [`/w/in/ner/x.${ending}`, names(ending)]));
    const disk = memoryFileSystem({ "/w/in/main.flow": bot, "/w/outside.js": names("outside"), ...files });
    expect(await draw(await workspaceWith(disk, "/w"))).toEqual(
      ["cjs", "cts", "js", "json", "jsonc", "jsx", "mjs", "mts", "ts", "tsx"].map((e) => `/w/in: ner/x.${e} ${e}`),
    );
  });

  test("not what was installed, built, locked, made for tools, ignored by git, or is too long", async () => {
    const disk = memoryFileSystem({
      "/w/.git/HEAD": "",
      "/w/.gitignore": "made/\n*.gen.ts\n/secret.json",
      "/w/main.flow": bot,
      "/w/kept.ts": names("kept"),
      "/w/inner/secret.json": names("inner"),
      "/w/inner/.gitignore": "!kept.gen.ts",
      "/w/inner/kept.gen.ts": names("unignored"),
      "/w/node_modules/a/index.js": names("installed"),
      "/w/dist/a.js": names("built"),
      "/w/packages/a/build/b.js": names("built"),
      "/w/.vscode/settings.json": names("tool"),
      "/w/package-lock.json": names("locked"),
      "/w/npm-shrinkwrap.json": names("locked"),
      "/w/a.min.js": names("small"),
      "/w/flowstate.json": `{ "nextDialogstate": "settings" }`,
      "/w/made/a.ts": names("ignored"),
      "/w/a.gen.ts": names("ignored"),
      "/w/secret.json": names("ignored"),
      "/w/long.js": names("long").padEnd(1_000_001, " "),
      "/w/fits.js": names("fits").padEnd(1_000_000, " "),
    });
    expect(await draw(await workspaceWith(disk, "/w"))).toEqual([
      "/w: fits.js fits",
      "/w: inner/kept.gen.ts unignored",
      "/w: inner/secret.json inner",
      "/w: kept.ts kept",
    ]);
  });

  test("each belongs to the nearest project above it, and only to one that wants it", async () => {
    const disk = memoryFileSystem({
      "/w/main.flow": bot,
      "/w/a.ts": names("outer"),
      "/w/inner/main.flow": bot,
      "/w/inner/src/a.ts": names("inner"),
      "/w/silent/main.flow": bot,
      "/w/silent/a.ts": names("silent"),
      "/w/silent/flowstate.json": '{ "neighbours": false }',
    });
    const workspace = await workspaceWith(disk, "/w");
    expect(await draw(workspace)).toEqual(["/w: a.ts outer", "/w/inner: src/a.ts inner"]);
    disk.write("/w/silent/flowstate.json", "{}");
    disk.remove("/w/inner/main.flow");
    await workspace.applyFileEvents([
      { uri: memoryUri("/w/silent/flowstate.json"), kind: "changed" },
      { uri: memoryUri("/w/inner/main.flow"), kind: "deleted" },
    ]);
    expect(await draw(workspace)).toEqual(["/w: a.ts outer", "/w: inner/src/a.ts inner", "/w/silent: a.ts silent"]);
  });

  test("a folder without flows, and the folder of a file that was opened alone, are left alone", async () => {
    const disk = memoryFileSystem({
      "/w/a.ts": names("a"),
      "/home/alone.flow": "state a {}",
      "/home/b.ts": names("b"),
    });
    const workspace = await workspaceWith(disk, "/w");
    const before = disk.reads();
    await workspace.openDocument(memoryUri("/home/alone.flow"), 1, "state a {}");
    expect(await draw(workspace)).toEqual([]);
    expect(disk.reads() - before).toBeLessThan(5);
  });

  test("the editor may want none at all", async () => {
    const workspace = await workspaceWith(memoryFileSystem({ "/w/main.flow": bot, "/w/a.ts": names("a") }), "/w");
    workspace.setNeighbours(false);
    expect(await draw(workspace)).toEqual([]);
    workspace.setNeighbours(true);
    expect(await draw(workspace)).toEqual(["/w: a.ts a"]);
  });
});

describe("changes", () => {
  const files = { "/w/main.flow": bot, "/w/a.ts": names("a"), "/w/src/b.ts": names("b"), "/w/plain.ts": "x" };

  test("on the disk are followed, in batches", async () => {
    const disk = memoryFileSystem(files);
    const workspace = await workspaceWith(disk, "/w");
    await draw(workspace);
    disk.write("/w/a.ts", names("a2"));
    disk.write("/w/new.json", '{ "nextDialogstate": "new" }');
    disk.write("/w/more/c.js", names("c"));
    disk.write("/w/node_modules/d.js", names("d"));
    disk.write("/w/plain.ts", names("plain"));
    disk.remove("/w/src");
    await workspace.applyFileEvents([
      { uri: memoryUri("/w/a.ts"), kind: "changed" },
      { uri: memoryUri("/w/plain.ts"), kind: "changed" },
      { uri: memoryUri("/w/new.json"), kind: "created" },
      { uri: memoryUri("/w/more"), kind: "created" },
      { uri: memoryUri("/w/node_modules/d.js"), kind: "created" },
      { uri: memoryUri("/w/src"), kind: "deleted" },
    ]);
    expect(await draw(workspace)).toEqual(["/w: a.ts a2", "/w: more/c.js c", "/w: new.json new", "/w: plain.ts plain"]);
  });

  test("of 10,000 files at once are followed, and each folder is looked at once", async () => {
    const disk = memoryFileSystem(files);
    const workspace = await workspaceWith(disk, "/w");
    await draw(workspace);
    const events = Array.from({ length: 10_000 }, (_, at) => {
      const path = `/w/many/a${at % 10}/f${at}.ts`;
      return { uri: memoryUri(path), kind: "created" } as const;
    });
    disk.write("/w/many/a7/f7.ts", names("seven"));
    const before = disk.reads();
    await workspace.applyFileEvents(events);
    expect(await draw(workspace)).toEqual(["/w: a.ts a", "/w: many/a7/f7.ts seven", "/w: src/b.ts b"]);
    expect(disk.reads() - before).toBeLessThan(11_000);
  });

  test("of what git ignores are followed", async () => {
    const disk = memoryFileSystem({ ...files, "/w/.git/HEAD": "" });
    const workspace = await workspaceWith(disk, "/w");
    await workspace.openDocument(memoryUri("/w/src/b.ts"), 1, names("open"));
    expect(await draw(workspace)).toEqual(["/w: a.ts a", "/w: src/b.ts open"]);
    disk.write("/w/.gitignore", "src");
    await workspace.applyFileEvents([{ uri: memoryUri("/w/.gitignore"), kind: "created" }]);
    expect(await draw(workspace)).toEqual(["/w: a.ts a"]);
    disk.remove("/w/.gitignore");
    await workspace.applyFileEvents([{ uri: memoryUri("/w/.gitignore"), kind: "deleted" }]);
    expect(await draw(workspace)).toEqual(["/w: a.ts a", "/w: src/b.ts open"]);
  });

  test("in open documents go before the disk", async () => {
    const disk = memoryFileSystem(files);
    const workspace = await workspaceWith(disk, "/w");
    await draw(workspace);
    const uri = memoryUri("/w/a.ts");
    await workspace.openDocument(uri, 1, names("typed"));
    expect(await draw(workspace)).toEqual(["/w: a.ts typed", "/w: src/b.ts b"]);
    workspace.changeDocument(uri, 2, [{ text: `// one line more\n${names("further")}` }]);
    disk.write("/w/a.ts", names("saved"));
    await workspace.applyFileEvents([{ uri, kind: "changed" }]);
    expect(await draw(workspace)).toEqual(["/w: a.ts further", "/w: src/b.ts b"]);
    expect(workspace.snapshot().neighbour(uri)?.version).toBe(2);
    workspace.changeDocument(uri, 3, [{ text: "nothing" }]);
    expect(await draw(workspace)).toEqual(["/w: src/b.ts b"]);
    await workspace.closeDocument(uri);
    expect(await draw(workspace)).toEqual(["/w: a.ts saved", "/w: src/b.ts b"]);
    expect(workspace.snapshot().neighbour(uri)?.version).toBeUndefined();
  });

  test("in open documents that nobody looks at are none, and no flow comes of them", async () => {
    const workspace = await workspaceWith(memoryFileSystem(files), "/w");
    await workspace.openDocument(memoryUri("/w/node_modules/a/b.js"), 1, names("installed"));
    await workspace.openDocument(memoryUri("/w/flowstate.json"), 1, '{ "nextDialogstate": "a" }');
    await workspace.openDocument(memoryUri("/elsewhere/b.js"), 1, names("elsewhere"));
    expect(await draw(workspace)).toEqual(["/w: a.ts a", "/w: src/b.ts b"]);
    expect(
      workspace
        .snapshot()
        .files()
        .map(({ path }) => path),
    ).toEqual(["main.flow"]);
  });

  test("to folders of the workspace are followed", async () => {
    const workspace = await workspaceWith(memoryFileSystem(files), "/w");
    expect(await draw(workspace)).toHaveLength(2);
    await workspace.changeFolders([], [memoryUri("/w")]);
    expect(await draw(workspace)).toEqual([]);
    await workspace.changeFolders([memoryUri("/w")], []);
    expect(await draw(workspace)).toHaveLength(2);
  });

  test("are announced when they are found behind the flows", async () => {
    const workspace = await workspaceWith(memoryFileSystem(files), "/w");
    const { index } = workspace.snapshot().projects[0] ?? {};
    expect(index?.neighbours.size).toBe(0);
    const announced = new Promise<void>((resolve) => {
      workspace.onDidChange(() => {
        if (workspace.snapshot().projects[0]?.index.neighbours.size === 2) resolve();
      });
    });
    await announced;
  });
});

test("of a project that an open file alone holds on to, only what lies in a folder of the workspace is shown", async () => {
  const disk = memoryFileSystem({ "/w/main.flow": bot, "/w/a.js": names("a"), "/w/in/b.js": names("b") });
  const workspace = await workspaceWith(disk, "/w");
  await workspace.openDocument(memoryUri("/w/main.flow"), 1, bot);
  const shown = async () => {
    await workspace.complete();
    return workspace
      .snapshot()
      .namingFiles()
      .flatMap(({ path, listed }) => (listed ? [path] : []));
  };
  expect(await shown()).toEqual(["main.flow", "a.js", "in/b.js"]);
  await workspace.changeFolders([memoryUri("/w/in")], [memoryUri("/w")]);
  expect(await shown()).toEqual(["main.flow", "in/b.js"]);
  await workspace.changeFolders([memoryUri("/w")], [memoryUri("/w/in")]);
  expect(await shown()).toEqual(["main.flow", "a.js", "in/b.js"]);
});

test("a snapshot from before stays as it was, and projects that nothing changed in stay the same", async () => {
  const disk = memoryFileSystem({
    "/w/a/main.flow": bot,
    "/w/a/x.ts": names("x"),
    "/w/b/main.flow": bot,
    "/w/b/y.ts": names("y"),
  });
  const workspace = await workspaceWith(disk, "/w");
  await workspace.complete();
  const before = workspace.snapshot();
  disk.write("/w/a/x.ts", names("z"));
  await workspace.applyFileEvents([{ uri: memoryUri("/w/a/x.ts"), kind: "changed" }]);
  await workspace.complete();
  const after = workspace.snapshot();
  expect(before.projects[0]?.index.references("wire:x")).toHaveLength(1);
  expect(after.projects[0]?.index.references("wire:x")).toHaveLength(0);
  expect(after.projects[0]?.index.references("wire:z")).toHaveLength(1);
  expect(after.projects[1]).toBe(before.projects[1]);
});

test("5,000 other files do not keep the flows waiting", async () => {
  await using folder = await temporaryFolder({ "main.flow": bot });
  for (let at = 0; at < 50; at++) {
    await mkdir(join(folder.path, `src${at}`));
    await Promise.all(
      Array.from({ length: 100 }, (_, one) => {
        const text = `${one === 0 ? names(`s${at}`) : ""}\n${"export const value = { a: 1, b: 'text' };\n".repeat(100)}`;
        return writeFile(join(folder.path, `src${at}`, `f${one}.ts`), text);
      }),
    );
  }
  const workspace = workspaceOn(nodeFileSystem);
  const began = performance.now();
  await workspace.changeFolders([fileUri(folder.path)], []);
  workspace.snapshot();
  const flows = performance.now() - began;
  await workspace.complete();
  const all = performance.now() - began;
  expect(workspace.snapshot().projects[0]?.index.neighbours.size).toBe(50);
  expect(flows).toBeLessThan(Math.max(500, all / 2));
});

test("after any changes the neighbours are those that a fresh look finds", async () => {
  const paths = ["/w/a.ts", "/w/in/b.json", "/w/in/deep/c.js", "/w/dist/d.js", "/w/out.txt"];
  const flows = ["/w/main.flow", "/w/in/main.flow"];
  const path = fc.constantFrom(...paths);
  const text = fc.constantFrom("x", names("one"), names("two"), `${names("one")}\n${names("three")}`);
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("write" as const), path, text }) },
    fc.record({ kind: fc.constant("remove" as const), path, text }),
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("open" as const), path, text }) },
    fc.record({ kind: fc.constant("close" as const), path, text }),
    fc.record({ kind: fc.constant("write" as const), path: fc.constantFrom(...flows), text: fc.constant(bot) }),
    fc.record({ kind: fc.constant("remove" as const), path: fc.constantFrom(...flows, "/w/in"), text }),
    fc.record({
      kind: fc.constant("write" as const),
      path: fc.constantFrom("/w/.gitignore", "/w/in/.gitignore"),
      text: fc.constantFrom("", "in", "*.json", "!b.json", "deep"),
    }),
    fc.record({
      kind: fc.constant("write" as const),
      path: fc.constantFrom("/w/flowstate.json", "/w/in/flowstate.json"),
      text: fc.constantFrom("{}", '{ "neighbours": false }'),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.boolean(), async (steps, waits) => {
      const disk = memoryFileSystem({ "/w/.git/HEAD": "", "/w/main.flow": bot, "/w/a.ts": names("start") });
      const workspace = await workspaceWith(disk, "/w");
      const open = new Map<string, string>();
      for (const [at, { kind, path: where, text: now }] of steps.entries()) {
        const uri = memoryUri(where);
        if (kind === "open") {
          if (open.has(where)) workspace.changeDocument(uri, at, [{ text: now }]);
          else void workspace.openDocument(uri, at, now);
          if (where !== "/w/out.txt") open.set(where, now);
          else void workspace.closeDocument(uri);
        } else if (kind === "close") {
          if (open.delete(where)) void workspace.closeDocument(uri);
        } else {
          const existed = (await disk.kindOf(uri)) !== undefined;
          if (kind === "write") disk.write(where, now);
          else disk.remove(where);
          const event = kind === "remove" ? "deleted" : existed ? "changed" : "created";
          void workspace.applyFileEvents([{ uri, kind: event }]);
        }
        if (waits) await workspace.complete();
      }
      const fresh = await workspaceWith(disk, "/w");
      for (const [where, now] of open) await fresh.openDocument(memoryUri(where), 1, now);
      expect(await draw(workspace)).toEqual(await draw(fresh));
    }),
    { numRuns: runs(500) },
  );
});
