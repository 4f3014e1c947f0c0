import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { openEditor } from "../../../scripts/editor/page.mjs";
import { freshFolder, root } from "../../../scripts/editor/paths.mjs";
import { installExtension, startServerBuild } from "../../../scripts/editor/serverBuild.mjs";
import { freshWorkspace } from "../../../scripts/test/editor.mjs";
import { test } from "../runner.ts";
import { theBrowser } from "./editor.ts";

test("the packed extension installs and knows a flow", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string };
  const profile = freshFolder("packed");
  const vsix = join(profile, "flowstate.vsix");
  await promisify(execFile)(process.execPath, [join(root, "scripts", "package.mjs"), `--out=${vsix}`]);
  const quiet = (): void => undefined;
  assert.deepEqual(await installExtension(vsix, profile, quiet), [`flowstate.flowstate@${version}`]);

  const server = await startServerBuild({ say: quiet, profile });
  const editor = await openEditor({ browser: theBrowser(), server, folder: freshWorkspace() });
  try {
    await editor.openFile("transfer.flow");
    const language = await editor.page.locator("#status\\.editor\\.mode").textContent();
    assert.match(language ?? "", /^\s*flow\s*$/i);
  } finally {
    await editor.page.context().close();
    await server.stop();
  }
}, 120_000);
