/** What a backend may answer to a request: all that its step declares, what mocks and recordings say, and each way to fail. */
import { isObject, type ObjectValue, objectOf, type Value } from "../../expressions/values.ts";
import type * as ast from "../../language/ast.ts";
import { readResult } from "../../runtime/api/answer.ts";
import { answerRequest } from "../../runtime/effects/attempts.ts";
import { mockResolver } from "../../runtime/effects/mocks.ts";
import { findRecording } from "../../runtime/effects/recordings/match.ts";
import type { FiledRecording } from "../../runtime/effects/recordings/recording.ts";
import { requestKey } from "../../runtime/effects/recordings/requestKey.ts";
import { answerFrom } from "../../runtime/effects/recordings/resolver.ts";
import type { Program, ProgramStep } from "../../runtime/program.ts";
import type { HttpResult, RequestEffect } from "../../runtime/transition.ts";
import { pathText, programConstants } from "./programConstants.ts";
import { sampleValues } from "./sampleValues.ts";

/** An answer and what it is called in a way: `200 → done`, `404`, `timeout`. */
export interface PossibleAnswer {
  readonly label: string;
  readonly result: HttpResult;
}

/** Shapes of data that are tried for one answer, at most. */
const mostVariants = 6;

/** The answers worth trying for a request of a step, the ordinary ones first; without doubles. */
export async function possibleAnswers(
  request: RequestEffect,
  step: ProgramStep,
  program: Program,
  recordings: readonly FiledRecording[],
): Promise<readonly PossibleAnswer[]> {
  const { node } = step;
  if (node.kind !== "Api") return [];
  const known = [...(await fromMocks(request, program)), ...fromRecordings(request, program, recordings)];
  const bodies = known.flatMap(({ result }) => successBody(result));
  const found = [...known, ...successes(step, node, program, bodies), ...failures(node)];
  const seen = new Set<string>();
  return found.filter(({ result }) => {
    const { kind } = result;
    const key = kind === "none" ? result.reason : JSON.stringify([result.status, result.body]);
    return !seen.has(key) && seen.add(key);
  });
}

/** Each mock of the project that takes the request, with each of its answers in turn. */
async function fromMocks(request: RequestEffect, program: Program): Promise<readonly PossibleAnswer[]> {
  const found: PossibleAnswer[] = [];
  const once = { ...request, retry: { count: 0, every: 0 } };
  for (const [name, { node }] of program.mocks) {
    const resolver = mockResolver({
      program,
      names: [name],
      language: program.bot?.languages[0] ?? "en",
      now: () => 0,
      random: () => 0.5,
      pause: () => Promise.resolve(),
    });
    for (const _ of node.request?.answers ?? []) {
      const result = await answerRequest(once, [resolver], new AbortController().signal);
      if (result.mock === undefined) break;
      found.push({ label: `mock ${name}`, result });
    }
  }
  return found;
}

function fromRecordings(
  request: RequestEffect,
  program: Program,
  recordings: readonly FiledRecording[],
): readonly PossibleAnswer[] {
  const found = recordings.length === 0 ? undefined : findRecording(requestKey(request, program), recordings);
  const result = found === undefined ? undefined : answerFrom(found);
  return found === undefined || result === undefined ? [] : [{ label: found.file, result }];
}

/** The body of an answer that is no failure, without the state that it leads to. */
function successBody(result: HttpResult): readonly ObjectValue[] {
  const answer = readResult(result);
  if (answer.outcome !== "success" || !isObject(answer.body)) return [];
  return [objectOf(Object.entries(answer.body).filter(([name]) => name !== "nextDialogstate" && name !== "action"))];
}

/** `known` are bodies that somebody wrote down: where there are some, nothing is made up that no contract names. */
function successes(
  step: ProgramStep,
  node: ast.Api,
  program: Program,
  known: readonly ObjectValue[],
): readonly PossibleAnswer[] {
  const listed = node.items.flatMap((item) => (item.kind === "NextDialogstate" ? item.states : []));
  const next = listed.flatMap((ref) => program.states.get(program.target(ref) ?? "") ?? []);
  const hasContract = node.items.some((item) => item.kind === "SessionContract");
  const made = known.length > 0 && !hasContract ? [] : dataFor(step, node, program);
  const data = [...known.slice(0, mostVariants), ...made];
  const plain = data.map((body) => ({ label: "200", result: json(200, body) }));
  const leading = next.flatMap(({ wireId, name }) =>
    data.map((body) => ({
      label: `200 → ${name}`,
      result: json(200, objectOf([...Object.entries(body), ["nextDialogstate", wireId]])),
    })),
  );
  // A backend that is to say where to go says so, unless the flow is ready for one that does not.
  return goesOn(step, node, program) || leading.length === 0 ? [...leading, ...plain] : leading;
}

/** Whether something comes after the step, or takes a success that leads nowhere. */
function goesOn({ block, index }: ProgramStep, { items }: ast.Api, program: Program): boolean {
  const isLast = index === (program.blocks.get(block)?.steps.length ?? 0) - 1;
  const words = items.flatMap((item) => (item.kind === "OnOutcome" ? [item.outcome?.text] : []));
  return !isLast || words.includes("success") || words.includes("2xx");
}

/** Bodies with what the step stores: sample values, those that the program compares with, and nothing at all. */
function dataFor(step: ProgramStep, node: ast.Api, program: Program): readonly ObjectValue[] {
  const contracts = node.items.flatMap((item) => (item.kind === "SessionContract" ? [item] : []));
  const constants = programConstants(program);
  const saved = savedBodies(node, program);
  const bodies = contracts.flatMap(({ namespace, type }) => {
    if (namespace === undefined) return [];
    const samples = sampleValues(type, `session.${namespace.text}`, constants).slice(0, mostVariants);
    return samples.map((data) =>
      objectOf([
        [
          "session",
          objectOf([
            ["namespace", namespace.text],
            ["data", data],
          ]),
        ],
      ]),
    );
  });
  const inferred = contracts.length > 0 ? [] : unwrittenNamespaces(step, program);
  const all = [...bodies, ...inferred];
  const withBodies =
    all.length === 0
      ? saved
      : all.map((body) => objectOf([...Object.entries(saved[0] ?? {}), ...Object.entries(body)]));
  const found = [...withBodies, ...saved.slice(1)].slice(0, mostVariants);
  return found.length === 0 ? [objectOf([])] : found;
}

/** Bodies with the members that the program reads of the saved answer. */
function savedBodies(node: ast.Api, program: Program): readonly ObjectValue[] {
  const target = node.items.find((item) => item.kind === "Save")?.target;
  const place = `${target === undefined ? "temp.response" : pathText(target)}.body.`;
  const { read, compared } = programConstants(program);
  const paths = [...read].filter((path) => path.startsWith(place));
  if (paths.length === 0) return [];
  const usual = (path: string): Value => compared.get(path)?.[0] ?? 3;
  const bodyWith = (value: (path: string) => Value): ObjectValue => {
    let body: ObjectValue = objectOf([]);
    for (const path of paths) body = withMember(body, path.slice(place.length).split("."), value(path));
    return body;
  };
  const others = paths.flatMap((path) =>
    (compared.get(path) ?? []).slice(1).map((value) => bodyWith((each) => (each === path ? value : usual(each)))),
  );
  return [bodyWith(usual), ...others].slice(0, mostVariants);
}

/** Namespaces of the session that the program reads and only a backend can have written. */
function unwrittenNamespaces({ owner }: ProgramStep, program: Program): readonly ObjectValue[] {
  const { read, compared } = programConstants(program);
  const declared = new Set([...declaredNames(program)]);
  const names = new Map<string, string[]>();
  for (const path of read) {
    const [scope, name, ...rest] = path.split(".");
    const isForeign = scope === "session" && name !== undefined && rest.length === 1 && !declared.has(name);
    if (isForeign && owner.state !== null) names.set(name, [...(names.get(name) ?? []), ...rest]);
  }
  return [...names].slice(0, 3).map(([name, members]) => {
    const data = objectOf(members.map((each) => [each, compared.get(`session.${name}.${each}`)?.[0] ?? 3]));
    return objectOf([
      [
        "session",
        objectOf([
          ["namespace", name],
          ["data", data],
        ]),
      ],
    ]);
  });
}

/** First names below `session` that the flow writes itself. */
function* declaredNames(program: Program): Generator<string> {
  for (const { path } of program.variables) if (path[0] === "session" && path[1] !== undefined) yield path[1];
  for (const { node } of program.steps.values()) {
    const target = node.kind === "Set" || node.kind === "Ask" ? node.target : undefined;
    const [scope, name] = target === undefined ? [] : pathText(target).split(".");
    if (scope === "session" && name !== undefined) yield name;
    const contracts = node.kind === "Api" ? node.items.filter((item) => item.kind === "SessionContract") : [];
    for (const { namespace } of contracts) if (namespace !== undefined) yield namespace.text;
  }
}

function withMember(object: ObjectValue, [name = "", ...rest]: readonly string[], value: Value): ObjectValue {
  const inner = object[name];
  const member =
    rest.length === 0 ? value : withMember(inner !== undefined && isObject(inner) ? inner : objectOf([]), rest, value);
  return objectOf([...Object.entries(object).filter(([each]) => each !== name), [name, member]]);
}

const statusOf: Readonly<Record<string, number>> = { "2xx": 202, "3xx": 304, "4xx": 400, "5xx": 500 };

function failures(node: ast.Api): readonly PossibleAnswer[] {
  const words = node.items.flatMap((item) => (item.kind === "OnOutcome" ? [item.outcome?.text ?? ""] : []));
  const declared = words.flatMap((word) => statusOf[word] ?? (/^\d{3}$/.test(word) ? [Number(word)] : []));
  const statuses = [...new Set([...declared, 400, 404, 500])];
  return [
    ...statuses.map((status) => ({ label: String(status), result: json(status, objectOf([])) })),
    { label: "timeout", result: { kind: "none", reason: "timeout", message: "No answer came in time.", ms: 0 } },
    {
      label: "no connection",
      result: { kind: "none", reason: "refused", message: "The connection was closed.", ms: 0 },
    },
    { label: "no JSON", result: text(200, '{"malformed": ', jsonType) },
  ];
}

const jsonType = "application/json; charset=utf-8";

function json(status: number, body: Value): HttpResult {
  return text(status, JSON.stringify(body), jsonType);
}

function text(status: number, body: string, type?: string): HttpResult {
  const headers = type === undefined ? {} : { "content-type": type };
  return { kind: "answer", status, headers, body, url: "", ms: 0 };
}
