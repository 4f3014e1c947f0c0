/** Makes the pictures of the documentation, `docs/images/*.png`: the example in the editor, with a conversation beside it. */
import { join } from "node:path";
import { buildAll } from "./build/build.mjs";
import { bank, startBackend } from "./editor/backend.mjs";
import { launchChromium } from "./editor/chromium.mjs";
import { runConversation } from "./editor/conversation.mjs";
import { openEditor } from "./editor/page.mjs";
import { root } from "./editor/paths.mjs";
import { closeAll, closeOnSignals } from "./editor/processes.mjs";
import { startServerBuild } from "./editor/serverBuild.mjs";

/** The themes, by the name that their pictures end with. */
const themes = { light: "Default Light Modern", dark: "Default Dark Modern" };

closeOnSignals();
try {
  await buildAll();
  const { environment } = await startBackend({ anyPort: true });
  const browser = await launchChromium(console.log);
  for (const [name, theme] of Object.entries(themes)) {
    const settings = { "workbench.colorTheme": theme, "workbench.activityBar.location": "hidden" };
    const server = await startServerBuild({ say: console.log, environment, settings });
    const size = { width: 1360, height: 850 };
    const editor = await openEditor({ browser, server, folder: bank, extension: root, size, scale: 2 });
    await takePictures(editor, name);
    await server.stop();
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await closeAll();
}

/**
 * @param {import("./editor/page.mjs").Editor} editor
 * @param {string} theme
 */
async function takePictures(editor, theme) {
  await editor.openFile("transfer.flow");
  await editor.command("View: Close Primary Side Bar");
  const talk = await runConversation(editor);
  await talk.tap("Transfer money");
  await talk.sees("How much do you want to send, in euros?");
  await talk.say("100");
  await talk.sees("To whom?");
  await talk.say("Alice");
  await talk.sees("Send €100 to Alice?");
  await talk.tap("Yes");
  await talk.sees(/€400/);
  await editor.goTo(57);
  console.log(await editor.screenshot(join(root, "docs", "images", `editor-${theme}.png`)));
}
