import { mkdir, realpath, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { printRecording } from "../runtime/effects/recordings/file.ts";
import type { FiledRecording } from "../runtime/effects/recordings/recording.ts";

/**
 * Writes recordings below a folder (an absolute path), each as its `file` says. Throws where a file cannot be written, or
 * would come to stand outside of the folder.
 */
export async function writeRecordings(folder: string, recordings: readonly FiledRecording[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const root = await realpath(folder);
  for (const { file, recording } of recordings) {
    const path = join(root, ...file.split("/"));
    await mkdir(dirname(path), { recursive: true });
    const real = relative(root, await realpath(dirname(path)));
    if (real === ".." || real.startsWith(`..${sep}`)) throw new Error(`${file} leads out of its project.`);
    await writeFile(path, printRecording(recording));
  }
}
