import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { DocumentDiagnosticReport } from "vscode-languageserver";
import { docsFolder } from "../../server/src/lsp/docsFolder.node.ts";
import { checks } from "../../server/src/semantics/checks/index.ts";
import { startMockClient } from "../support/mockClient.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the documentation is found beside the program, also through a link, and nowhere else", async () => {
  const folder = await mkdtemp(join(tmpdir(), "flow docs-"));
  try {
    const program = join(folder, "dist", "cli.mjs");
    await mkdir(join(folder, "dist"));
    await writeFile(program, "");
    expect(docsFolder(program)).toBeUndefined();
    await mkdir(join(folder, "docs", "checks"), { recursive: true });
    await writeFile(join(folder, "docs", "checks", "README.md"), "");
    expect(docsFolder(program)).toBe(pathToFileURL(join(folder, "docs")).href);
    expect(docsFolder(program)).not.toContain(" ");
    await mkdir(join(folder, "bin", "a", "b", "c", "d"), { recursive: true });
    await symlink(program, join(folder, "bin", "a", "b", "c", "d", "flowstate"));
    expect(docsFolder(join(folder, "bin", "a", "b", "c", "d", "flowstate"))).toBe(docsFolder(program));
  } finally {
    await rm(folder, { recursive: true });
  }
  expect(docsFolder("/no/such/program")).toBeUndefined();
});

test("it has the page that a diagnostic leads to", () => {
  const docs = docsFolder(join(root, "server", "src", "lsp", "serve.node.ts"));
  for (const { code } of checks) expect(existsSync(fileURLToPath(`${docs}/checks/${code}.md`)), code).toBe(true);
});

test("diagnostics lead to the page of their check where the client says where the documentation is", async () => {
  const text = "state start { -> nowhere }";
  const hrefs = async (docs: string | undefined) => {
    const client = await startMockClient({
      files: { "/bot/a.flow": text },
      initialize: { initializationOptions: { docs } },
    });
    await client.open("/bot/a.flow", text);
    const report: DocumentDiagnosticReport = await client.pull("/bot/a.flow");
    return report.kind === "full" ? report.items.map(({ codeDescription }) => codeDescription?.href) : [];
  };
  expect(await hrefs("file:///docs/")).toEqual(["file:///docs/checks/unknown-state.md"]);
  expect(await hrefs(undefined)).toEqual([undefined]);
});
