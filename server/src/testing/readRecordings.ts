import { readRecording } from "../runtime/effects/recordings/file.ts";
import { type FiledRecording, recordingsFolder } from "../runtime/effects/recordings/recording.ts";
import type { FileSystem } from "../workspace/fileSystem.ts";
import { joinUri } from "../workspace/uris.ts";

/** The recordings of a project, and a sentence for each file that is none. */
export interface ReadRecordings {
  readonly recordings: readonly FiledRecording[];
  /** `recordings/x.json: …`, with the path relative to the project. */
  readonly problems: readonly string[];
}

/** No recording is larger, in bytes: an answer may have 8 MiB, and a few of them. */
const largest = 64 * 1024 * 1024;

/**
 * Reads the recordings beside the flows of a project, in the order of their paths. `folder` is the URI of the project, `flows`
 * the paths of its files. Links are not followed: what a flow is answered with stays in its project.
 */
export async function readRecordings(
  fileSystem: FileSystem,
  folder: string,
  flows: Iterable<string>,
): Promise<ReadRecordings> {
  const places = [...new Set([...flows].map((path) => path.slice(0, path.lastIndexOf("/") + 1)))].toSorted();
  const read = await Promise.all(places.map((place) => readIn(fileSystem, folder, `${place}${recordingsFolder}`)));
  return {
    recordings: read.flatMap(({ recordings }) => recordings),
    problems: read.flatMap(({ problems }) => problems),
  };
}

async function readIn(fileSystem: FileSystem, folder: string, place: string): Promise<ReadRecordings> {
  const uri = joinUri(folder, place);
  const recordings: FiledRecording[] = [];
  const problems: string[] = [];
  const isLink = (await fileSystem.realUri(uri)) !== joinUri(await fileSystem.realUri(folder), place);
  const entries = isLink ? [] : await fileSystem.readFolder(uri);
  const names = entries.filter(({ name, kind }) => kind === "file" && name.endsWith(".json")).map(({ name }) => name);
  for (const name of names.toSorted()) {
    const file = `${place}/${name}`;
    const text = await fileSystem.readFile(joinUri(uri, name), largest);
    const read = text === undefined ? undefined : readRecording(text);
    if (read?.ok === true) recordings.push({ file, recording: read.recording });
    else problems.push(`${file} is no recording: ${read?.reason ?? "it cannot be read"}.`);
  }
  return { recordings, problems };
}
