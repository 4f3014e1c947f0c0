import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { cache } from "./paths.mjs";
import { editorUrl } from "./serverBuild.mjs";

/**
 * The editor in a browser, driven the way a person does it: by keys, and by what is seen on the page.
 *
 * @typedef {object} Editor
 * @property {import("playwright-core").Page} page
 * @property {(title: string) => Promise<void>} command runs a command of the palette by its title
 * @property {(path: string) => Promise<void>} openFile shows a file of the folder, by its name or the end of its path
 * @property {(line: number, column?: number) => Promise<void>} goTo puts the cursor there; both count from 1
 * @property {(selector: string, timeout?: number) => Promise<import("playwright-core").Frame>} webview waits for the panel that holds the selector
 * @property {(name: string) => Promise<string>} screenshot into `.cache/screenshots/NAME.png`, or to an absolute path
 *
 * Opens a folder and waits until the editor is there.
 *
 * @param {object} options
 * @param {import("playwright-core").Browser} options.browser
 * @param {import("./serverBuild.mjs").ServerBuild} options.server
 * @param {string} options.folder absolute
 * @param {string} [options.extension] folder of the extension under development
 * @param {{ readonly width: number, readonly height: number }} [options.size]
 * @param {number} [options.scale] device pixels per pixel
 * @returns {Promise<Editor>}
 */
export async function openEditor({
  browser,
  server,
  folder,
  extension,
  size = { width: 1280, height: 800 },
  scale = 1,
}) {
  const context = await browser.newContext({ viewport: { ...size }, deviceScaleFactor: scale });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(editorUrl(server, { folder, ...(extension === undefined ? {} : { extension }) }));
  await page.waitForSelector(".monaco-workbench .explorer-folders-view .monaco-list-row", { timeout: 60_000 });
  return {
    page,
    command: (title) => command(page, title),
    openFile: (path) => openFile(page, path),
    goTo: (line, column = 1) => goTo(page, line, column),
    webview: (selector, timeout = 20_000) => webview(page, selector, timeout),
    screenshot: (name) => screenshot(page, name),
  };
}

const quickInput = ".quick-input-widget .quick-input-box input";
const firstChoice = ".quick-input-widget .monaco-list-row.focused";

/**
 * @param {import("playwright-core").Page} page
 * @param {string} title
 */
async function command(page, title) {
  await ask(page, "F1", `>${title}`, title);
}

/**
 * Opens the editor's list by keys, writes into it, and takes the first choice once that holds a text. Whatever takes the focus closes the
 * list, such as an editor that comes to the front where the debugger has stopped: then it is opened again.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} keys
 * @param {string} written
 * @param {string} choice
 */
async function ask(page, keys, written, choice) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await page.keyboard.press(keys);
      await page.fill(quickInput, written, { timeout: 3000 });
      // A key would go wherever the focus went meanwhile.
      return await page.locator(firstChoice).filter({ hasText: choice }).first().click({ timeout: 5000 });
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} path
 */
async function openFile(page, path) {
  const name = path.split("/").at(-1) ?? path;
  await ask(page, "ControlOrMeta+P", path, name);
  await page.locator(".editor-group-container.active .tab.active").filter({ hasText: name }).waitFor();
  await page.locator(".editor-group-container.active .monaco-editor .view-line").first().waitFor();
}

/**
 * @param {import("playwright-core").Page} page
 * @param {number} line
 * @param {number} column
 */
async function goTo(page, line, column) {
  // A panel may have the focus. A click would scroll the page to the middle of the text.
  await page.locator(".editor-instance .monaco-editor .native-edit-context").first().focus();
  await page.keyboard.press("ControlOrMeta+G");
  await page.fill(quickInput, `:${line}:${column}`);
  await page.press(quickInput, "Enter");
  await page.locator(quickInput).waitFor({ state: "hidden" });
}

/**
 * A panel's content stands in a frame in a frame, and is made anew when the panel is.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} selector
 * @param {number} timeout milliseconds
 */
async function webview(page, selector, timeout) {
  const end = Date.now() + timeout;
  while (Date.now() < end) {
    for (const frame of page.frames().slice(1)) {
      const found = await frame.$(selector).catch(() => null);
      if (found !== null) return frame;
    }
    await page.waitForTimeout(50);
  }
  throw new Error(`No panel shows ${selector}.`);
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
async function screenshot(page, name) {
  const path = name.endsWith(".png") ? name : join(cache, "screenshots", `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, animations: "disabled", caret: "initial" });
  return path;
}
