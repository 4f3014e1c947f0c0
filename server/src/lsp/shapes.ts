/** What the parameters of a request must hold before its handler sees them. */
export type Shape = "anything" | "document" | "position" | "positions" | "range" | "ranges" | "files";

/** What is missing, in words; `undefined` where nothing is. */
export function missingFrom(params: unknown, shape: Shape): string | undefined {
  if (!isRecord(params)) return shape === "anything" || shape === "files" ? "parameters" : "a text document";
  if (shape === "anything") return undefined;
  if (shape === "files") return isListOf(params["files"], isRecord) ? undefined : "a list of files";
  if (documentOf(params) === undefined) return "a text document";
  return beyondDocument(params, shape);
}

/** The URI of the document that a request is about, where it is about one. */
export function documentOf(params: unknown): string | undefined {
  const document = isRecord(params) ? params["textDocument"] : undefined;
  return isRecord(document) && typeof document["uri"] === "string" ? document["uri"] : undefined;
}

function beyondDocument(
  params: Readonly<Record<string, unknown>>,
  shape: Exclude<Shape, "anything" | "files">,
): string | undefined {
  switch (shape) {
    case "document":
      return undefined;
    case "position":
      return isPosition(params["position"]) ? undefined : "a position";
    case "positions":
      return isListOf(params["positions"], isPosition) ? undefined : "a list of positions";
    case "range":
      return isRange(params["range"]) ? undefined : "a range";
    case "ranges":
      return isListOf(params["ranges"], isRange) ? undefined : "a list of ranges";
  }
}

function isListOf(value: unknown, isOne: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

function isRange(value: unknown): boolean {
  return isRecord(value) && isPosition(value["start"]) && isPosition(value["end"]);
}

function isPosition(value: unknown): boolean {
  return isRecord(value) && Number.isInteger(value["line"]) && Number.isInteger(value["character"]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
