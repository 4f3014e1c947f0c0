/**
 * Makes the pictures of the documentation in `docs/images`: the packed extension, installed, with the example and what an author sees of
 * it. Arguments choose pictures by their names.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { bank, startBackend } from "./editor/backend.mjs";
import { launchChromium } from "./editor/chromium.mjs";
import { runConversation } from "./editor/conversation.mjs";
import { openEditor } from "./editor/page.mjs";
import { freshFolder, root } from "./editor/paths.mjs";
import { closeAll, closeOnSignals } from "./editor/processes.mjs";
import { installExtension, startServerBuild } from "./editor/serverBuild.mjs";

/** The themes, by what the names of their pictures end with. */
const themes = { "": "Light 2026", "-dark": "Dark 2026", "-contrast": "Default High Contrast" };

/** @typedef {import("./editor/page.mjs").Editor} Editor */

/** The pictures, by their names. */
const pictures = {
  editor: takeEditor,
  problem: takeProblem,
  completion: takeCompletion,
  hover: takeHover,
  rename: takeRename,
  calls: takeCalls,
  why: takeWhy,
  debugger: takeDebugger,
};
/** What is shown in other themes too. */
const themed = { "-dark": new Set(["editor", "problem", "hover"]), "-contrast": new Set(["hover"]) };
const { positionals: wanted } = parseArgs({ allowPositionals: true });

closeOnSignals();
try {
  const { environment } = await startBackend({ anyPort: true });
  const browser = await launchChromium(console.log);
  const vsix = join(freshFolder("pictures"), "flowstate.vsix");
  await promisify(execFile)(process.execPath, [join(root, "scripts", "package.mjs"), `--out=${vsix}`]);
  for (const [ending, theme] of Object.entries(themes)) {
    for (const [name, take] of Object.entries(pictures)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      if ((ending === "-dark" || ending === "-contrast") && !themed[ending].has(name)) continue;
      const profile = freshFolder("profile");
      await installExtension(vsix, profile, console.log);
      const settings = {
        "workbench.colorTheme": theme,
        "workbench.activityBar.location": "hidden",
        // What is typed for a picture stays out of the example.
        "files.autoSave": "off",
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

/**
 * Why the bot said what it said last, with the variables beside it.
 *
 * @param {Editor} editor
 */
async function takeWhy(editor) {
  await takeEditor(editor);
  const frame = await editor.webview(".act-why");
  await frame.locator(".entry.bot").last().hover();
  await frame.locator(".act-why").last().click();
  await frame.locator(".why").waitFor();
  await editor.command("Flowstate: Show Conversation");
  await editor.command("View: Maximize Editor Group");
  await frame.getByRole("button", { name: "Variables" }).click();
  await frame.locator(".variable").first().waitFor();
  await frame.locator(".why").scrollIntoViewIfNeeded();
}

/**
 * Stopped at the API step whose answer names a state that does not exist, with what came and what to do.
 *
 * @param {Editor} editor
 */
async function takeDebugger(editor) {
  await editor.openFile("help.flow");
  const talk = await runConversation(editor);
  await editor.command("View: Show Run and Debug");
  const filter = editor.page.locator(".debug-breakpoints .monaco-list-row", { hasText: "Broken nextDialogstate" });
  await filter.locator("input, .monaco-checkbox").first().click();
  await talk.tap("When things break");
  await talk.sees("What shall the backend do?");
  await talk.tap("Try the broken answer");
  await editor.page.locator(".exception-widget").waitFor();
}

/**
 * What fits behind an arrow, with the states of the other flows.
 *
 * @param {Editor} editor
 */
async function takeCompletion(editor) {
  await editor.openFile("transfer.flow");
  await editor.goTo(lineOf("transfer.flow", "  -> confirm"), 6);
  for (let i = 0; i < "confirm".length; i++) await editor.page.keyboard.press("Delete");
  await editor.page.keyboard.press("ControlOrMeta+Space");
  await editor.page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
}

/**
 * A state with what leads to it, and the lenses and hints around it.
 *
 * @param {Editor} editor
 */
async function takeHover(editor) {
  await editor.openFile("transfer.flow");
  await editor.page.locator(".codelens-decoration a").first().waitFor();
  const line = lineOf("transfer.flow", 'reply { en "Yes"');
  await editor.goTo(line, 36);
  await editor.command("Show or Focus Hover");
  await editor.page.locator(".monaco-hover:not(.hidden) .hover-contents").first().waitFor();
}

/**
 * A rename over files, before it is made.
 *
 * @param {Editor} editor
 */
async function takeRename(editor) {
  await editor.openFile("help.flow");
  await editor.goTo(lineOf("help.flow", "state agent"), 8);
  await editor.page.keyboard.press("F2");
  const input = editor.page.locator(".rename-box input");
  await input.waitFor();
  await input.fill("colleague");
  await input.press("Control+Enter");
  await editor.page.getByText("Refactor Preview").first().waitFor();
}

/**
 * Who leads to a state, and from where.
 *
 * @param {Editor} editor
 */
async function takeCalls(editor) {
  await editor.openFile("help.flow");
  await editor.goTo(lineOf("help.flow", "state agent"), 8);
  await editor.page.keyboard.press("Shift+Alt+H");
  await editor.page.locator(".sidebar .monaco-list-row").filter({ hasText: "on intent help" }).first().waitFor();
}

/**
 * The line, counted from 1, in which the text stands first.
 *
 * @param {string} file
 * @param {string} text
 */
function lineOf(file, text) {
  const lines = readFileSync(join(bank, file), "utf8").split("\n");
  return lines.findIndex((line) => line.includes(text)) + 1;
}
