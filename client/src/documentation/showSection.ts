import { commands, Uri } from "vscode";
import { sectionOf } from "./sectionLinks.ts";

/** Shows a section of the documentation in the editor's preview; `docs` is the folder of the documentation. */
export async function showSection(docs: Uri, argument: unknown): Promise<void> {
  const section = sectionOf(argument);
  if (section === undefined) return;
  const page = Uri.joinPath(docs, section.page).with({ fragment: section.anchor });
  await commands.executeCommand("markdown.showPreview", page);
}
