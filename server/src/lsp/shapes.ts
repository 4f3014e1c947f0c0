/** What the parameters of a message must hold before its handler sees them. */
export type Shape =
  | "unchecked"
  | "anything"
  | "document"
  | "position"
  | "positions"
  | "range"
  | "ranges"
  | "opening"
  | "edits"
  | "files"
  | "renames"
  | "events"
  | "folders";

/** What is missing, in words; `undefined` where nothing is. */
export function missingFrom(params: unknown, shape: Shape): string | undefined {
  switch (shape) {
    case "unchecked":
      return undefined;
    case "anything":
      return isRecord(params) ? undefined : "parameters";
    case "files":
      return isListOf(member(params, "files"), hasUri) ? undefined : "a list of files";
    case "renames":
      return isListOf(member(params, "files"), isRename) ? undefined : "a list of files";
    case "events":
      return isListOf(member(params, "changes"), isFileEvent) ? undefined : "a list of file events";
    case "folders": {
      const event = member(params, "event");
      const isComplete = isListOf(member(event, "added"), hasUri) && isListOf(member(event, "removed"), hasUri);
      return isComplete ? undefined : "the folders that come and go";
    }
    default:
      return documentOf(params) === undefined ? "a text document" : beyondDocument(params, shape);
  }
}

/** The URI of the document that a request is about, where it is about one. */
export function documentOf(params: unknown): string | undefined {
  const document = member(params, "textDocument");
  return hasUri(document) ? document.uri : undefined;
}

type DocumentShape = "document" | "position" | "positions" | "range" | "ranges" | "opening" | "edits";

function beyondDocument(params: unknown, shape: DocumentShape): string | undefined {
  switch (shape) {
    case "document":
      return undefined;
    case "position":
      return isPosition(member(params, "position")) ? undefined : "a position";
    case "positions":
      return isListOf(member(params, "positions"), isPosition) ? undefined : "a list of positions";
    case "range":
      return isRange(member(params, "range")) ? undefined : "a range";
    case "ranges":
      return isListOf(member(params, "ranges"), isRange) ? undefined : "a list of ranges";
    case "opening":
      return typeof member(member(params, "textDocument"), "text") === "string"
        ? undefined
        : "the text of the document";
    case "edits":
      return isListOf(member(params, "contentChanges"), isEdit) ? undefined : "a list of edits";
  }
}

function isListOf(value: unknown, isOne: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

function isEdit(value: unknown): boolean {
  const range = member(value, "range");
  return typeof member(value, "text") === "string" && (range === undefined || isRange(range));
}

function isRename(value: unknown): boolean {
  return typeof member(value, "oldUri") === "string" && typeof member(value, "newUri") === "string";
}

function isFileEvent(value: unknown): boolean {
  const type = member(value, "type");
  return hasUri(value) && (type === 1 || type === 2 || type === 3);
}

function hasUri(value: unknown): value is { readonly uri: string } {
  return typeof member(value, "uri") === "string";
}

function isRange(value: unknown): boolean {
  return isPosition(member(value, "start")) && isPosition(member(value, "end"));
}

function isPosition(value: unknown): boolean {
  return Number.isInteger(member(value, "line")) && Number.isInteger(member(value, "character"));
}

function member(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
