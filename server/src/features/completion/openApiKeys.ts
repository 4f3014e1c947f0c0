/**
 * The keys that a service takes, as the document that its `openapi` names describes them: OpenAPI 3, and Swagger 2. The document comes
 * from outside: whatever it holds, an answer is found or there is none.
 */
import type * as ast from "../../language/ast.ts";
import { nodePathIn } from "../../language/nearby.ts";
import { constantText } from "../../semantics/nameSpans.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import { namedFile } from "../namedFile.ts";
import type { RequestPart } from "./requestKeys.ts";

/** The URI of the document that describes the service of the API step around an offset; `undefined` where none does. */
export function openApiAt({ project, parsed, uri }: FileView, offset: number): string | undefined {
  const step = nodePathIn(parsed, parsed.text.slice(0, offset).trimEnd().length).findLast(({ kind }) => kind === "Api");
  if (step?.kind !== "Api" || step.service === undefined) return undefined;
  const service = project.index.named("service", step.service.text);
  if (service?.node.kind !== "Service") return undefined;
  const item = service.node.items.find(({ kind }) => kind === "ServiceOpenApi");
  const path = item?.kind === "ServiceOpenApi" && item.document !== undefined ? constantText(item.document) : undefined;
  if (path === undefined) return undefined;
  return namedFile(project.folder, project.index.uriOf(service.path) ?? uri, path);
}

/** The keys below `keys` in a part of a step's request, those that must be there first; none where the document does not tell. */
export function openApiKeys(
  document: unknown,
  step: ast.Api,
  part: RequestPart,
  keys: readonly string[],
): readonly string[] {
  const read = reader(document);
  const operation = operationOf(member(document, "paths"), read, step);
  if (operation === undefined) return [];
  if (part === "Query") return keys.length > 0 ? [] : namesIn(read, operation, "query");
  const schemas = schemasOf(read, operation, part);
  const own = keys.reduce<readonly unknown[]>((at, key) => at.flatMap((one) => memberOf(read, one, key)), schemas);
  const members = [...new Set(own.flatMap((schema) => propertiesOf(read, schema)))];
  const needed = new Set(own.flatMap((schema) => neededIn(read, schema)));
  const named = part === "Form" && keys.length === 0 ? namesIn(read, operation, "formData") : [];
  return [...members.filter((key) => needed.has(key)), ...members.filter((key) => !needed.has(key)), ...named];
}

/** A value with its `$ref` followed, where that stays in the document. */
type Read = (value: unknown) => unknown;

/** References may lead round in a circle. */
const mostReferences = 20;

function reader(document: unknown): Read {
  const follow = (value: unknown, left: number): unknown => {
    const reference = member(value, "$ref");
    if (typeof reference !== "string") return value;
    if (left === 0 || !reference.startsWith("#")) return undefined;
    const path = reference.slice(1).split("/").slice(1);
    const at = path.reduce<unknown>(
      (inner, name) => member(inner, decoded(name).replaceAll("~1", "/").replaceAll("~0", "~")),
      document,
    );
    return follow(at, left - 1);
  };
  return (value) => follow(value, mostReferences);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** What one method does at an address, with what all methods do there. */
interface Operation {
  readonly own: unknown;
  readonly shared: unknown;
}

function operationOf(paths: unknown, read: Read, { url, method }: ast.Api): Operation | undefined {
  const address = url?.kind === "String" ? patternOf(url) : undefined;
  if (address === undefined || method === undefined || !isRecord(paths)) return undefined;
  const fits = Object.keys(paths).filter((path) => areAlike(segmentsOf(path), address));
  // What is described as it is written goes before what a place holder takes.
  const [path] = fits.toSorted((a, b) => differences(segmentsOf(a), address) - differences(segmentsOf(b), address));
  if (path === undefined) return undefined;
  const shared = read(paths[path]);
  const own = member(shared, method.name.toLowerCase());
  return own === undefined ? undefined : { own: read(own), shared };
}

/** Stands for any segment. */
const any = "{}";

function patternOf({ parts }: ast.StringLiteral): readonly string[] {
  const text = parts.map((part) => (part.kind === "Chunk" ? part.text : any)).join("");
  return segmentsOf(text.replace(/[?#].*$/s, ""));
}

function segmentsOf(path: string): readonly string[] {
  return path
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) => (segment.includes("{") ? any : segment));
}

function differences(described: readonly string[], written: readonly string[]): number {
  return described.filter((segment, at) => segment !== written[at]).length;
}

function areAlike(described: readonly string[], written: readonly string[]): boolean {
  return (
    described.length === written.length &&
    described.every((segment, at) => segment === any || written[at] === any || segment === written[at])
  );
}

function namesIn(read: Read, { own, shared }: Operation, place: string): readonly string[] {
  return parametersOf(read, own, shared).flatMap((parameter) => {
    const name = member(parameter, "name");
    return member(parameter, "in") === place && typeof name === "string" ? [name] : [];
  });
}

function parametersOf(read: Read, ...holding: readonly unknown[]): readonly unknown[] {
  return holding.flatMap((one) => listIn(one, "parameters")).map(read);
}

function schemasOf(read: Read, { own, shared }: Operation, part: "Body" | "Form"): readonly unknown[] {
  const content = member(readMember(read, own, "requestBody"), "content");
  const wanted = part === "Body" ? /json/i : /form/i;
  const contents = isRecord(content) ? Object.entries(content) : [];
  const media = contents.filter(([type]) => wanted.test(type)).map(([, value]) => value);
  const bodies = parametersOf(read, own, shared).filter((one) => part === "Body" && member(one, "in") === "body");
  return [...media, ...bodies].map((one) => readMember(read, one, "schema"));
}

/** Schemas may hold each other in a circle. */
const deepest = 10;

/** A schema with those that it is put together from; of a list that of its items. */
function variantsOf(read: Read, schema: unknown, left = deepest): readonly unknown[] {
  if (left === 0 || schema === undefined) return [];
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((key) => listIn(schema, key));
  const inner = [...parts, member(schema, "items")].filter((one) => one !== undefined);
  return [schema, ...inner.flatMap((one) => variantsOf(read, read(one), left - 1))];
}

function propertiesOf(read: Read, schema: unknown): readonly string[] {
  return variantsOf(read, schema).flatMap((one) => {
    const properties = member(one, "properties");
    if (!isRecord(properties)) return [];
    return Object.keys(properties).filter((key) => member(readMember(read, properties, key), "readOnly") !== true);
  });
}

function neededIn(read: Read, schema: unknown): readonly string[] {
  return variantsOf(read, schema)
    .flatMap((one) => listIn(one, "required"))
    .filter((key) => typeof key === "string");
}

function memberOf(read: Read, schema: unknown, key: string): readonly unknown[] {
  return variantsOf(read, schema).flatMap((one) => readMember(read, member(one, "properties"), key) ?? []);
}

function readMember(read: Read, value: unknown, key: string): unknown {
  const found = member(value, key);
  return found === undefined ? undefined : read(found);
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const found = member(value, key);
  return Array.isArray(found) ? found : [];
}

function member(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
