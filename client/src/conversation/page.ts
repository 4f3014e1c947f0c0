import { randomBytes } from "node:crypto";
import { Uri, type Webview } from "vscode";

/** The folder whose files the panel may load. */
export function panelFiles(extension: Uri): Uri {
  return Uri.joinPath(extension, "dist", "webview");
}

/**
 * The page of the conversation panel. Only the panel's own script runs, and nothing is fetched but pictures, videos and sounds, which the panel shows from
 * this computer by itself and from elsewhere when the user asks for one.
 */
export function panelPage(webview: Webview, extension: Uri): string {
  const nonce = randomBytes(16).toString("base64url");
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(panelFiles(extension), name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    "media-src https: http://localhost:* http://127.0.0.1:*",
    "img-src https: http://localhost:* http://127.0.0.1:*",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${file("conversation.css")}">
    <title>Conversation</title>
  </head>
  <body>
    <div id="conversation"></div>
    <script nonce="${nonce}" src="${file("conversation.js")}"></script>
  </body>
</html>`;
}
