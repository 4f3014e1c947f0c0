import type { ValueWrite } from "../../workspace/lastValues.ts";
import type { RunFactEvent } from "../../workspace/runFacts.ts";
import type { RunFactsParams } from "../protocol.ts";
import type { Session } from "../session.ts";

/** Longer answers are cut: they are read in a list of problems. */
const longestExcerpt = 600;

export async function runFacts(session: Session, params: RunFactsParams | null): Promise<void> {
  const { workspace, lastValues } = session;
  const [folder, events] = [member(params, "folder"), member(params, "events")];
  if (typeof folder !== "string" || !Array.isArray(events)) return;
  await workspace.ready();
  const facts = events.flatMap(factOf);
  // Where nothing but memory has changed, no problem has.
  if (facts.length > 0) workspace.addRunFacts(folder, facts);
  lastValues.add(folder, events.flatMap(writeOf));
}

function writeOf(event: unknown): readonly ValueWrite[] {
  const path = member(event, "path");
  if (member(event, "type") !== "memory" || typeof path !== "string") return [];
  return [{ path, value: member(event, "value") }];
}

/** What an event says about its API step; nothing for most of them. It comes from outside, so nothing is taken for granted. */
function factOf(event: unknown): readonly RunFactEvent[] {
  const source = member(event, "source");
  const path = member(source, "file");
  const line = member(member(member(source, "range"), "start"), "line");
  const character = member(member(member(source, "range"), "start"), "character");
  const fact = knownFact(event);
  if (fact === undefined || typeof path !== "string" || typeof line !== "number" || typeof character !== "number")
    return [];
  return [{ path, at: { line, character }, fact }];
}

function knownFact(event: unknown): RunFactEvent["fact"] | undefined {
  if (member(event, "type") === "response") {
    return { kind: "answer", right: member(event, "outcome") === "success", excerpt: excerptOf(event) };
  }
  if (member(event, "type") !== "report" || member(event, "code") !== "broken-next") return undefined;
  const details = member(event, "details");
  const name = member(details, "nextDialogstate");
  const response = member(details, "response");
  const excerpt = typeof response === "string" && { excerpt: withStatus(details, response) };
  return { kind: "broken", name: typeof name === "string" ? name : inWords(name), ...excerpt };
}

function excerptOf(event: unknown): string {
  return withStatus(event, inWords(member(event, "body")));
}

function withStatus(from: unknown, body: string): string {
  const status = member(from, "status");
  const text = typeof status === "number" ? `${status} ${body}` : body;
  return text.length > longestExcerpt ? `${text.slice(0, longestExcerpt)}…` : text;
}

function inWords(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
