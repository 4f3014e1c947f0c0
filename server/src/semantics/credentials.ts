/** Where a flow writes down what opens a door: in `auth`, in headers and under names that say so. */
import type * as ast from "../language/ast.ts";
import type { FileIndex } from "./fileIndex.ts";
import { constantText } from "./nameSpans.ts";
import { nodesOf } from "./nodesOf.ts";
import { valuesOf } from "./valuePositions.ts";

export interface Credential {
  readonly node: ast.StringLiteral;
  /** The key or token in it, without `Bearer` before it; offsets of the file. */
  readonly token: { readonly text: string; readonly start: number; readonly end: number };
  /** A name for it as a secret, such as `BANK_TOKEN`; `undefined` where a secret must not stand. */
  readonly secretName: string | undefined;
}

/** Strings that look like a key, a token or a password, in no order. What tests and mocks make up does not count. */
export function credentialsIn(file: FileIndex): readonly Credential[] {
  const { tree } = file.source.parsed;
  const found = new Map<ast.StringLiteral, Credential>();
  const add = (node: ast.StringLiteral, secretName: string | undefined, isNamed: boolean): void => {
    const token = tokenIn(node, isNamed);
    if (token !== undefined && !found.has(node)) found.set(node, { node, token, secretName });
  };
  for (const declaration of tree.declarations) {
    if (declaration.kind !== "Service") continue;
    addFrom(declaration.items, declaration.name?.text, add);
    for (const item of declaration.items) if (item.kind === "ServiceBase") addFromUrl(item.url, found);
  }
  for (const step of file.apiSteps) {
    addFrom(step.items, step.service?.text, add);
    addFromUrl(step.url, found);
  }
  for (const { path, value } of nodesOf(file, "Var")) {
    const last = path?.segments.at(-1) ?? path?.root;
    if (last?.kind !== "Name" || !SAYS_SO.test(last.text)) continue;
    for (const string of stringsOf(value)) add(string, undefined, true);
  }
  const apart = tree.declarations.filter(({ kind }) => kind === "Test" || kind === "Mock");
  for (const node of nodesOf(file, "String")) {
    if (apart.some(({ start, end }) => start <= node.start && node.end <= end)) continue;
    add(node, undefined, false);
  }
  return [...found.values()];
}

type Add = (node: ast.StringLiteral, secretName: string | undefined, isNamed: boolean) => void;

const SAYS_SO =
  /(^|[_-])(token|secret|password|passwd|credentials?)$|(Token|Secret|Password)$|api[_-]?key$|access[_-]?key$/i;
const SENT_WITH_A_KEY = /^(proxy-)?authorization$|^x-.*(key|token|secret)$|^api-?key$/i;

function addFrom(items: readonly (ast.ApiItem | ast.ServiceItem)[], service: string | undefined, add: Add): void {
  const named = (name: string): string => constantCase(service === undefined ? name : `${service}_${name}`);
  for (const item of items) {
    if (item.kind === "Auth") {
      const isBasic = item.scheme === "basic";
      if (!isBasic) for (const string of stringsOf(item.first)) add(string, named("token"), true);
      for (const string of stringsOf(item.second)) add(string, named("password"), true);
    } else if (item.kind === "Query") {
      // Addresses are written into logs on the way: a secret must not stand in them either.
      addEntries(item.object, () => undefined, add);
    } else if (item.kind === "Headers" || item.kind === "Form") {
      addEntries(item.object, named, add);
    } else if (item.kind === "Body" && item.value?.kind === "Object") {
      addEntries(item.value, named, add);
    }
  }
}

function addEntries(
  object: ast.ObjectLiteral | undefined,
  named: (name: string) => string | undefined,
  add: Add,
): void {
  for (const { key, value } of object?.entries ?? []) {
    const name = key.kind === "Name" ? key.text : (constantText(key) ?? "");
    const isKey = SENT_WITH_A_KEY.test(name) || SAYS_SO.test(name);
    const secret = named(/authorization$/i.test(name) ? "token" : name.replace(/^x-/i, ""));
    for (const string of stringsOf(value)) add(string, secret, isKey);
  }
}

/** `user:password@` before the host. */
const WITH_PASSWORD = /:\/\/[^/?#@\s:]*:([^/?#@\s]{8,})@/;
/** A parameter and its value, as they are written behind `?`. */
const PARAMETERS = /[?&]([^=&#\s]+)=([^&#\s]{8,})/g;

function addFromUrl(url: ast.Expr | undefined, found: Map<ast.StringLiteral, Credential>): void {
  for (const node of stringsOf(url)) {
    for (const part of node.parts) {
      if (part.kind !== "Chunk" || found.has(node)) continue;
      const value = passwordIn(part.text) ?? keyIn(part.text);
      if (value !== undefined)
        found.set(node, { node, token: at(node, part, value.index, value.text), secretName: undefined });
    }
  }
}

function passwordIn(text: string): { readonly text: string; readonly index: number } | undefined {
  const [whole, password] = WITH_PASSWORD.exec(text) ?? [];
  return whole === undefined || password === undefined ? undefined : { text: password, index: text.indexOf(password) };
}

function keyIn(text: string): { readonly text: string; readonly index: number } | undefined {
  for (const { 0: whole, 1: name = "", 2: value = "", index } of text.matchAll(PARAMETERS)) {
    const isKey = SAYS_SO.test(name) || SENT_WITH_A_KEY.test(name) || /^(key|sig|signature)$/i.test(name);
    if (isKey) return { text: value, index: index + whole.length - value.length };
  }
  return undefined;
}

function* stringsOf(expr: ast.Expr | undefined): Generator<ast.StringLiteral> {
  for (const value of valuesOf(expr)) if (value.kind === "String") yield value;
}

/** Forms of keys that their makers have published, so that they can be found. */
const KNOWN_FORMS: readonly RegExp[] = [
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bAIza[0-9A-Za-z_-]{35}/,
  /\bgh[pousr]_[0-9A-Za-z]{30,}/,
  /\bgithub_pat_[0-9A-Za-z_]{22,}/,
  /\bglpat-[0-9A-Za-z_-]{20,}/,
  /\bxox[abeprs]-[0-9A-Za-z-]{10,}/,
  /\b(sk|rk)[-_][0-9A-Za-z_-]{16,}/,
  /\bSG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}/,
  /\beyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]*/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** Every one of them in one look, because hardly any text holds one. */
const ANY_FORM = new RegExp(KNOWN_FORMS.map(({ source }) => source).join("|"));

/** Shorter ones are words that stand for one, such as `demo`. */
const SHORTEST = 8;

function tokenIn(node: ast.StringLiteral, isNamed: boolean): Credential["token"] | undefined {
  for (const part of node.parts) {
    if (part.kind !== "Chunk" || !ANY_FORM.test(part.text)) continue;
    const form = KNOWN_FORMS.map((pattern) => pattern.exec(part.text)).find((match) => match !== null);
    if (form !== undefined && form !== null) return at(node, part, form.index, form[0]);
  }
  const [only, more] = node.parts;
  if (!isNamed || only?.kind !== "Chunk" || more !== undefined) return undefined;
  const scheme = /^\s*(bearer|basic|token|apikey)\s+/i.exec(only.text)?.[0] ?? "";
  const text = only.text.slice(scheme.length);
  const looksLikeOne = text.length >= SHORTEST && /^[^\s{}<>]+$/.test(text) && !/^https?:/i.test(text);
  return looksLikeOne ? at(node, only, scheme.length, text) : undefined;
}

/** Offsets are those of the file only where nothing before them is escaped: then the whole string is the token. */
function at(node: ast.StringLiteral, chunk: ast.Chunk, index: number, text: string): Credential["token"] {
  const isPlain = chunk.end - chunk.start === chunk.text.length;
  const start = chunk.start + index;
  return isPlain ? { text, start, end: start + text.length } : { text, start: node.start, end: node.end };
}

function constantCase(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
  return words.replace(/[^A-Z0-9]+/g, "_").replace(/^_+|_+$/g, "") || "TOKEN";
}
