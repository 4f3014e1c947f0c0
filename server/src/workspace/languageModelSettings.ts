/** Where a language model is that says what texts mean, as `nlu` of `flowstate.json` tells it. */
export interface LanguageModelSettings {
  /** The address before `/chat/completions`, such as `http://localhost:11434/v1`. */
  readonly endpoint: string;
  readonly model: string;
  /** Name of the environment variable that holds the key; without it none is sent. */
  readonly key?: string;
  /** Milliseconds to wait for an answer. */
  readonly timeout?: number;
}

const longestTimeout = 60_000;

type Members = Readonly<Record<string, unknown>>;

/** What is wrong with the settings, one sentence each. */
export function languageModelProblems({ endpoint, model, key, timeout }: Members): readonly string[] {
  return [
    ...(isEndpoint(endpoint) ? [] : ["`nlu.endpoint` has to be an address that begins with https:// or http://."]),
    ...(isName(model) ? [] : ["`nlu.model` has to be the name of a model."]),
    ...(key === undefined || isVariable(key)
      ? []
      : ["`nlu.key` has to be the name of an environment variable, not a key."]),
    ...(timeout === undefined || isTimeout(timeout)
      ? []
      : [`\`nlu.timeout\` has to be a whole number of milliseconds from 1 to ${longestTimeout}.`]),
  ];
}

/** The settings, or `undefined` where they are not there or wrong: then no model is asked. */
export function languageModelIn(nlu: unknown): LanguageModelSettings | undefined {
  if (!isObject(nlu) || languageModelProblems(nlu).length > 0) return undefined;
  const { endpoint, model, key, timeout } = nlu;
  if (!isEndpoint(endpoint) || !isName(model)) return undefined;
  return {
    endpoint,
    model,
    ...(isVariable(key) && { key }),
    ...(isTimeout(timeout) && { timeout }),
  };
}

function isEndpoint(value: unknown): value is string {
  const url = typeof value === "string" ? URL.parse(value) : null;
  return (url?.protocol === "https:" || url?.protocol === "http:") && url.username === "" && url.password === "";
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isVariable(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(value) && !/^sk[-_]/.test(value);
}

function isTimeout(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= longestTimeout;
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
