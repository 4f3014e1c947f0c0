import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../runner.ts";
import { editorTest } from "./editor.ts";
import { runGallery } from "./gallery.ts";

editorTest(
  "events, attachments, silence and places are sent, steps get other answers, and users are new",
  async (editor) => {
    const { keyboard } = editor.page;
    // Nobody listens there: what the API step gets is what the panel says.
    const frame = await runGallery(editor, "http://127.0.0.1:9");
    const sees = (text: string) => frame.getByText(text, { exact: true }).last().waitFor();
    const send = async (kind: string) => {
      await frame.getByRole("button", { name: "Send something else" }).click();
      await frame.getByRole("menuitem", { name: kind }).click();
    };
    await send("Event");
    await frame.getByLabel("Name").fill("paid");
    await frame.getByLabel("Data").fill('{"amount":5}');
    await frame.getByRole("button", { name: "Send", exact: true }).first().click();
    await sees("Paid: 5");
    await send("Attachment");
    await frame.getByLabel("Address").fill("https://a.example/b.png");
    await keyboard.press("Enter");
    await sees("Thank you for b.png.");
    await send("Silence");
    await keyboard.press("Enter");
    await sees("Are you still there?");
    // The conversation waits on at the same place: what it offered there still holds.
    await frame.getByRole("button", { name: "Where", exact: true }).last().click();
    await sees("Where are you?");
    await send("Location");
    await keyboard.press("Enter");
    await sees("You are at 50.8466.");
    await editor.screenshot("sent");

    await editor.command("Flowstate: Choose Mocks of the Conversation");
    await frame.getByLabel(/^Answer of api backend/).selectOption("Status and body…");
    await frame.getByRole("spinbutton", { name: "Status" }).fill("503");
    await frame.getByRole("spinbutton", { name: "Status" }).press("Tab");
    await frame.getByRole("button", { name: "Close" }).click();
    await frame.getByRole("button", { name: "Hostile", exact: true }).last().click();
    await sees("It failed.");
    await frame.locator(".request", { hasText: "503" }).waitFor();

    await editor.command("Flowstate: Show the Options of the Conversation");
    await frame.getByLabel("rich").check();
    await frame.getByLabel("Seed").fill("7");
    await frame.getByRole("button", { name: "Begin as a new user" }).click();
    await sees("Started again");
    await editor.command("Flowstate: Show the Variables of the Conversation");
    await frame.locator(".variable", { hasText: /^balance: 1000/ }).waitFor();
    await frame.locator(".variable", { hasText: /^id: "user-[0-9a-f]{8}"/ }).waitFor();
  },
);

const launch = {
  version: "0.2.0",
  configurations: [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the editor fills it in
    { type: "node", request: "launch", name: "Backend", program: "${workspaceFolder}/backend.js" },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the editor fills it in
    { type: "flow", request: "launch", name: "Bot", program: "${workspaceFolder}", stopOnEntry: true, pressets: "a" },
  ],
  compounds: [{ name: "Both", configurations: ["Backend", "Bot"], stopAll: true }],
};

editorTest(
  "where nothing runs the way in is shown, launch.json is completed and checked, and a compound starts both",
  async (editor) => {
    const { page, folder } = editor;
    await editor.command("View: Show Run and Debug");
    await page.locator(".debug-viewlet, .welcome-view-content").getByText("Run a Conversation").first().waitFor();

    mkdirSync(join(folder, ".vscode"), { recursive: true });
    writeFileSync(join(folder, "backend.js"), "setInterval(() => undefined, 1000);\n");
    const text = JSON.stringify(launch, undefined, 2);
    writeFileSync(join(folder, ".vscode", "launch.json"), text);
    await editor.openFile("launch.json");
    const line = text.split("\n").findIndex((each) => each.includes("pressets")) + 1;
    await page.locator(".squiggly-warning").first().waitFor();
    await editor.goTo(line, 1);
    await page.keyboard.press("End");
    await page.keyboard.type(', "pre');
    await page.locator(".suggest-widget .monaco-list-row", { hasText: "preset" }).first().waitFor();
    await page.keyboard.press("Escape");
    await editor.command("File: Revert File");
    // What was typed may have been saved by itself.
    writeFileSync(join(folder, ".vscode", "launch.json"), text);
    const typed = page.locator(".view-line", { hasText: ', "pre' });
    await until("the file is as it was", async () => (await typed.count()) === 0);

    await editor.command("Debug: Select and Start Debugging");
    await page.locator(".quick-input-widget .monaco-list-row", { hasText: "Both" }).first().click();
    const frame = await editor.webview("text=Stopped at the beginning", 30_000);
    const sessions = page.locator(".debug-call-stack .monaco-list-row");
    await sessions.filter({ hasText: "backend.js" }).first().waitFor();
    await editor.screenshot("compound");
    await frame.getByRole("button", { name: "Continue" }).click();
    await frame.getByText("What can I do for you?").waitFor();
    await page.locator(".debug-toolbar .codicon-debug-stop, .debug-toolbar .codicon-debug-disconnect").first().click();
    await frame.getByText("The run is over").first().waitFor();
    await until(
      "the backend is stopped with it",
      async () => (await sessions.filter({ hasText: "backend.js" }).count()) === 0,
    );
  },
);
