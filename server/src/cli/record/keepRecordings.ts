import { resolve } from "node:path";
import { changesBetween, describeChange, type RecordingChange } from "../../runtime/effects/recordings/difference.ts";
import type { Unanswered } from "../../runtime/effects/recordings/keeper.ts";
import type { FiledRecording } from "../../runtime/effects/recordings/recording.ts";
import { readRecordings } from "../../testing/readRecordings.ts";
import { writeRecordings } from "../../testing/writeRecordings.node.ts";
import { diskPath, fileUri, nodeFileSystem } from "../../workspace/fileSystem.node.ts";
import { joinUri } from "../../workspace/uris.ts";
import { shownPath } from "../locations.ts";
import type { Style, Terminal } from "../terminal.ts";
import { UsageError } from "../usageError.ts";
import { visible } from "../visible.ts";

/** How answers are kept. */
export interface KeepChoice {
  /** Compares alone: nothing is written. */
  readonly check: boolean;
  /** Looks at which members there are and of which types, not at their values. */
  readonly shape: boolean;
  /** A folder to write to in place of the ones beside the flows. */
  readonly out: string | undefined;
}

/** What a recording is beside the one that was kept before. */
interface Compared extends FiledRecording {
  readonly state: "new" | "changed" | "same";
  readonly changes: readonly RecordingChange[];
}

/**
 * Compares answers with those that were kept before, writes what differs, and says what that is; `flows` are the paths of the
 * project's files. True where something is new or has changed.
 */
export async function keepRecordings(
  project: { readonly folder: string; readonly flows: Iterable<string> },
  recorded: { readonly recordings: readonly FiledRecording[]; readonly unanswered: readonly Unanswered[] },
  choice: KeepChoice,
  terminal: Terminal,
): Promise<boolean> {
  const folder = choice.out === undefined ? project.folder : fileUri(resolve(process.cwd(), choice.out));
  const { recordings: before, problems } = await readRecordings(nodeFileSystem, folder, project.flows);
  for (const problem of problems) terminal.error(`${visible(problem)}\n`);
  const known = new Map(before.map(({ file, recording }) => [file, recording]));
  const compared = recorded.recordings.map((each): Compared => {
    const was = known.get(each.file);
    if (was === undefined) return { ...each, state: "new", changes: [] };
    const changes = changesBetween(was, each.recording).filter(({ kind }) => !choice.shape || kind !== "value");
    return { ...each, state: changes.length === 0 ? "same" : "changed", changes };
  });
  const different = compared.filter(({ state }) => state !== "same");
  if (!choice.check) await write(folder, different);
  const shown = (file: string): string => shownPath(joinUri(folder, file));
  terminal.out(summary(compared, recorded.unanswered, shown, terminal.style));
  return different.length > 0;
}

async function write(folder: string, recordings: readonly FiledRecording[]): Promise<void> {
  try {
    await writeRecordings(diskPath(folder), recordings);
  } catch (error) {
    throw new UsageError(`The recordings cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function summary(
  compared: readonly Compared[],
  unanswered: readonly Unanswered[],
  shown: (file: string) => string,
  { bold, dim, red, yellow }: Style,
): string {
  const same = compared.filter(({ state }) => state === "same").length;
  const lines = [
    ...compared.flatMap(({ file, state, changes }) => {
      if (state === "same") return [];
      const word = state === "new" ? "new    " : yellow("changed");
      return [
        `  ${word} ${shown(file)}`,
        ...changes.map((change) => `          ${dim(visible(describeChange(change)))}`),
      ];
    }),
    ...(same === 0 ? [] : [`  same    ${same}`]),
    ...unanswered.map(({ method, path, reason }) =>
      red(`  no answer to ${method} ${visible(path)}: ${visible(reason)}`),
    ),
  ];
  if (lines.length === 0) lines.push("  no request was sent");
  return `${bold("Recordings")}\n${lines.join("\n")}\n`;
}

/** Recordings of several conversations as one list: of two for the same request the first counts. */
export function firstOfEach(recordings: readonly FiledRecording[]): readonly FiledRecording[] {
  const files = new Map<string, FiledRecording>();
  for (const each of recordings) if (!files.has(each.file)) files.set(each.file, each);
  return [...files.values()].toSorted((a, b) => (a.file < b.file ? -1 : 1));
}
