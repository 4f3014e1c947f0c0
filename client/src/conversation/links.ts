import { env, Uri, window } from "vscode";

/** The schemes that a message of a bot may open. */
const schemes = new Set(["http:", "https:"]);

/** The address if it is one of http or https, in its normal form; undefined for all else. */
export function webAddress(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed !== undefined && schemes.has(parsed.protocol) ? parsed.href : undefined;
}

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
