import { describe, expect, test } from "vitest";
import { loadProject, loadProjects } from "../../server/src/workspace/loadProject.ts";
import { type MemoryFileSystem, memoryFileSystem, memoryUri } from "../support/memoryFileSystem.ts";

const bot = "bot bank { start transfer.start }";
const state = "state start { -> end }";

/** The project of a path: its folder, its files, and the file that was asked for; or why there is none. */
async function loaded(disk: MemoryFileSystem, path: string, workspaceFolder?: string): Promise<string> {
  const options = workspaceFolder === undefined ? {} : { workspaceFolder: memoryUri(workspaceFolder) };
  const result = await loadProject(disk, memoryUri(path), options);
  if (!result.ok) return result.reason;
  const { folder, index, file } = result.value;
  return `${folder.replace("file://", "")}: ${[...index.files.keys()].join(" ")}${file === undefined ? "" : ` (${file})`}`;
}

describe("loadProject", () => {
  const disk = memoryFileSystem({
    "/work/bank/bank.flow": bot,
    "/work/bank/flows/transfer.flow": state,
    "/work/bank/flows/shop/shop.flow": "bot shop { start shop.start }",
    "/work/bank/flows/shop/cart.flow": state,
    "/work/loose.flow": state,
  });

  test("a file belongs to the nearest bot above it", async () => {
    expect(await loaded(disk, "/work/bank/flows/transfer.flow")).toBe(
      "/work/bank: bank.flow flows/transfer.flow (flows/transfer.flow)",
    );
    expect(await loaded(disk, "/work/bank/flows/shop/cart.flow")).toBe(
      "/work/bank/flows/shop: cart.flow shop.flow (cart.flow)",
    );
  });

  test("a folder without a bot of its own belongs to the one above", async () => {
    expect(await loaded(disk, "/work/bank/flows")).toBe("/work/bank: bank.flow flows/transfer.flow");
  });

  test("a folder above several bots cannot tell which is meant", async () => {
    expect(await loaded(disk, "/work")).toBe("work holds several bots (bank, shop): name the folder of one.");
  });

  test("a folder above one bot means that one", async () => {
    const one = memoryFileSystem({ "/work/a/bot.flow": bot, "/work/a/b.flow": state, "/work/x.flow": state });
    expect(await loaded(one, "/work")).toBe("/work/a: b.flow bot.flow");
  });

  test("without any bot, the opened folder is the project, else the file's own", async () => {
    const loose = memoryFileSystem({ "/work/a.flow": state, "/work/deep/b.flow": state });
    expect(await loaded(loose, "/work")).toBe("/work: a.flow deep/b.flow");
    expect(await loaded(loose, "/work/deep/b.flow")).toBe("/work/deep: b.flow (b.flow)");
    expect(await loaded(loose, "/work/deep/b.flow", "/work")).toBe("/work: a.flow deep/b.flow (deep/b.flow)");
    expect(await loaded(loose, "/work/deep", "/work")).toBe("/work: a.flow deep/b.flow");
  });

  test("a file that is never read otherwise is a project of its own", async () => {
    const ignored = memoryFileSystem({ "/w/.gitignore": "out/", "/w/bot.flow": bot, "/w/out/a.flow": state });
    expect(await loaded(ignored, "/w/out/a.flow")).toBe("/w/out: a.flow (a.flow)");
  });

  test("says why nothing can be loaded", async () => {
    expect(await loaded(disk, "/work/none.flow")).toBe("none.flow does not exist or cannot be read.");
    expect(await loaded(memoryFileSystem({ "/w/a.txt": "" }), "/w/a.txt")).toBe("a.txt is not a .flow file.");
    expect(await loaded(memoryFileSystem({ "/w/a.txt": "" }), "/w")).toBe("There is no .flow file in w.");
    expect(await loaded(memoryFileSystem({ "/w/a.js.flow": "" }), "/w/a.js.flow")).toBe(
      "a.js.flow is not a .flow file.",
    );
  });

  test("a search upwards ends at the repository", async () => {
    const nested = memoryFileSystem({ "/w/bot.flow": bot, "/w/repo/.git/HEAD": "", "/w/repo/flows/a.flow": state });
    expect(await loaded(nested, "/w/repo/flows/a.flow")).toBe("/w/repo/flows: a.flow (a.flow)");
  });

  test("all projects below a folder are found", async () => {
    const result = await loadProjects(disk, memoryUri("/work"));
    expect(result.ok && result.value.map(({ folder, index }) => [folder, [...index.files.keys()]])).toEqual([
      ["file:///work", ["loose.flow"]],
      ["file:///work/bank", ["bank.flow", "flows/transfer.flow"]],
      ["file:///work/bank/flows/shop", ["cart.flow", "shop.flow"]],
    ]);
  });
});
