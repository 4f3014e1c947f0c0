import { until } from "../runner.ts";
import { editorTest } from "./editor.ts";
import { lineOf } from "./lines.ts";

editorTest("lenses in sight count the ways into a state, and a click lists them", async (editor) => {
  const { page } = editor;
  await editor.openFile("help.flow");
  const lens = page
    .locator(".codelens-decoration a")
    .filter({ hasText: / ways? in$/ })
    .first();
  await lens.waitFor();
  const list = page.locator(".reference-zone-widget");
  // Lenses move while others come in above them, and a click beside one does nothing.
  await until("the list is open", async () => {
    if (!(await list.isVisible())) await lens.click({ timeout: 2000 }).catch(() => undefined);
    return list.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
  });
  await editor.screenshot("ways-in");
});

editorTest("hints in sight tell the type of a variable that nothing declares", async (editor) => {
  const { page } = editor;
  await editor.openFile("transfer.flow");
  await editor.goTo(lineOf(editor.folder, "transfer.flow", "  -> confirm"), 3);
  await page.keyboard.type("set session.tries = 1 ");
  await page
    .locator(".view-line")
    .filter({ hasText: /tries:\snumber\s=/ })
    .first()
    .waitFor();
  await editor.screenshot("inlay-hints");
});

editorTest("the call hierarchy in sight shows who leads to a state", async (editor) => {
  const { page } = editor;
  await editor.openFile("help.flow");
  await editor.goTo(lineOf(editor.folder, "help.flow", "state agent"), 8);
  await page.keyboard.press("Shift+Alt+H");
  const row = page.locator(".sidebar .monaco-list-row");
  await row
    .filter({ hasText: /on intent help/ })
    .first()
    .waitFor();
  await editor.screenshot("call-hierarchy");
});

editorTest("a rename in sight can be looked at before it is made", async (editor) => {
  const { page } = editor;
  await editor.openFile("help.flow");
  await editor.goTo(lineOf(editor.folder, "help.flow", "state agent"), 8);
  await page.keyboard.press("F2");
  const input = page.locator(".rename-box input");
  await input.waitFor();
  await input.fill("colleague");
  await input.press("Control+Enter");
  await page.getByText("Refactor Preview").first().waitFor();
  await editor.screenshot("rename-preview");
});
