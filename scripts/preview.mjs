/**
 * Looks at the conversation panel without an editor: draws recorded conversations in every theme and width and writes one picture each
 * to `.cache/preview/`. Needs `npm run build` first; `node scripts/preview.mjs NAME` draws only the scenes whose names hold NAME.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "./editor/chromium.mjs";
import { scenes } from "./preview/scenes.mjs";
import { themes } from "./preview/themes.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, ".cache", "preview");
const address = "http://panel.test/";
const [wanted = ""] = process.argv.slice(2);

const page = (/** @type {import("./preview/themes.mjs").Theme} */ theme) => `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy"
      content="default-src 'none'; script-src 'nonce-a'; style-src ${address}; font-src ${address}; media-src https:; img-src https: http://localhost:*">
    <link rel="stylesheet" href="theme.css">
    <link rel="stylesheet" href="conversation.css">
  </head>
  <body class="${theme.className}">
    <div id="conversation"></div>
    <script nonce="a">
      window.sent = [];
      window.acquireVsCodeApi = () => ({ postMessage: (message) => window.sent.push(message), setState() {} });
    </script>
    <script nonce="a" src="conversation.js"></script>
  </body>
</html>`;

mkdirSync(out, { recursive: true });
const browser = await launchChromium(console.log);
for (const scene of scenes) {
  for (const theme of themes) {
    const name = `${scene.name}-${theme.name}`;
    if (!name.includes(wanted) || !(scene.themes ?? themes.map((each) => each.name)).includes(theme.name)) continue;
    const tab = await browser.newPage({ viewport: scene.size, deviceScaleFactor: 2 });
    tab.on("console", (message) => console.log(`${name}: ${message.text()}`));
    tab.on("pageerror", (error) => console.log(`${name}: ${error.message}`));
    await tab.route(`${address}**`, async (route) => {
      const path = new URL(route.request().url()).pathname.slice(1);
      if (path === "") return route.fulfill({ contentType: "text/html", body: page(theme) });
      if (path === "theme.css") return route.fulfill({ contentType: "text/css", body: theme.style });
      const type = path.endsWith(".css") ? "text/css" : path.endsWith(".ttf") ? "font/ttf" : "text/javascript";
      return route.fulfill({ contentType: type, body: readFileSync(join(root, "dist", "webview", path)) });
    });
    await tab.goto(address);
    for (const message of scene.messages) await tab.evaluate(`window.postMessage(${JSON.stringify(message)}, "*")`);
    await tab.waitForTimeout(400);
    await scene.act?.(tab);
    await tab.waitForTimeout(100);
    await tab.screenshot({ path: join(out, `${name}.png`) });
    await tab.close();
  }
}
await browser.close();
