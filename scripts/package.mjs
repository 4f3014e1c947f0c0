/** `npm run package`: builds, and packs the extension into `flowstate-VERSION.vsix`; `-- --out=FILE` writes elsewhere. */
import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";
import { buildAll } from "./build/build.mjs";
import { root } from "./editor/paths.mjs";

try {
  const { values } = parseArgs({ options: { out: { type: "string" } } });
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const packagePath = resolve(values.out ?? join(root, `${name}-${version}.vsix`));
  await buildAll();
  // What goes in stands in .vscodeignore; the bundles hold all that they need.
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const size = Math.round(statSync(packagePath).size / 1024);
  console.log(`${packagePath} has ${size} KB. Install it with: code --install-extension ${packagePath}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
