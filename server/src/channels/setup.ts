import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { diskPath } from "../workspace/fileSystem.node.ts";
import { settingsFileName } from "../workspace/projectSettings.ts";
import { type Configuration, readConfiguration } from "./configuration.ts";
import { servedProjects } from "./conversations/loadBots.ts";
import { openStore, StoreAddressError } from "./storage/openStore.ts";
import type { Store } from "./storage/store.ts";

/** What a command of the channels was called with. */
export interface SetupOptions {
  /** URI of the file or folder of the bots. */
  readonly location: string;
  /** Path of a configuration in a file of its own. */
  readonly config?: string;
  /** Address of the store. */
  readonly store?: string;
  readonly host?: string;
  readonly port?: number;
}

/** Settings and an open store, or why there are none, in a sentence. */
export type Setup =
  | { readonly ok: true; readonly configuration: Configuration; readonly store: Store; readonly isInMemory: boolean }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads the configuration and opens the store that it names; without one, that of the project's folder. Where `isPatient`, a database
 * server may be away still.
 */
export async function setUp(options: SetupOptions, environment: NodeJS.ProcessEnv, isPatient = false): Promise<Setup> {
  const projects = await servedProjects(options.location);
  if (!projects.ok) return { ok: false, problem: projects.reason };
  const [only, ...others] = projects.value;
  const folder = diskPath(only === undefined || others.length > 0 ? options.location : only.folder);
  const file = await readSettings(options.config, folder);
  if (!file.ok) return file;
  const { store, host, port } = options;
  const given = Object.entries({ store, host, port }).filter(([, value]) => value !== undefined);
  const read = readConfiguration(file.settings, environment, Object.fromEntries(given));
  if (!read.ok) return { ok: false, problem: `${file.name}: ${read.problems.join(" ")}` };
  const address = read.configuration.store ?? (await usualStore(folder));
  try {
    const opened = await openStore(address, Date.now, isPatient);
    return { ok: true, configuration: read.configuration, store: opened, isInMemory: address === "memory" };
  } catch (error) {
    if (error instanceof StoreAddressError) return { ok: false, problem: error.message };
    const reason = error instanceof Error ? error.message : String(error);
    // The address may hold a password.
    const name = address.startsWith("sqlite:") ? address.slice("sqlite:".length) : "The store";
    return { ok: false, problem: `${name} cannot be opened: ${reason}` };
  }
}

type SettingsFile =
  | { readonly ok: true; readonly settings: unknown; readonly name: string }
  | { readonly ok: false; readonly problem: string };

/** A file of its own, or the member `channels` of the project's settings. */
async function readSettings(config: string | undefined, folder: string): Promise<SettingsFile> {
  const name = config ?? settingsFileName;
  const text = await readFile(config ?? join(folder, settingsFileName), "utf8").catch(() => undefined);
  if (text === undefined) {
    return config === undefined ? { ok: true, settings: {}, name } : { ok: false, problem: `${name} cannot be read.` };
  }
  const json = parsed(text);
  if (json === undefined) return { ok: false, problem: `${name} is not JSON.` };
  if (config !== undefined) return { ok: true, settings: json, name };
  const settings: unknown = typeof json === "object" && json !== null && "channels" in json ? json.channels : {};
  return { ok: true, settings, name: `${name}, \`channels\`` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A file beside the flows that no repository takes. */
async function usualStore(folder: string): Promise<string> {
  const own = join(folder, ".flowstate");
  await mkdir(own, { recursive: true });
  await writeFile(join(own, ".gitignore"), "*\n", { flag: "wx" }).catch(() => {});
  return `sqlite:${join(own, "channels.sqlite")}`;
}
