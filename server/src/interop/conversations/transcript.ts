import { z } from "zod";
import { type Activity, type Card, lossesOf, stepsOfActivities } from "./activities.ts";
import { type ForeignFile, type Imported, inOrder, type Loss, plainFileName } from "./imported.ts";
import { elementLines } from "./jsonLines.ts";

const text = z.string().nullish().catch(undefined);
const titles = z
  .array(z.looseObject({ title: text, text, value: z.unknown().optional() }))
  .nullish()
  .catch(undefined);
const content = z.looseObject({
  title: text,
  subtitle: text,
  text,
  buttons: titles,
  images: z.array(z.unknown()).nullish().catch(undefined),
  image: z.unknown().optional(),
});
const schema = z.looseObject({
  type: z.string(),
  text,
  name: text,
  value: z.json().optional().catch(undefined),
  from: z.looseObject({ role: text, id: text, name: text }).nullish().catch(undefined),
  recipient: z.looseObject({ role: text }).nullish().catch(undefined),
  suggestedActions: z.looseObject({ actions: titles }).nullish().catch(undefined),
  attachments: z
    .array(z.looseObject({ contentType: text, contentUrl: text, name: text, content: z.unknown().optional() }))
    .nullish()
    .catch(undefined),
});

type Read = z.infer<typeof schema>;

/** Each `.transcript` of the Bot Framework as one test: the activities of a conversation, as JSON. */
export function importTranscripts(files: readonly ForeignFile[]): Imported {
  const losses: Loss[] = [];
  const imported = files.flatMap(({ path, text: source }) => {
    const lose = lossesOf(path, losses);
    const elements = readList(source);
    if (elements === undefined) {
      lose(1, "This is no list of activities in JSON.");
      return [];
    }
    const lines = elementLines(source);
    const activities = elements.flatMap((element, at) => {
      const line = lines[at] ?? 1;
      const read = schema.safeParse(element);
      if (read.success) return [activityOf(read.data, line, (message) => lose(line, message))];
      lose(line, "This is no activity.");
      return [];
    });
    const steps = stepsOfActivities(activities, lose);
    return steps.length === 0 ? [] : [{ path, tests: [{ name: plainFileName(path), steps }] }];
  });
  return { files: imported, losses: inOrder(losses) };
}

function readList(source: string): readonly unknown[] | undefined {
  try {
    const read: unknown = JSON.parse(source.replace(/^\ufeff/, ""));
    return Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function activityOf(read: Read, line: number, lose: (message: string) => void): Activity {
  const attachments = (read.attachments ?? []).map((attachment) => sorted(attachment, lose));
  return {
    line,
    from: isBot(read) ? "bot" : "user",
    type: read.type,
    text: read.text ?? "",
    name: read.name ?? "",
    ...(read.value === undefined ? {} : { data: read.value }),
    wait: 0,
    suggested: titlesOf(read.suggestedActions?.actions),
    cards: attachments.flatMap(({ card }) => card ?? []),
    files: attachments.flatMap(({ file }) => file ?? []),
  };
}

/** Older transcripts have no roles: there the user is whom the bot speaks to. */
function isBot({ from, recipient }: Read): boolean {
  if (from?.role != null) return from.role === "bot" || from.role === "skill";
  if (recipient?.role != null) return recipient.role === "user";
  return /bot/i.test(`${from?.id} ${from?.name}`);
}

function titlesOf(actions: z.infer<typeof titles>): readonly string[] {
  return (actions ?? []).map(
    ({ title, text: said, value }) => title ?? said ?? (typeof value === "string" ? value : ""),
  );
}

type Attachment = NonNullable<Read["attachments"]>[number];

function sorted(
  { contentType, contentUrl, name, content: inside }: Attachment,
  lose: (message: string) => void,
): { readonly card?: Card; readonly file?: Activity["files"][number] } {
  const type = contentType ?? "";
  const url = contentUrl ?? "";
  if (/card\.(hero|thumbnail)$/.test(type)) return { card: cardOf(content.safeParse(inside).data, lose) };
  if (/card/i.test(type)) {
    lose(`A test cannot say a card of type ${type}.`);
    return {};
  }
  const kind = /^(image|video|audio)\b/.exec(type)?.[1] ?? "file";
  return { file: { type: kind, url, name: name ?? url.slice(url.lastIndexOf("/") + 1) } };
}

function cardOf(read: z.infer<typeof content> | undefined, lose: (message: string) => void): Card {
  const { title, subtitle, text: said, buttons, images, image } = read ?? {};
  const below = subtitle ?? said ?? "";
  if (subtitle != null && said != null) lose(`A card has no third text: ${JSON.stringify(said)}.`);
  return {
    title: title ?? "",
    subtitle: below,
    buttons: titlesOf(buttons),
    hasImage: (images ?? []).length > 0 || (image !== undefined && image !== null),
  };
}
