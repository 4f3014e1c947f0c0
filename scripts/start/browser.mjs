import { spawn } from "node:child_process";
import { hasDisplay } from "../editor/desktop.mjs";
import { root } from "../editor/paths.mjs";
import { editorUrl, startServerBuild } from "../editor/serverBuild.mjs";
import { profileFolder } from "./profile.mjs";

/**
 * Starts the browser build of VS Code, prints its address, and shows it where there is a display.
 *
 * @param {import("./profile.mjs").Example} example
 * @param {(line: string) => void} say
 */
export async function openInBrowser({ name, folder, file, environment }, say) {
  const server = await startServerBuild({ say, environment, profile: profileFolder("browser") });
  const url = editorUrl(server, { folder, file, extension: root });
  say(`VS Code runs in the browser, with examples/${name} open:\n\n  ${url}\n`);
  if (hasDisplay()) showInBrowser(url);
}

/** @param {string} url */
function showInBrowser(url) {
  const [command, ...args] =
    process.platform === "darwin"
      ? ["open", url]
      : process.platform === "win32"
        ? ["rundll32", "url.dll,FileProtocolHandler", url]
        : ["xdg-open", url];
  // The address is printed: where no browser can be started, a person can.
  spawn(command ?? "", args, { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}
