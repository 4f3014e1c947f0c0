import { commands, Position, Uri } from "vscode";
import type { PlaceToRename } from "../../../server/src/lsp/protocol.ts";

/** Opens the place and starts to rename what stands there; the language server asks for it once it has written a new name. */
export async function renameAt({ uri, line, character }: PlaceToRename): Promise<void> {
  await commands.executeCommand("editor.action.rename", [Uri.parse(uri), new Position(line, character)]);
}
