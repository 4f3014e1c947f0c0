/** `flowstate.json` beside the `bot` of a project: what its authors agreed on, for the editor and the command line. */
import { checkOf, type Severities } from "../semantics/checks/index.ts";
import { type LanguageModelSettings, languageModelIn, languageModelProblems } from "./languageModelSettings.ts";

export const settingsFileName = "flowstate.json";

/** What the file says; what it leaves out is as it is without it. */
export interface ProjectSettings {
  /** Severities by the code of a check. */
  readonly checks: Severities;
  readonly format: {
    /** Characters in a line. */
    readonly width?: number;
    /** Blanks for one step of indentation. */
    readonly indent?: number;
  };
  /** The language model that is asked what texts mean; none without it. */
  readonly nlu?: LanguageModelSettings;
  /** What the tests have to reach, in percent; a run of all of them fails where it is less. */
  readonly coverage?: CoverageThresholds;
  /** There where its JSON, JavaScript and TypeScript files are not to be looked at. */
  readonly neighbours?: false;
}

/** Percentages that tests have to reach. */
export interface CoverageThresholds {
  readonly steps?: number;
  readonly states?: number;
  readonly branches?: number;
  /** Of the answers that API steps declare. */
  readonly outcomes?: number;
}

export const noSettings: ProjectSettings = { checks: {}, format: {} };

/** The settings that a file holds, without what is wrong in it; `problems` has one sentence for each of those. */
export interface ReadSettings {
  readonly settings: ProjectSettings;
  readonly problems: readonly string[];
}

/** Reads a `flowstate.json`. Never throws. */
export function readProjectSettings(text: string): ReadSettings {
  const json = parseJson(text);
  if (!isObject(json)) return { settings: noSettings, problems: ["It is not a JSON object."] };
  const problems = [
    ...checkProblems(json["checks"]),
    ...formatProblems(json["format"]),
    ...neighboursProblems(json["neighbours"]),
    ...nluProblems(json["nlu"]),
    ...coverageProblems(json["coverage"]),
  ];
  const format = isObject(json["format"]) ? json["format"] : {};
  const checks = severitiesIn(json["checks"]);
  const neighbours = json["neighbours"] === false && ({ neighbours: false } as const);
  const nlu = languageModelIn(json["nlu"]);
  const coverage = thresholdsIn(json["coverage"]);
  return {
    settings: {
      checks,
      format: { ...lengths(format) },
      ...neighbours,
      ...(nlu === undefined ? {} : { nlu }),
      ...(Object.keys(coverage).length === 0 ? {} : { coverage }),
    },
    problems,
  };
}

const levels = ["error", "warning", "information", "hint", "off"] as const;

/** The severities that a setting gives to checks; what is none is passed over. */
export function severitiesIn(setting: unknown): Severities {
  return isObject(setting) ? Object.fromEntries(Object.entries(setting).filter(isLevel)) : {};
}

function isLevel(entry: [string, unknown]): entry is [string, Severities[string]] {
  return levels.some((level) => level === entry[1]);
}

function checkProblems(checks: unknown): readonly string[] {
  if (checks === undefined) return [];
  if (!isObject(checks)) return ["`checks` has to be an object of codes and severities."];
  return Object.entries(checks).flatMap((entry) => {
    if (checkOf(entry[0]) === undefined) return [`There is no check \`${entry[0]}\`.`];
    return isLevel(entry) ? [] : [`The severity of \`${entry[0]}\` has to be one of ${levels.join(", ")}.`];
  });
}

const mostOf = { width: 1_000, indent: 16 } as const;

function formatProblems(format: unknown): readonly string[] {
  if (format === undefined) return [];
  if (!isObject(format)) return ["`format` has to be an object with `width` and `indent`."];
  return (["width", "indent"] as const).flatMap((name) =>
    format[name] === undefined || isLength(format[name], mostOf[name])
      ? []
      : [`\`format.${name}\` has to be a whole number from 1 to ${mostOf[name]}.`],
  );
}

function neighboursProblems(neighbours: unknown): readonly string[] {
  return neighbours === undefined || typeof neighbours === "boolean" ? [] : ["`neighbours` has to be true or false."];
}

function nluProblems(nlu: unknown): readonly string[] {
  if (nlu === undefined) return [];
  if (isObject(nlu) && Object.keys(nlu).length === 0) return [];
  return isObject(nlu) ? languageModelProblems(nlu) : ["`nlu` has to be an object with `endpoint` and `model`."];
}

const covered = ["steps", "states", "branches", "outcomes"] as const;

function coverageProblems(coverage: unknown): readonly string[] {
  if (coverage === undefined) return [];
  if (!isObject(coverage)) return ["`coverage` has to be an object with `steps`, `states`, `branches` and `outcomes`."];
  const unknown = Object.keys(coverage).filter((key) => !covered.some((each) => each === key));
  return [
    ...unknown.map((key) => `There is no \`coverage.${key}\`: there are ${covered.join(", ")}.`),
    ...covered
      .filter((kind) => coverage[kind] !== undefined && !isPercentage(coverage[kind]))
      .map((kind) => `\`coverage.${kind}\` has to be a number from 0 to 100.`),
  ];
}

/** The thresholds that are right; what is none is passed over. */
function thresholdsIn(coverage: unknown): CoverageThresholds {
  if (!isObject(coverage)) return {};
  return Object.fromEntries(covered.flatMap((kind) => (isPercentage(coverage[kind]) ? [[kind, coverage[kind]]] : [])));
}

function isPercentage(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 100;
}

function lengths({ width, indent }: Readonly<Record<string, unknown>>): ProjectSettings["format"] {
  return {
    ...(isLength(width, mostOf.width) && { width }),
    ...(isLength(indent, mostOf.indent) && { indent }),
  };
}

function isLength(value: unknown, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
