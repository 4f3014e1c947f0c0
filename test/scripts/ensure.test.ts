import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { isNewEnough as editorIsNewEnough } from "../../scripts/editor/desktop.mjs";
import { findNode, isInstalled, isNewEnough } from "../../scripts/ensure.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A clone with these packages in its lock file and, if given, those among its installed ones. */
function clone(wanted: object, present?: object): string {
  const folder = mkdtempSync(join(tmpdir(), "flowstate-clone-"));
  folders.push(folder);
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...wanted } }));
  mkdirSync(join(folder, "node_modules"));
  if (present !== undefined) {
    writeFileSync(join(folder, "node_modules", ".package-lock.json"), JSON.stringify({ packages: present }));
  }
  return folder;
}

const a1 = { "node_modules/a": { version: "1.0.0" } };
const a2 = { "node_modules/a": { version: "2.0.0" } };
const optional = { "node_modules/b": { version: "1.0.0", optional: true } };

describe("an installation is up to date", () => {
  test.each([
    ["when it has what the lock file lists", () => clone(a1, a1), true],
    ["also without a package for another platform", () => clone({ ...a1, ...optional }, a1), true],
    ["but not in a fresh clone", () => clone(a1), false],
    ["nor with another version", () => clone(a2, a1), false],
    ["nor when a package is new", () => clone({ ...a1, "node_modules/c": { version: "1.0.0" } }, a1), false],
    ["nor when one is gone from the lock file", () => clone({}, a1), false],
  ])("%s", (_, makeClone, expected) => {
    expect(isInstalled(makeClone())).toBe(expected);
  });
});

test("an installation by the scripts themselves is up to date until the lock file changes", () => {
  const folder = clone(a1);
  const lock = readFileSync(join(folder, "package-lock.json"));
  writeFileSync(join(folder, "node_modules", ".flowstate-lock"), createHash("sha256").update(lock).digest("hex"));
  expect(isInstalled(folder)).toBe(true);
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: a2 }));
  expect(isInstalled(folder)).toBe(false);
});

test("the Node to go on with can run the product", () => {
  expect(isNewEnough("20.20.2")).toBe(false);
  expect(isNewEnough("22.18.0")).toBe(false);
  expect(isNewEnough("22.19.0")).toBe(true);
  expect(isNewEnough("24.0.0")).toBe(true);
  expect(findNode(root)).toMatch(/node(\.exe)?$/);
  expect(findNode(clone({}))).toBe(process.execPath);
});

test("an editor is taken from version 1.105 on", () => {
  expect(editorIsNewEnough("1.104.3")).toBe(false);
  expect(editorIsNewEnough("1.105.0")).toBe(true);
  expect(editorIsNewEnough("2.0.0")).toBe(true);
  expect(editorIsNewEnough("")).toBe(false);
});

test.each(["ensure", "start", "test"])("scripts/%s.mjs runs before anything is installed", (name) => {
  const text = readFileSync(join(root, "scripts", `${name}.mjs`), "utf8");
  const imports = [...text.matchAll(/\bfrom "([^"]+)"|\bimport\("([^"]+)"\)/g)].map(
    ([, from, dynamic]) => from ?? dynamic,
  );
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.filter((path) => path !== "./ensure.mjs" && path?.startsWith("node:") !== true)).toEqual([]);
});
