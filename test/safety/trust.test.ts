import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test, vi } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import type { fakeEditor } from "../support/fakeEditor.ts";

const editor = vi.hoisted(() => ({ current: undefined as ReturnType<typeof fakeEditor> | undefined }));

vi.mock("vscode", async () => {
  const { fakeEditor: create, vscodeOf } = await import("../support/fakeEditor.ts");
  editor.current = create();
  return vscodeOf(editor.current);
});

const { registerAdapter } = await import("../../client/src/debug/adapterProcess.ts");
const { registerConfigurations } = await import("../../client/src/debug/configurations.ts");
const { AllowedHosts } = await import("../../client/src/debug/allowedHosts.ts");
const { SecretStore } = await import("../../client/src/debug/secretStore.ts");
const { mayRun } = await import("../../client/src/trust.ts");

const root = fileURLToPath(new URL("../../", import.meta.url));

function it(): ReturnType<typeof fakeEditor> {
  if (editor.current === undefined) throw new Error("The editor was not loaded.");
  return editor.current;
}

function registered(name: string): Record<string, (...args: readonly unknown[]) => unknown> {
  return it().registered.get(name) as Record<string, (...args: readonly unknown[]) => unknown>;
}

beforeEach(() => {
  it().isTrusted = false;
  it().questions.length = 0;
});

const memory = { get: () => undefined, update: async () => undefined, keys: () => [] };

describe("rule 1, nothing runs in an untrusted workspace", () => {
  test("no debug adapter is started, whoever asks for one", () => {
    registerAdapter({ asAbsolutePath: (path: string) => path } as Parameters<typeof registerAdapter>[0]);
    const create = () => registered("adapter")["createDebugAdapterDescriptor"]?.({}, undefined);
    expect(create).toThrow("trusted workspaces only");
    it().isTrusted = true;
    expect(create).not.toThrow();
  });

  test("no launch configuration is resolved, and the user is told why", async () => {
    registerConfigurations(new AllowedHosts(memory));
    const launch = { type: "flow", request: "launch", name: "x", program: "/bot/main.flow" };
    expect(await registered("configurations")["resolveDebugConfiguration"]?.(undefined, launch)).toBeUndefined();
    expect(it().questions).toEqual(["Conversations run in trusted workspaces only."]);
    it().isTrusted = true;
    expect(await registered("configurations")["resolveDebugConfiguration"]?.(undefined, launch)).toEqual(launch);
  });

  test("no secret is given away", async () => {
    const secrets = new SecretStore({ secrets: { get: async () => "sesame" } } as unknown as ConstructorParameters<
      typeof SecretStore
    >[0]);
    expect(await secrets.get(undefined, "TOKEN")).toBeNull();
    it().isTrusted = true;
    expect(await secrets.get(undefined, "TOKEN")).toBe("sesame");
  });

  test("whatever asks may not run", () => {
    expect(mayRun()).toBe(false);
    it().isTrusted = true;
    expect(mayRun()).toBe(true);
  });

  /** What begins a conversation, a test or a recording: a process of our own, or the editor's debugger and its tests. */
  const beginnings =
    /\bspawn\(|\bexecFile\(|\bfork\(|\bstartDebugging\(|\bcreateRunProfile\(|new DebugAdapterExecutable\(|\bcreateTerminal\(/;
  /** Files that go on with a run of before through the debugger, which resolves its configuration again. */
  const throughDebugger = new Set(["debug/run.ts", "conversation/pastRun.ts", "conversation/panel.ts"]);

  test("every file of the client that begins something looks at the trust, or goes through the debugger, which does", () => {
    const files = readdirSync(`${root}client/src`, { recursive: true, encoding: "utf8" }).map((file) =>
      file.replaceAll("\\", "/"),
    );
    const beginning = files.filter(
      (file) => file.endsWith(".ts") && beginnings.test(readFileSync(`${root}client/src/${file}`, "utf8")),
    );
    expect(beginning).toEqual(expect.arrayContaining(["commands/runConversation.ts", "debug/adapterProcess.ts"]));
    const texts = new Map(
      files
        .filter((file) => file.endsWith(".ts"))
        .map((file) => [file, readFileSync(`${root}client/src/${file}`, "utf8")]),
    );
    const importersOf = (file: string): readonly string[] => {
      const name = file.split("/").at(-1) ?? file;
      return [...texts]
        .filter(([, text]) => new RegExp(`^import (?!type ).*/${name}";$|^\\} from ".*/${name}";$`, "m").test(text))
        .map(([each]) => each);
    };
    /** The file looks at the trust itself, or only files that do can have it begin anything. */
    const isGuarded = (file: string, seen: readonly string[] = []): boolean => {
      const text = texts.get(file) ?? "";
      if (/\bmayRun\(\)|\bisTrusted\b/.test(text)) return true;
      if (throughDebugger.has(file) && !/\bspawn\(|\bexecFile\(|\bfork\(/.test(text)) return true;
      const importers = importersOf(file);
      return (
        file !== "extension.ts" &&
        importers.length > 0 &&
        !seen.includes(file) &&
        importers.every((each) => isGuarded(each, [...seen, file]))
      );
    };
    const blind = beginning.filter((file) => !isGuarded(file));
    expect(isGuarded("testing/testLines.ts") && isGuarded("client.ts")).toBe(false);
    expect(blind).toEqual([]);
  });

  test("the manifest says so, and commands that begin something are off", () => {
    const { untrustedWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces.supported).toBe("limited");
    const running = manifest.contributes.commands.filter(({ title }) =>
      /^(Run|Debug|Restart|Record|Test)\b/.test(title),
    );
    expect(running.length).toBeGreaterThanOrEqual(3);
    for (const { command, enablement } of running) expect(enablement, command).toMatch(/isWorkspaceTrusted/);
  });

  test("the language server sends no request and runs no flow: it knows neither the HTTP client nor the machine", () => {
    const rooms = ["lsp", "features", "workspace", "semantics", "expressions", "language"];
    const files = rooms.flatMap((room) =>
      readdirSync(`${root}server/src/${room}`, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => `${room}/${file}`),
    );
    expect(files.length).toBeGreaterThan(100);
    const running = files.filter((file) =>
      /from "(undici|node:https?|node:net|node:child_process)"|from "[./]*runtime\//.test(
        readFileSync(`${root}server/src/${file}`, "utf8"),
      ),
    );
    expect(running).toEqual([]);
  });
});
