import { expect, test } from "vitest";
import { createJsonDocuments } from "../../server/src/workspace/jsonDocuments.ts";
import { memoryFileSystem, memoryUri } from "../support/memoryFileSystem.ts";

const [uri, folder] = [memoryUri("/bot/api.json"), memoryUri("/bot")];

test("a text is parsed once, and again when it has changed", async () => {
  const disk = memoryFileSystem({ "/bot/api.json": '{"a":1}' });
  const read = createJsonDocuments(disk, () => undefined);
  const first = await read(uri, folder);
  expect(first).toEqual({ a: 1 });
  expect(await read(uri, folder)).toBe(first);
  disk.write("/bot/api.json", '{"a":2}');
  expect(await read(uri, folder)).toEqual({ a: 2 });
});

test("an open document goes before the disk", async () => {
  const read = createJsonDocuments(memoryFileSystem({ "/bot/api.json": "1" }), () => "2");
  expect(await read(uri, folder)).toBe(2);
});

test("what is no JSON, is not there or is led to from outside by a link is nothing", async () => {
  const disk = memoryFileSystem({ "/bot/a.flow": "", "/bot/bad.json": "{", "/secret/key.json": '"s"' });
  disk.link("/bot/api.json", "/secret/key.json");
  const read = createJsonDocuments(disk, () => undefined);
  expect(await read(uri, folder)).toBeUndefined();
  expect(await read(memoryUri("/bot/bad.json"), folder)).toBeUndefined();
  expect(await read(memoryUri("/bot/none.json"), folder)).toBeUndefined();
});
