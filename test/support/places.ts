import type { Place, Snapshot } from "../../server/src/workspace/snapshot.ts";
import { fixturePath } from "./workspaceFixture.ts";

/** Places as the lines that they stand in, each place in square brackets. */
export function drawPlaces(snapshot: Snapshot, places: readonly Place[]): string {
  return places.map((place) => drawPlace(snapshot, place)).join("\n");
}

function drawPlace(snapshot: Snapshot, { uri, start, end }: Place): string {
  const text = snapshot.file(uri)?.parsed.text ?? "";
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const to = text.indexOf("\n", end);
  const marked = `${text.slice(from, start)}[${text.slice(start, end)}]${text.slice(end, to < 0 ? text.length : to)}`;
  return `${fixturePath(uri)}: ${marked.trim()}`;
}
