import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a fresh profile starts with: nothing that asks, nothing that calls home. */
const settings = {
  "security.workspace.trust.enabled": false,
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "github.gitAuthentication": false,
  "editor.minimap.enabled": false,
  "files.simpleDialog.enable": true,
  "window.commandCenter": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
};

/**
 * Gives a new profile its settings; one that is in use keeps its own.
 *
 * @param {string} folder of the user's settings, absolute
 * @param {Readonly<Record<string, unknown>>} [more] besides the usual ones
 */
export function writeSettings(folder, more = {}) {
  const file = join(folder, "settings.json");
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ ...settings, ...more }, null, 2));
}
