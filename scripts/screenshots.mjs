/**
 * Makes the pictures of the documentation in `docs/images`: the packed extension, installed, with the example and a conversation beside it.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { bank, startBackend } from "./editor/backend.mjs";
import { launchChromium } from "./editor/chromium.mjs";
import { runConversation } from "./editor/conversation.mjs";
import { openEditor } from "./editor/page.mjs";
import { freshFolder, root } from "./editor/paths.mjs";
import { closeAll, closeOnSignals } from "./editor/processes.mjs";
import { installExtension, startServerBuild } from "./editor/serverBuild.mjs";

/** The themes, by what the names of their pictures end with. */
const themes = { "": "Light 2026", "-dark": "Dark 2026" };

/** @typedef {import("./editor/page.mjs").Editor} Editor */

/** The pictures, by their names. */
const pictures = { editor: takeEditor, problem: takeProblem };

closeOnSignals();
try {
  const { environment } = await startBackend({ anyPort: true });
  const browser = await launchChromium(console.log);
  const vsix = join(freshFolder("pictures"), "flowstate.vsix");
  await promisify(execFile)(process.execPath, [join(root, "scripts", "package.mjs"), `--out=${vsix}`]);
  for (const [ending, theme] of Object.entries(themes)) {
    for (const [name, take] of Object.entries(pictures)) {
      const profile = freshFolder("profile");
      await installExtension(vsix, profile, console.log);
      const settings = {
        "workbench.colorTheme": theme,
        "workbench.activityBar.location": "hidden",
        // Nothing lies over the tabs or the text.
        "debug.toolBarLocation": "hidden",
        "editor.stickyScroll.enabled": false,
        "editor.scrollbar.horizontal": "hidden",
        "editor.scrollbar.vertical": "hidden",
        "window.title": ["activeEditorShort", "separator", "rootName"].map((name) => `\${${name}}`).join(""),
      };
      const server = await startServerBuild({ say: console.log, environment, profile, settings });
      const editor = await openEditor({ browser, server, folder: bank, size: { width: 1360, height: 850 }, scale: 2 });
      await editor.command("View: Close Primary Side Bar");
      await take(editor);
      await editor.page.mouse.move(0, 0);
      console.log(await editor.screenshot(join(root, "docs", "images", `${name}${ending}.png`)));
      await editor.page.context().close();
      await server.stop();
    }
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await closeAll();
}

/**
 * A transfer that was made, and the state that it led to.
 *
 * @param {Editor} editor
 */
async function takeEditor(editor) {
  await editor.openFile("transfer.flow");
  const talk = await runConversation(editor);
  await talk.tap("Transfer money");
  await talk.sees("How much do you want to send, in euros?");
  await talk.say("100");
  await talk.sees("To whom?");
  await talk.say("Alice");
  await talk.sees("Send €100 to Alice?");
  await talk.tap("Yes");
  await talk.sees(/€400/);
  await editor.goTo(61);
}

/**
 * The backend named a state that does not exist: the problem at the API step, with the answer.
 *
 * @param {Editor} editor
 */
async function takeProblem(editor) {
  await editor.openFile("help.flow");
  const talk = await runConversation(editor);
  await talk.tap("When things break");
  await talk.sees("What shall the backend do?");
  await talk.tap("Try the broken answer");
  await talk.sees(/names no state/);
  await editor.goTo(74);
  await editor.page.locator(".squiggly-error").first().waitFor();
  await editor.command("View: Focus Problems");
  await editor.page.locator(".markers-panel .monaco-list-row").filter({ hasText: "confirmed" }).first().waitFor();
}
