import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { until } from "../runner.ts";
import { editorTest, type OpenedEditor } from "./editor.ts";
import { markup, runGallery, startHostileBackend } from "./gallery.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What WCAG 2.2 AA and axe's own advice have against the panel, each with the first element. */
async function findings(frame: Frame): Promise<readonly string[]> {
  // Through the debugger of the browser, past the policy of the page.
  await frame.evaluate(axe);
  const { violations } = await frame.evaluate<{ readonly violations: readonly Violation[] }>("axe.run()");
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

/** The themes of the editor, with the class that each gives to the page of a panel. */
const themes = [
  ["light", "Light 2026", "vscode-light"],
  ["dark", "Dark 2026", "vscode-dark"],
  ["contrast", "Default High Contrast", "vscode-high-contrast"],
] as const;

function setTheme({ folder }: OpenedEditor, theme: string): void {
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify({ "workbench.colorTheme": theme }));
}

/** Pulls the border between editor and panel to a place, in pixels from the left. */
async function widen({ page }: OpenedEditor, to: number): Promise<void> {
  const box = await page.locator("iframe.webview").first().boundingBox();
  if (box === null) throw new Error("There is no panel.");
  await page.mouse.move(box.x - 1, 400);
  await page.mouse.down();
  await page.mouse.move(to, 400, { steps: 4 });
  await page.mouse.up();
}

editorTest(
  "all types of messages are there for everybody, in three themes, at any width, and from right to left",
  async (editor) => {
    const { url, stop } = await startHostileBackend();
    try {
      const frame = await runGallery(editor, url);
      const first = (selector: string) => frame.locator(selector).first();
      for (const [name, theme, className] of themes) {
        setTheme(editor, theme);
        await frame.waitForSelector(`body.${className}`);
        assert.deepEqual(await findings(frame), [], name);
        await first(".carousel").scrollIntoViewIfNeeded();
        await editor.screenshot(`messages-${name}-top`);
        await first(".payload").scrollIntoViewIfNeeded();
        await editor.screenshot(`messages-${name}`);
      }
      for (const part of [".carousel .card", ".bubble.list", ".attachment", ".payload", ".replies", ".card img"])
        await first(part).waitFor({ state: "attached" });

      await frame.getByRole("button", { name: "Options of the run" }).click();
      await frame.getByLabel("Language").selectOption("ar");
      await frame.getByRole("button", { name: "Close" }).click();
      await frame.getByRole("button", { name: "Again", exact: true }).last().click();
      const arabic = frame.locator(".text", { hasText: "كيف يمكنني مساعدتك اليوم؟" }).last();
      await arabic.waitFor();
      assert.equal(
        await frame.evaluate(
          "getComputedStyle([...document.querySelectorAll('.row')].at(-1).querySelector('.text')).direction",
        ),
        "rtl",
      );
      await editor.screenshot("messages-arabic");

      await widen(editor, 1200);
      await until("the panel is narrow", async () => (await frame.evaluate<number>("innerWidth")) < 240);
      assert.deepEqual(await findings(frame), [], "narrow");
      await editor.screenshot("messages-narrow");
      await editor.command("View: Maximize Editor Group");
      await until("the panel is wide", async () => (await frame.evaluate<number>("innerWidth")) > 800);
      await editor.screenshot("messages-wide");
    } finally {
      stop();
    }
  },
);

editorTest("whatever a hostile backend says is text", async (editor) => {
  const { url, stop } = await startHostileBackend();
  try {
    const frame = await runGallery(editor, url);
    await frame.getByRole("button", { name: "Hostile", exact: true }).last().click();
    await frame.getByText("All rows").waitFor();
    await frame.locator(".strip", { hasText: "Waits for you" }).waitFor();
    assert.equal(await frame.evaluate("window.broken"), undefined);
    const foreign = "#conversation script, #conversation iframe, #conversation img:not([src^='http://127.0.0.1'])";
    assert.equal(await frame.locator(foreign).count(), 0);
    assert.equal(await frame.locator("#conversation a:not([href^='https:'])").count(), 0);
    assert.equal(await frame.locator(".text", { hasText: markup }).first().textContent(), markup);
    await frame.getByText("[U+202E]gnp.exe").waitFor();
    await frame.getByRole("button", { name: "Show all 1,000,000 characters" }).waitFor();
    await frame.locator(".request > summary").click();
    await frame.locator(".headers > summary").last().click();
    await frame.locator("dd", { hasText: markup }).waitFor();
    await frame.getByRole("button", { name: "Quit" }).click();
    await editor.page.getByText("command:workbench.action.quit is no web address").first().waitFor();
    assert.deepEqual(await findings(frame), []);
    await frame.getByText("Tap one").scrollIntoViewIfNeeded();
    await editor.screenshot("hostile");
    assert.equal(await frame.evaluate("window.broken"), undefined);
  } finally {
    stop();
  }
});
