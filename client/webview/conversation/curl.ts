import type { RequestEvent } from "../../../server/src/runtime/events.ts";

/** The request as a command line of curl for a POSIX shell. Masked headers stay masked, to be filled in. */
export function curlOf({ method, url, headers, body }: RequestEvent): string {
  const data =
    body === null || body === ""
      ? []
      : [`--data-raw ${quoted(typeof body === "string" ? body : JSON.stringify(body))}`];
  const parts = [
    `curl -X ${quoted(method)} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...data,
  ];
  return parts.join(" \\\n  ");
}

/** One word of a POSIX shell. A quote ends the word, stands alone, and begins it again. */
function quoted(text: string): string {
  return /^[A-Za-z0-9_./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
