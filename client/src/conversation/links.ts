import { env, Uri, window } from "vscode";
import { webAddress } from "./webAddress.ts";

/** Opens a link of a message in the browser, after the editor's own question about the host. */
export async function openLink(url: string): Promise<void> {
  const address = webAddress(url);
  if (address === undefined) await window.showWarningMessage(`${url} is no web address and was not opened.`);
  else await env.openExternal(Uri.parse(address, true));
}

/** Shows a telephone number and offers to copy it: a computer that edits flows seldom makes calls. */
export async function showNumber(number: string): Promise<void> {
  const copy = "Copy";
  const answer = await window.showInformationMessage(`The button dials ${number}.`, copy);
  if (answer === copy) await env.clipboard.writeText(number);
}
