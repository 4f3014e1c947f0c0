import { vi } from "vitest";

/** What the fake editor was asked to do, and how the user answers its questions. */
export interface FakeEditor {
  isTrusted: boolean;
  /** The title of the answer to the next questions; `undefined` closes them. */
  answer: string | undefined;
  readonly questions: string[];
  /** Names of configurations that were started. */
  readonly started: unknown[];
  readonly opened: string[];
  /** Providers and factories by what they were registered for. */
  readonly registered: Map<string, unknown>;
  readonly kept: Map<string, unknown>;
}

/** The little of the module `vscode` that runs, asks and opens. Use it as `vi.mock("vscode", () => vscodeOf(editor))`. */
export function vscodeOf(editor: FakeEditor): Record<string, unknown> {
  const ask = async (message: string, ...more: readonly unknown[]): Promise<unknown> => {
    editor.questions.push(message);
    const items = more.filter(
      (each) => typeof each === "string" || (each !== null && typeof each === "object" && "title" in each),
    );
    return items.find(
      (each) => (typeof each === "string" ? each : Reflect.get(Object(each), "title")) === editor.answer,
    );
  };
  const uri = (path: string) => ({ fsPath: path, path, scheme: "file", toString: () => `file://${path}` });
  return {
    workspace: {
      get isTrusted() {
        return editor.isTrusted;
      },
      getWorkspaceFolder: () => ({ uri: uri("/bot") }),
      getConfiguration: () => ({ get: () => undefined }),
      textDocuments: [],
      findFiles: async () => [],
    },
    window: { showWarningMessage: ask, showErrorMessage: ask, showInformationMessage: ask, visibleTextEditors: [] },
    debug: {
      startDebugging: async (_folder: unknown, configuration: unknown) => void editor.started.push(configuration),
      registerDebugConfigurationProvider: (_type: string, provider: unknown, kind?: number) =>
        void editor.registered.set(kind === undefined ? "configurations" : "offers", provider),
      registerDebugAdapterDescriptorFactory: (_type: string, factory: unknown) =>
        void editor.registered.set("adapter", factory),
    },
    env: { openExternal: async (target: unknown) => void editor.opened.push(String(target)) },
    commands: { executeCommand: vi.fn() },
    Uri: {
      file: uri,
      parse: (text: string) => ({ toString: () => text }),
      joinPath: (base: { readonly path: string }, ...parts: readonly string[]) => uri([base.path, ...parts].join("/")),
    },
    DebugAdapterExecutable: class {
      readonly command: string;
      constructor(command: string) {
        this.command = command;
      }
    },
    DebugConfigurationProviderTriggerKind: { Dynamic: 2 },
    EventEmitter: class {
      readonly event = () => ({ dispose: () => undefined });
      fire(): void {}
      dispose(): void {}
    },
  };
}

export function fakeEditor(): FakeEditor {
  return {
    isTrusted: true,
    answer: undefined,
    questions: [],
    started: [],
    opened: [],
    registered: new Map(),
    kept: new Map(),
  };
}
