import type { UserInput } from "../../runtime/events.ts";
import type { Configuration } from "../configuration.ts";
import { newId } from "../http/tokens.ts";
import type { StoredAttachment } from "../storage/store.ts";

/** What users may send. */
export interface AttachmentRules {
  /** Bytes of one. */
  readonly bytes: number;
  /** Media types, such as `image/png` or `image/*`. */
  readonly types: Configuration["attachmentTypes"];
  /** The address of a file that we keep. */
  readonly urlOf: (id: string) => string;
}

/** An attachment as a request brings it. */
export type SentAttachment = { readonly url: string } | { readonly base64: string };

/** An attachment as the conversation gets it, and the file where we have to keep it; or why it is not taken. */
export type ReadAttachment =
  | { readonly ok: true; readonly input: UserInput; readonly file: StoredAttachment | null }
  | { readonly ok: false; readonly status: 400 | 413; readonly problem: string };

/** Reads an attachment: its type, its size, and where it is. Nothing is fetched. */
export function readAttachment(sent: SentAttachment, rules: AttachmentRules): ReadAttachment {
  return "url" in sent ? readAddress(sent.url, rules) : readFile(sent.base64, rules);
}

function readAddress(address: string, { types }: AttachmentRules): ReadAttachment {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    return refused(400, "The `url` of an attachment has to be an http or https address.");
  }
  if (url.username !== "" || url.password !== "") {
    return refused(400, "The `url` of an attachment must not hold a name or a password.");
  }
  const name = decoded(url.pathname.split("/").at(-1) ?? "");
  const type = typesByEnding.get(name.split(".").at(-1)?.toLowerCase() ?? "");
  if (type !== undefined && !isAllowed(type, types)) return refused(400, `Files of the type ${type} are not taken.`);
  return { ok: true, input: attachmentInput(type ?? "", url.href, name), file: null };
}

const dataUrl = /^data:(?<type>[\w.+-]+\/[\w.+-]+)(?:;[\w-]+=[^;,]*)*;base64,/;

function readFile(text: string, { bytes: most, types, urlOf }: AttachmentRules): ReadAttachment {
  const head = dataUrl.exec(text);
  const type = head?.groups?.["type"]?.toLowerCase();
  if (head === null || type === undefined) {
    return refused(400, "The `base64` of an attachment has to be a data URL, such as `data:image/png;base64,…`.");
  }
  if (!isAllowed(type, types)) return refused(400, `Files of the type ${type} are not taken.`);
  const encoded = text.slice(head[0].length);
  if (Math.floor((encoded.length * 3) / 4) - 2 > most) return tooLarge(most);
  if (!isBase64(encoded)) return refused(400, "The `base64` of an attachment is not Base64.");
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.length > most) return tooLarge(most);
  if (bytes.length === 0) return refused(400, "An attachment is empty.");
  const id = newId();
  const ending = [...typesByEnding].find(([, each]) => each === type)?.[0];
  const name = ending === undefined ? id : `${id}.${ending}`;
  return { ok: true, input: attachmentInput(type, urlOf(id), name), file: { id, type, bytes } };
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function attachmentInput(type: string, url: string, name: string): UserInput {
  const [kind = ""] = type.split("/");
  return { type: "attachment", data: { type: kinds.has(kind) ? kind : "file", url, name } };
}

const kinds = new Set(["image", "video", "audio"]);

function isAllowed(type: string, allowed: AttachmentRules["types"]): boolean {
  return allowed.some(
    (each) => each === "*/*" || each === type || (each.endsWith("/*") && type.startsWith(each.slice(0, -1))),
  );
}

function tooLarge(most: number): ReadAttachment {
  const size = most >= 1024 * 1024 ? `${Math.round((most / 1024 / 1024) * 10) / 10} MB` : `${most} bytes`;
  return refused(413, `An attachment must not be larger than ${size}.`);
}

function refused(status: 400 | 413, problem: string): ReadAttachment {
  return { ok: false, status, problem };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What an address says about its file. */
const typesByEnding = new Map([
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["png", "image/png"],
  ["gif", "image/gif"],
  ["webp", "image/webp"],
  ["svg", "image/svg+xml"],
  ["mp4", "video/mp4"],
  ["webm", "video/webm"],
  ["mov", "video/quicktime"],
  ["mp3", "audio/mpeg"],
  ["ogg", "audio/ogg"],
  ["wav", "audio/wav"],
  ["m4a", "audio/mp4"],
  ["pdf", "application/pdf"],
  ["txt", "text/plain"],
  ["csv", "text/csv"],
  ["html", "text/html"],
  ["js", "text/javascript"],
  ["zip", "application/zip"],
  ["exe", "application/vnd.microsoft.portable-executable"],
]);
