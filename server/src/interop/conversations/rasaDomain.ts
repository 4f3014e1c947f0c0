import { entriesIn, itemsIn, textIn, type YamlFile } from "./yaml.ts";

/** One of the messages that a response chooses from. */
export interface RasaMessage {
  readonly text: string;
  readonly replies: readonly string[];
  readonly hasImage: boolean;
}

/** What the files of an assistant say of it. */
export interface Known {
  /** By `utter_…`. */
  readonly responses: ReadonlyMap<string, readonly RasaMessage[]>;
  /** The first example of each intent. */
  readonly examples: ReadonlyMap<string, string>;
}

export function knownIn(files: readonly YamlFile[]): Known {
  const responses = new Map<string, readonly RasaMessage[]>();
  const examples = new Map<string, string>();
  for (const { root } of files) {
    const top = entriesIn(root);
    for (const [name, messages] of entriesIn(top.get("responses"))) {
      responses.set(name, itemsIn(messages).flatMap(messageIn));
    }
    for (const item of itemsIn(top.get("nlu"))) {
      const entries = entriesIn(item);
      const intent = textIn(entries.get("intent"));
      const first = firstExample(entries.get("examples"));
      if (intent !== undefined && first !== undefined && !examples.has(intent)) examples.set(intent, first);
    }
  }
  return { responses, examples };
}

function messageIn(node: unknown): readonly RasaMessage[] {
  const entries = entriesIn(node);
  const replies = itemsIn(entries.get("buttons")).flatMap((button) => textIn(entriesIn(button).get("title")) ?? []);
  const text = textIn(entries.get("text"))?.trim();
  const hasImage = entries.has("image");
  return text === undefined && !hasImage ? [] : [{ text: text ?? "", replies, hasImage }];
}

/** Examples are a list in a text, `- hello`, or a list of mappings with a `text`. */
function firstExample(node: unknown): string | undefined {
  const [first] = itemsIn(node).flatMap((item) => textIn(entriesIn(item).get("text")) ?? textIn(item) ?? []);
  const text = first ?? /^\s*-\s*(.+)$/m.exec(textIn(node) ?? "")?.[1];
  return text?.trim();
}

/** A text without the marks of entities, `[Berlin](city)` or `[Berlin]{"entity": "city"}`, and what was marked. */
export function withoutMarks(text: string): { readonly text: string; readonly marks: readonly string[] } {
  const marks: string[] = [];
  const plain = text.replaceAll(/\[([^[\]]{1,500})\](?:\([^)]{0,500}\)|\{[^}]{0,500}\})/g, (_, marked: string) => {
    marks.push(marked);
    return marked;
  });
  return { text: plain, marks };
}
