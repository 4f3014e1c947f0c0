import { commands, Location, Position, Range, Uri } from "vscode";
import type { ShowWaysInArguments } from "../../../server/src/lsp/protocol.ts";

type Place = ShowWaysInArguments["position"];

/** Shows the places that lead to a state, beside the state. */
export async function showWaysIn({ uri, position, locations }: ShowWaysInArguments): Promise<void> {
  const places = locations.map(
    (location) =>
      new Location(
        Uri.parse(location.uri),
        new Range(positionOf(location.range.start), positionOf(location.range.end)),
      ),
  );
  await commands.executeCommand("editor.action.showReferences", Uri.parse(uri), positionOf(position), places);
}

function positionOf({ line, character }: Place): Position {
  return new Position(line, character);
}
