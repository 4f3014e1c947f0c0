import { type ImportedMessage, type ImportedStep, patternMessage } from "./imported.ts";
import { type Known, type RasaMessage, withoutMarks } from "./rasaDomain.ts";
import { entriesIn, itemsIn, lineOf, scalarIn, textIn, type YamlFile } from "./yaml.ts";

/** What a step is read with. */
export interface StepReading {
  readonly file: YamlFile;
  readonly known: Known;
  readonly lose: (line: number, message: string) => void;
}

/** One step of a story or a test case; each of its keys may come to steps of a test, in the order in which they stand. */
export function stepsOf(node: unknown, reading: StepReading): readonly ImportedStep[] {
  const entries = entriesIn(node);
  const { file, lose } = reading;
  if (entries.size === 0) {
    lose(lineOf(file, node), "This is no step.");
    return [];
  }
  return [...entries].flatMap(([key, value]): readonly ImportedStep[] => {
    const line = lineOf(file, value);
    switch (key) {
      case "user":
        return userSteps(value, reading);
      case "intent":
        return entries.has("user") ? labelled(value, reading) : intentSteps(value, reading);
      case "bot":
        return [{ kind: "bot", texts: [(textIn(value) ?? "").trim()], match: "text" }];
      case "utter":
      case "action":
        return actionSteps(textIn(value) ?? "", line, reading);
      case "slot_was_set":
        return itemsIn(value).flatMap((slot) => slotSteps(slot, true, reading));
      case "slot_was_not_set":
        return itemsIn(value).flatMap((slot) => slotSteps(slot, false, reading));
      case "assertions":
        return itemsIn(value).flatMap((assertion) => assertionSteps(assertion, reading));
      case "entities":
        lose(line, "Which entities were marked is left out.");
        return [];
      default:
        lose(line, `A test cannot say \`${key}\`.`);
        return [];
    }
  });
}

function userSteps(node: unknown, { file, lose }: StepReading): readonly ImportedStep[] {
  const { text, marks } = withoutMarks((textIn(node) ?? "").trim());
  const line = lineOf(file, node);
  if (marks.length > 0)
    lose(line, `That ${marks.join(" and ")} ${marks.length === 1 ? "is an entity" : "are entities"} is left out.`);
  if (text.startsWith("/")) lose(line, `${text} is a command of Rasa; here it is a text.`);
  return [{ kind: "user", text }];
}

function labelled(node: unknown, { file, lose }: StepReading): readonly ImportedStep[] {
  lose(lineOf(file, node), `That the text means \`${textIn(node)}\` is left out.`);
  return [];
}

function intentSteps(node: unknown, { file, known, lose }: StepReading): readonly ImportedStep[] {
  const intent = textIn(node) ?? "";
  const example = known.examples.get(intent);
  const line = lineOf(file, node);
  if (example === undefined) {
    lose(line, `The user means \`${intent}\`, and no file says in which words.`);
    return [];
  }
  lose(line, `The user means \`${intent}\`: here it is the first example of that intent.`);
  return [{ kind: "user", text: withoutMarks(example).text }];
}

function actionSteps(name: string, line: number, { known, lose }: StepReading): readonly ImportedStep[] {
  if (name === "action_listen") return [];
  const messages = known.responses.get(name);
  if (messages !== undefined && messages.length > 0) return [responseStep(messages)];
  if (name.startsWith("utter_")) {
    lose(line, `No file says what \`${name}\` says: any message will do.`);
    return [{ kind: "bot", texts: [""], match: "contains" }];
  }
  lose(line, `A test does not see the action \`${name}\`: write what it asks of a backend as a mock.`);
  return [];
}

function responseStep(messages: readonly RasaMessage[]): ImportedMessage {
  const [first] = messages;
  const offers = messages.length === 1 && first !== undefined ? first : undefined;
  const shown = {
    ...(offers === undefined || offers.replies.length === 0 ? {} : { replies: offers.replies }),
    ...(offers?.hasImage === true && offers.text === "" ? { hasImage: true } : {}),
  };
  const texts = messages.map(({ text }) => text);
  // Slots are filled in.
  if (!texts.some((text) => /\{[^}]*\}/.test(text))) return { kind: "bot", texts, match: "text", ...shown };
  const pattern = texts.map((text) =>
    text
      .split(/\{[^}]*\}/)
      .map((each) => each.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
      .join("(?:.|\\n)*"),
  );
  return { kind: "bot", texts: [`^(?:${pattern.join("|")})$`], match: "pattern", ...shown };
}

/** `name: value`, `name` alone, or a mapping with `name` and `value`. */
function slotSteps(node: unknown, isSet: boolean, { file, lose }: StepReading): readonly ImportedStep[] {
  const entries = entriesIn(node);
  const line = lineOf(file, node);
  const alone = textIn(node) ?? (entries.has("name") ? textIn(entries.get("name")) : undefined);
  const named: readonly (readonly [string, unknown])[] =
    alone === undefined ? [...entries] : [[alone, entries.get("value")]];
  return named.flatMap(([name, given]): readonly ImportedStep[] => {
    const value = given === undefined ? undefined : scalarIn(given);
    if (!isSet && value !== undefined && value !== null) lose(line, `A test says what ${name} is, not what it is not.`);
    else if (!isSet) return [{ kind: "expectValue", path: [name], value: null }];
    else if (given !== undefined && value === undefined)
      lose(line, `The value of ${name} is no text, number or truth value.`);
    else return [{ kind: "expectValue", path: [name], ...(value === undefined ? {} : { value }) }];
    return [];
  });
}

function assertionSteps(node: unknown, reading: StepReading): readonly ImportedStep[] {
  return [...entriesIn(node)].flatMap(([key, value]): readonly ImportedStep[] => {
    const { file, lose } = reading;
    if (key === "slot_was_set") return itemsIn(value).flatMap((slot) => slotSteps(slot, true, reading));
    if (key === "slot_was_not_set") return itemsIn(value).flatMap((slot) => slotSteps(slot, false, reading));
    if (key === "bot_uttered") return utteredSteps(value, reading);
    lose(lineOf(file, value), `A test cannot say \`${key}\`.`);
    return [];
  });
}

function utteredSteps(node: unknown, reading: StepReading): readonly ImportedStep[] {
  const entries = entriesIn(node);
  const name = textIn(entries.get("utter_name"));
  const pattern = textIn(entries.get("text_matches"));
  const replies = itemsIn(entries.get("buttons")).flatMap((button) => textIn(entriesIn(button).get("title")) ?? []);
  const shown = replies.length === 0 ? {} : { replies };
  if (pattern !== undefined) {
    const line = lineOf(reading.file, entries.get("text_matches"));
    return [{ ...patternMessage(pattern, (message) => reading.lose(line, message)), ...shown }];
  }
  if (name === undefined) return [{ kind: "bot", texts: [""], match: "contains", ...shown }];
  return actionSteps(name, lineOf(reading.file, node), reading).map((step) =>
    step.kind === "bot" ? { ...step, ...shown } : step,
  );
}
