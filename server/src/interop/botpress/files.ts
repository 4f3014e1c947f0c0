import { z } from "zod";
import type { ForeignFile } from "../conversations/imported.ts";

/** What cannot be said, with the file (below the bot's folder), and a name near which it stands there. */
export type Lose = (path: string, message: string, near?: string) => void;

const instructions = z.array(z.string()).nullish().catch(null);
const transitions = z
  .array(
    z.looseObject({
      condition: z.string().catch("true"),
      node: z.string().nullish().catch(""),
      caption: z.string().optional().catch(undefined),
    }),
  )
  .nullish()
  .catch(null);

const node = z.looseObject({
  name: z.string(),
  type: z.string().optional().catch(undefined),
  skill: z.string().optional().catch(undefined),
  flow: z.string().optional().catch(undefined),
  onEnter: instructions,
  onReceive: instructions,
  next: transitions,
});

const flow = z.looseObject({
  startNode: z.string().optional().catch(undefined),
  catchAll: z.looseObject({ onReceive: instructions, next: transitions }).nullish().catch(null),
  skillData: z.record(z.string(), z.unknown()).optional().catch(undefined),
  nodes: z.array(node).catch([]),
});

const element = z.looseObject({ id: z.string(), formData: z.record(z.string(), z.unknown()).catch({}) });

const intent = z.looseObject({
  name: z.string(),
  utterances: z.union([z.array(z.string()), z.record(z.string(), z.array(z.string()))]).catch([]),
  slots: z
    .array(z.looseObject({ name: z.string(), entities: z.array(z.string()).catch([]) }))
    .nullish()
    .catch([]),
});

const entity = z.looseObject({
  name: z.string(),
  type: z.string().catch(""),
  pattern: z.string().nullish().catch(null),
  occurrences: z
    .array(z.looseObject({ name: z.string(), synonyms: z.array(z.string()).catch([]) }))
    .optional()
    .catch([]),
  occurences: z
    .array(z.looseObject({ name: z.string(), synonyms: z.array(z.string()).catch([]) }))
    .optional()
    .catch([]),
});

const texts = z.record(z.string(), z.array(z.string())).catch({});
const qna = z.looseObject({
  id: z.string(),
  data: z.looseObject({
    action: z.string().catch("text"),
    enabled: z.boolean().catch(true),
    questions: texts,
    answers: texts,
    redirectFlow: z.string().nullish().catch(null),
    redirectNode: z.string().nullish().catch(null),
  }),
});

const config = z.looseObject({
  id: z.string().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  defaultLanguage: z.string().catch("en"),
  languages: z.array(z.string()).catch([]),
});

export type BotpressFlow = z.infer<typeof flow>;
export type BotpressNode = z.infer<typeof node>;
export type BotpressTransition = NonNullable<BotpressNode["next"]>[number];
export type BotpressElement = z.infer<typeof element>;
export type BotpressIntent = z.infer<typeof intent>;
export type BotpressEntity = z.infer<typeof entity>;
export type BotpressAnswer = z.infer<typeof qna>;

/** The files of a bot, read. */
export interface BotpressBot {
  readonly name: string;
  /** The default first. */
  readonly languages: readonly string[];
  /** By name with its ending, as transitions write it: `main.flow.json`, `skills/choice-1.flow.json`. */
  readonly flows: ReadonlyMap<string, BotpressFlow>;
  readonly elements: ReadonlyMap<string, BotpressElement>;
  readonly intents: readonly BotpressIntent[];
  readonly entities: readonly BotpressEntity[];
  readonly answers: readonly BotpressAnswer[];
}

/** Reads the files of a bot; `undefined` where there is no flow among them. Paths are below the bot's folder. */
export function readBot(files: readonly ForeignFile[], lose: Lose): BotpressBot | undefined {
  const flows = new Map<string, BotpressFlow>();
  const elements = new Map<string, BotpressElement>();
  const [intents, entities, answers]: [BotpressIntent[], BotpressEntity[], BotpressAnswer[]] = [[], [], []];
  let settings = config.parse({});
  for (const { path, text } of files) {
    const take = <T>(schema: z.ZodType<T>, use: (read: T) => void): void => {
      const json = jsonOf(text);
      const read = json === undefined ? undefined : schema.safeParse(json);
      if (read?.success === true) use(read.data);
      else lose(path, json === undefined ? "This is no JSON." : "This is not what Botpress writes here.");
    };
    const flowName = /(?:^|\/)flows\/(.+\.flow\.json)$/.exec(path)?.[1];
    if (flowName !== undefined) take(flow, (read) => flows.set(flowName, read));
    else if (/(?:^|\/)content-elements\//.test(path)) {
      take(z.array(element), (read) => {
        for (const each of read) elements.set(each.id, each);
      });
    } else if (/(?:^|\/)intents\//.test(path)) take(intent, (read) => intents.push(read));
    else if (/(?:^|\/)entities\//.test(path)) take(entity, (read) => entities.push(read));
    else if (/(?:^|\/)qna\//.test(path)) take(qna, (read) => answers.push(read));
    else if (/(?:^|\/)bot\.config\.json$/.test(path)) {
      take(config, (read) => {
        settings = read;
      });
    }
  }
  if (flows.size === 0) return undefined;
  const languages = [...new Set([settings.defaultLanguage, ...settings.languages])];
  return { name: settings.name ?? settings.id ?? "bot", languages, flows, elements, intents, entities, answers };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}
