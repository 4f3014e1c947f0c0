import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../editor/paths.mjs";

/**
 * Bundles the tests of `test/editor/suite` for an extension host, which knows no TypeScript.
 *
 * @returns {Promise<string>} the module with `run()`, absolute
 */
export async function bundleSuite() {
  const folder = join(root, "test", "editor");
  const files = readdirSync(join(folder, "suite")).filter((file) => file.endsWith(".test.ts"));
  const outfile = join(root, "dist", "test", "suite.cjs");
  const lines = [
    ...files.sort().map((file) => `import "./suite/${file}";`),
    'import { version } from "vscode";',
    'import { runTests } from "./runner.ts";',
    "export const run = () => runTests(version);",
  ];
  await build({
    stdin: { contents: lines.join("\n"), resolveDir: folder, loader: "ts", sourcefile: "suite.ts" },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22.19",
    external: ["vscode"],
    sourcemap: "inline",
    mainFields: ["module", "main"],
    logLevel: "warning",
  });
  return outfile;
}
