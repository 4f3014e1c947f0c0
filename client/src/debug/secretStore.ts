import { type ExtensionContext, type SecretStorage, type Uri, window, workspace } from "vscode";

const prefix = "flowstate.secret";

/**
 * What flows read as `secret.NAME`, kept by the editor with the keys of the machine, outside of every repository. A workspace
 * folder has its own: no other one can ask for them.
 */
export class SecretStore {
  readonly #secrets: SecretStorage;

  constructor({ secrets }: Pick<ExtensionContext, "secrets">) {
    this.#secrets = secrets;
  }

  /** The value for the flows of a folder; `null` where nobody has set one. */
  async get(folder: Uri | undefined, name: string): Promise<string | null> {
    if (!workspace.isTrusted) return null;
    return (await this.#secrets.get(keyOf(folder, name))) ?? null;
  }

  /** Keeps a value; an empty one is forgotten. */
  async set(folder: Uri | undefined, name: string, value: string): Promise<void> {
    if (value === "") await this.#secrets.delete(keyOf(folder, name));
    else await this.#secrets.store(keyOf(folder, name), value);
  }
}

function keyOf(folder: Uri | undefined, name: string): string {
  return `${prefix}:${folder?.toString() ?? ""}:${name}`;
}

/** The workspace folder of what is being edited, else the first. */
export function folderInUse(): Uri | undefined {
  const document = window.activeTextEditor?.document.uri;
  const folder = document === undefined ? undefined : workspace.getWorkspaceFolder(document);
  return (folder ?? workspace.workspaceFolders?.[0])?.uri;
}
