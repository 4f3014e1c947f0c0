import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { namedFile } from "../../server/src/features/namedFile.ts";
import { readEnvironment } from "../../server/src/runtime/effects/environment.node.ts";
import { fileUri, nodeFileSystem } from "../../server/src/workspace/fileSystem.node.ts";
import { createJsonDocuments } from "../../server/src/workspace/jsonDocuments.ts";
import { loadProject } from "../../server/src/workspace/loadProject.ts";
import { scanFolder } from "../../server/src/workspace/scan.ts";
import { temporaryFolder } from "../support/commandLine.ts";

const inside = "file:///w/bot";

test.each([
  "../key.json",
  "a/../../key.json",
  "/etc/passwd",
  "..\\key.json",
  "a\\..\\..\\key.json",
  "./../key.json",
  "..",
])("rule 7, %j leads out of the folder and is no file that a flow may name", (path) => {
  expect(namedFile(inside, `${inside}/main.flow`, path)).toBeUndefined();
});

test.each([
  ["api.json", "file:///w/bot/api.json"],
  ["./docs/api.json", "file:///w/bot/docs/api.json"],
  ["C:\\api.json", undefined],
  ["%2e%2e/key.json", undefined],
])("rule 7, %j is looked for below the folder alone", (path, uri) => {
  const found = namedFile(inside, `${inside}/main.flow`, path);
  if (uri !== undefined) expect(found).toBe(uri);
  else expect(found ?? `${inside}/`).toMatch(/^file:\/\/\/w\/bot\//);
});

test("rule 7, symbolic links on a real disk are followed before anybody looks where a file is", async () => {
  await using outside = await temporaryFolder({ "key.json": '{"key":1}' });
  await using project = await temporaryFolder({ "main.flow": "", "own.json": '{"own":1}', "docs/in.json": '{"in":1}' });
  await symlink(join(outside.path, "key.json"), join(project.path, "file.json"));
  await symlink(outside.path, join(project.path, "folder"));
  await symlink(join(project.path, "file.json"), join(project.path, "twice.json"));
  await symlink(join(project.path, "own.json"), join(project.path, "docs", "again.json"));
  const read = createJsonDocuments(nodeFileSystem, () => undefined);
  const at = (name: string): Promise<unknown> => read(fileUri(join(project.path, name)), fileUri(project.path));
  for (const name of ["file.json", "folder/key.json", "twice.json"]) expect(await at(name), name).toBeUndefined();
  expect(await at("own.json")).toEqual({ own: 1 });
  expect(await at("docs/again.json")).toEqual({ own: 1 });
});

test("rule 7, what never ends is no file: neither a document, nor settings, nor what git ignores", async () => {
  await using project = await temporaryFolder({ "main.flow": "state start { }" });
  for (const name of ["api.json", ".gitignore", "flowstate.json", "zero.flow", ".env"])
    await symlink("/dev/zero", join(project.path, name));
  const folder = fileUri(project.path);
  const read = createJsonDocuments(nodeFileSystem, () => undefined);
  expect(await read(fileUri(join(project.path, "api.json")), folder)).toBeUndefined();
  expect((await scanFolder(nodeFileSystem, folder)).map(({ uri }) => uri)).toEqual([`${folder}/main.flow`]);
  expect((await loadProject(nodeFileSystem, folder)).ok).toBe(true);
  expect(await readEnvironment(project.path, { A: "1" })).toEqual({ A: "1" });
});

test("rule 7, a link that comes with a repository does not have the disk read", async () => {
  await using outside = await temporaryFolder({ "other.flow": "state start { }" });
  await using project = await temporaryFolder({ "main.flow": "state start { }" });
  await symlink(outside.path, join(project.path, "folder"));
  await symlink("/", join(project.path, "disk"));
  await symlink(join(outside.path, "other.flow"), join(project.path, "file.flow"));
  const folder = fileUri(project.path);
  expect((await scanFolder(nodeFileSystem, folder)).map(({ uri }) => uri)).toEqual([`${folder}/main.flow`]);
});
