import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fileUri, nodeFileSystem } from "../../server/src/workspace/fileSystem.node.ts";
import { isScanned, scanFolder } from "../../server/src/workspace/scan.ts";
import { relativePath } from "../../server/src/workspace/uris.ts";
import { type MemoryFileSystem, memoryFileSystem, memoryUri } from "../support/memoryFileSystem.ts";

async function scanned(disk: MemoryFileSystem, folder = "/w"): Promise<string> {
  const found = await scanFolder(disk, memoryUri(folder));
  return found.map(({ uri }) => decodeURIComponent(uri).replace(`file://${folder}/`, "")).join(" ");
}

const files = (...paths: string[]) => Object.fromEntries(paths.map((path) => [path, "state a { -> end }"]));

describe("which files are read", () => {
  test("conversation files at any depth, whatever their folder is called", async () => {
    expect(
      await scanned(memoryFileSystem(files("/w/a.flow", "/w/b c/ü (1)/d.flow", "/w/x.txt", "/w/flow", "/w/.flow"))),
    ).toBe("a.flow b c/ü (1)/d.flow");
  });

  test("not the type files of another language", async () => {
    expect(
      await scanned(
        memoryFileSystem(files("/w/a.js.flow", "/w/a.jsx.flow", "/w/a.mjs.flow", "/w/a.cjs.flow", "/w/a.b.flow")),
      ),
    ).toBe("a.b.flow");
  });

  test("nothing of node_modules, .git and what git ignores", async () => {
    const disk = memoryFileSystem({
      ...files(
        "/w/node_modules/p/a.flow",
        "/w/.git/b.flow",
        "/w/out/c.flow",
        "/w/src/out/d.flow",
        "/w/src/e.flow",
        "/w/deep/tmp/f.flow",
      ),
      "/w/.gitignore": "out/\n",
      "/w/deep/.gitignore": "/tmp\n",
    });
    expect(await scanned(disk)).toBe("src/e.flow");
  });

  test("a nearer rule takes back what a farther one says", async () => {
    const disk = memoryFileSystem({
      ...files("/w/out/a.flow", "/w/keep/out/b.flow"),
      "/w/.gitignore": "out/",
      "/w/keep/.gitignore": "!out/",
    });
    expect(await scanned(disk)).toBe("keep/out/b.flow");
  });

  test("nothing of a folder whose own rules leave nothing", async () => {
    const disk = memoryFileSystem({ ...files("/w/cache/a.flow", "/w/b.flow"), "/w/cache/.gitignore": "*" });
    expect(await scanned(disk)).toBe("b.flow");
  });

  test("the rules of the repository above count, those beyond it do not", async () => {
    const disk = memoryFileSystem({
      ...files("/r/w/out/a.flow", "/r/w/x/b.flow", "/r/w/y/c.flow"),
      "/.gitignore": "x/",
      "/r/.git/HEAD": "",
      "/r/.git/info/exclude": "y/",
      "/r/.gitignore": "out/",
    });
    expect(await scanned(disk, "/r/w")).toBe("x/b.flow");
  });

  test("a folder that is opened is read even where git ignores it", async () => {
    const disk = memoryFileSystem({ ...files("/r/out/a.flow"), "/r/.git/HEAD": "", "/r/.gitignore": "out/" });
    expect(await scanned(disk, "/r/out")).toBe("a.flow");
  });

  test("links are followed once: loops end, and a real folder goes before a link to it", async () => {
    const disk = memoryFileSystem(files("/w/b/a.flow", "/outside/o.flow"));
    disk.link("/w/a", "/w/b");
    disk.link("/w/b/loop", "/w");
    disk.link("/w/z", "/outside");
    expect(await scanned(disk)).toBe("b/a.flow");
  });

  test("links are followed within the repository, and not out of it", async () => {
    const disk = memoryFileSystem({
      ...files("/r/w/a.flow", "/r/shared/s.flow", "/outside/o.flow"),
      "/r/.git/HEAD": "",
    });
    disk.link("/r/w/shared", "/r/shared");
    disk.link("/r/w/out", "/outside");
    disk.link("/r/w/all", "/");
    disk.link("/r/w/o.flow", "/outside/o.flow");
    expect(await scanned(disk, "/r/w")).toBe("a.flow shared/s.flow");
  });

  test("what a scan would read can be asked for one file", async () => {
    const disk = memoryFileSystem({ ...files("/w/a.flow"), "/w/.gitignore": "out/" });
    const wouldRead = (path: string) => isScanned(disk, memoryUri("/w"), memoryUri(path));
    expect(await wouldRead("/w/new/b.flow")).toBe(true);
    expect(await wouldRead("/w/out/b.flow")).toBe(false);
    expect(await wouldRead("/w/node_modules/x/b.flow")).toBe(false);
    expect(await wouldRead("/elsewhere/b.flow")).toBe(false);
  });
});

test("a real disk, with links and odd names", async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "flowstate scan ")));
  try {
    await mkdir(join(folder, "ä #%", "inner"), { recursive: true });
    await writeFile(join(folder, "ä #%", "inner", "a b.flow"), "\uFEFFstate a { -> end }");
    await symlink(folder, join(folder, "ä #%", "loop"));
    await symlink(join(folder, "nowhere"), join(folder, "broken.flow"));
    const [file, second] = await scanFolder(nodeFileSystem, fileUri(folder));
    expect(second).toBeUndefined();
    expect(file?.text).toBe("state a { -> end }");
    expect(relativePath(fileUri(folder), file?.uri ?? "")).toBe("ä #%/inner/a b.flow");
  } finally {
    await rm(folder, { recursive: true });
  }
});
