/** What of a request a recording is found by. */
import { parseOutside } from "../../../expressions/fromOutside.ts";
import { type ObjectValue, objectOf, type Value } from "../../../expressions/values.ts";
import type { Program, ProgramStep } from "../../program.ts";
import type { RequestEffect } from "../../transition.ts";
import { pathAfterBase } from "../requestPattern.ts";
import type { RecordedRequest } from "./recording.ts";

/** A request as recordings are compared with it, secrets in place. */
export function requestKey(request: RequestEffect, program: Program): RecordedRequest {
  const { base, url, method } = request;
  const path = base === undefined ? url.replace(/[?#].*$/s, "") : pathAfterBase(request);
  return { service: serviceOf(request, program), method, path, query: queryOf(url), body: bodyOf(request) };
}

const stepsByPlace = new WeakMap<Program, ReadonlyMap<string, ProgramStep>>();

/** The service that the step of a request names. */
function serviceOf({ source }: RequestEffect, program: Program): string | null {
  const known = stepsByPlace.get(program) ?? apiSteps(program);
  stepsByPlace.set(program, known);
  const node = known.get(keyOf(source))?.node;
  return node?.kind === "Api" ? (node.service?.text ?? null) : null;
}

function apiSteps({ steps }: Program): ReadonlyMap<string, ProgramStep> {
  const api = [...steps.values()].filter(({ node }) => node.kind === "Api");
  return new Map(api.map((step) => [keyOf(step.place), step]));
}

function keyOf({ file, range: { start } }: RequestEffect["source"]): string {
  return `${file}:${start.line}:${start.character}`;
}

/** The parameters of an address; those given several times are lists. */
function queryOf(url: string): ObjectValue {
  const start = url.indexOf("?");
  return parametersOf(start < 0 ? "" : url.slice(start + 1).replace(/#.*$/s, ""));
}

function parametersOf(text: string): ObjectValue {
  const parameters = new URLSearchParams(text);
  return objectOf(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values] as const;
    }),
  );
}

function bodyOf({ body, headers }: RequestEffect): Value {
  if (body === null) return null;
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  if (type.includes("x-www-form-urlencoded")) return parametersOf(body);
  return /json/i.test(type) ? (parseOutside(body) ?? body) : body;
}
