import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { showFlowGraphCommand } from "../../server/src/lsp/protocol.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { contributes } = manifest;

test("every file that the manifest names is there", () => {
  const files = [
    manifest.icon,
    ...contributes.languages.flatMap(({ configuration, icon }) => [configuration, icon.light, icon.dark]),
    ...contributes.grammars.map(({ path }) => path),
    ...contributes.snippets.map(({ path }) => path),
  ];
  expect(files.filter((file) => !existsSync(`${root}${file}`))).toEqual([]);
});

describe("commands", () => {
  const commands = contributes.commands.map(({ command }) => command);
  /** Those that the language server carries out. */
  const ofServer: readonly string[] = [showFlowGraphCommand];
  const ofClient = commands.filter((command) => !ofServer.includes(command));
  const sources = readFileSync(`${root}client/src/extension.ts`, "utf8");

  test("each is registered and has a file of its own, in the client or in the server", () => {
    expect(commands).toEqual(expect.arrayContaining([...ofServer]));
    expect(ofClient.filter((command) => !sources.includes(`"${command}"`))).toEqual([]);
    const files = readdirSync(`${root}client/src/commands`).map((file) => `flowstate.${file.replace(/\.ts$/, "")}`);
    expect([...files].sort()).toEqual([...ofClient].sort());
  });

  test("menus and keys name no other", () => {
    const used = [
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command)),
      ...contributes.keybindings.map(({ command }) => command),
    ];
    expect(used.filter((command) => !commands.includes(command))).toEqual([]);
  });

  test("whatever runs something is off in an untrusted workspace", () => {
    const running = contributes.commands.filter(({ title }) => /^(Run|Debug|Restart)/.test(title));
    expect(running.length).toBe(3);
    for (const { command, enablement } of running) expect(enablement, command).toMatch(/^isWorkspaceTrusted/);
  });
});

test("the launch attributes are those that the adapter knows", () => {
  const protocol = readFileSync(`${root}server/src/debug/protocol.ts`, "utf8");
  const declared = /interface LaunchConfiguration \{([\s\S]*?)\n\}/.exec(protocol)?.[1] ?? "";
  const known = [...declared.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name);
  expect(known.length).toBeGreaterThan(5);
  const [debuggerOf] = contributes.debuggers;
  const attributes = Object.keys(debuggerOf?.configurationAttributes.launch.properties ?? {});
  // `test` is filled in by the test explorer, `noDebug` and `workspaceFolder` by the editor.
  const byHand = known.filter((name) => !["test", "noDebug", "workspaceFolder"].includes(name ?? ""));
  expect([...attributes].sort()).toEqual([...byHand].sort());
});

test("every colour has a value in each kind of theme", () => {
  for (const { id, defaults } of contributes.colors)
    expect(Object.keys(defaults).sort(), id).toEqual(["dark", "highContrast", "highContrastLight", "light"]);
});
