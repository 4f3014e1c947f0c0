import { functions } from "../../expressions/functions.ts";
import { printSignature } from "../../expressions/signature.ts";
import { writeName } from "../../language/names.ts";
import type { Span } from "../../language/spans.ts";
import { SYSTEM_ENTITIES } from "../../semantics/systemEntities.ts";
import { writeBesideMethod } from "../../semantics/writeBesideMethod.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import type { Completion } from "./item.ts";

/** The names of one kind that the project declares. */
export function completeNames(
  { project }: FileView,
  kind: "service" | "intent" | "entity" | "preset" | "mock" | "language",
  replace: Span,
): readonly Completion[] {
  const names = new Map<string, string | undefined>();
  for (const symbol of project.index.symbolsOfKind(kind)) names.set(symbol.name, symbol.documentation);
  if (kind === "entity") for (const name of SYSTEM_ENTITIES) if (!names.has(name)) names.set(name, undefined);
  return [...names].map(([name, documentation]) => {
    const text = kind === "service" || kind === "mock" ? writeBesideMethod(name) : writeName(name);
    return { label: name, kind, documentation, filterText: text, replace, text, key: `${kind}:${writeName(name)}` };
  });
}

/** The contexts that a step of the project sets. */
export function completeContexts({ project: { index } }: FileView, replace: Span): readonly Completion[] {
  const set = [...index.files.keys()].flatMap((path) => index.file(path)?.references ?? []);
  const names = new Set(set.flatMap((one) => (one.kind === "context" && one.place === "set" ? one.name : [])));
  return [...names].toSorted().map((name) => ({ label: name, kind: "context", replace, text: writeName(name) }));
}

const profiles = ["sinch", "chatlayer", "botpress", "whatsapp", "messenger", "web"];

/** The channels whose limits are known. */
export function completeProfiles(replace: Span): readonly Completion[] {
  return profiles.map((name) => ({ label: name, kind: "profile", replace, text: name }));
}

/** The functions of the language, called; the cursor goes between the parentheses where something belongs there. */
export function completeFunctions(replace: Span): readonly Completion[] {
  return [...functions.values()].map((fn) => {
    const text = `${fn.name}()`;
    const item = {
      label: fn.name,
      kind: "function" as const,
      detail: printSignature(fn),
      documentation: fn.documentation,
      signature: printSignature(fn).slice(fn.name.length),
      key: `function:${fn.name}`,
    };
    return fn.parameters.length > 0 ? { ...item, replace, text, cursor: text.length - 1 } : { ...item, replace, text };
  });
}
