import type * as ast from "../../language/ast.ts";
import { writeName } from "../../language/names.ts";
import { botProfile } from "../botItems.ts";
import { CHANNEL_LIMITS, type ChannelLimits, drawLimits } from "../channelLimits.ts";
import type { FileIndex } from "../fileIndex.ts";
import type { FoundPlace } from "../finding.ts";
import { changeName } from "../fixes/nearestNames.ts";
import { inCode } from "../inCode.ts";
import { nodesOf } from "../nodesOf.ts";
import type { Check } from "./check.ts";

export const channelLimit: Check = {
  code: "channel-limit",
  severity: "warning",
  summary: "A message has more replies, buttons or cards, or a longer title, than the bot's channel shows.",
  documentation: `
Channels leave out what is too much and cut what is too long, or refuse the whole message. The \`profile\` of the bot says
which channel it is written for; without one nothing is looked at. Of a title whose length is known only at run time what
is written counts. The finding stands at the first title that is one too many, or at the title that is too long; of a
\`profile\` that is none of these, at its name.

These figures are what the channels publish:

${drawLimits()}

A dash is no limit.
`,
  example: `
bot shop {
  start menu
  profile whatsapp
  fallback menu
}

state menu {
  say "What can I do for you?" {
    reply "Order" -> menu
    reply <|channel-limit|>"Where is my order now?"</> -> menu
    reply "Returns" -> menu
    reply <|channel-limit|>"Something else"</> -> menu
  }
}
`,
  fixed: `
bot shop {
  start menu
  profile whatsapp
  fallback menu
}

state menu {
  say "What can I do for you?" {
    item "Order" { button "Order" -> menu }
    item "Where is my order now?" { button "Look" -> menu }
    item "Returns" { button "Return" -> menu }
    item "Something else" { button "Go on" -> menu }
  }
}
`,
  only: ["Say", "Ask", "Bot"],
  *run({ index, file, path }) {
    for (const { start, end, text } of unknownProfiles(file)) {
      const names = Object.keys(CHANNEL_LIMITS).map(inCode).join(", ");
      const message = `No limits are known of ${inCode(text)}, so nothing is looked at. Known are ${names}.`;
      yield { path, start, end, message };
    }
    const profile = botProfile(index);
    const limits =
      profile !== undefined && Object.hasOwn(CHANNEL_LIMITS, profile) ? CHANNEL_LIMITS[profile] : undefined;
    if (limits === undefined || limits.sources.length === 0) return;
    for (const { parts } of nodesOf(file, "Say")) yield* beyond(limits, path, parts);
    for (const { items } of nodesOf(file, "Ask")) yield* beyond(limits, path, items);
  },
  fixes({ file }, finding) {
    const profile = unknownProfiles(file).find(({ start }) => start === finding.start);
    return profile === undefined ? [] : changeName(finding, profile.text, Object.keys(CHANNEL_LIMITS), writeName);
  },
};

function unknownProfiles(file: FileIndex): readonly ast.Name[] {
  return file.source.parsed.tree.declarations.flatMap((declaration) => {
    if (declaration.kind !== "Bot") return [];
    return declaration.items.flatMap((item) => {
      if (item.kind !== "BotProfile" || item.profile === undefined) return [];
      return Object.hasOwn(CHANNEL_LIMITS, item.profile.text) ? [] : [item.profile];
    });
  });
}

type Titled = ast.Reply | ast.Button | ast.Card | ast.Item;

function* beyond(
  limits: ChannelLimits,
  path: string,
  parts: readonly (ast.Part | ast.AskItem)[],
): Generator<FoundPlace> {
  const { name } = limits;
  const of = <K extends Titled["kind"]>(kind: K) => parts.filter((part) => part.kind === kind);
  yield* tooMany(of("Reply"), limits.replies, path, `${name} shows %N quick replies in a message`);
  yield* tooMany(of("Button"), limits.buttons, path, `${name} shows %N buttons in a message`);
  yield* tooMany(of("Card"), limits.cards, path, `${name} shows %N cards in a carousel`);
  yield* tooMany(of("Item"), limits.items, path, `${name} shows %N items in a list`);
  yield* tooLong(of("Reply"), limits.replyTitle, path, `${name} shows %N characters of a quick reply`);
  yield* tooLong(of("Button"), limits.buttonTitle, path, `${name} shows %N characters of a button`);
  yield* tooLong(of("Card"), limits.cardTitle, path, `${name} shows %N characters of a card's title`);
  yield* tooLong(of("Item"), limits.itemTitle, path, `${name} shows %N characters of an item's title`);
  for (const part of parts) {
    if (part.kind !== "Card" && part.kind !== "Item") continue;
    const buttons = part.items.filter((item) => item.kind === "Button");
    yield* tooLong(buttons, limits.buttonTitle, path, `${name} shows %N characters of a button`);
    if (part.kind === "Card") yield* tooMany(buttons, limits.cardButtons, path, `${name} shows %N buttons on a card`);
  }
}

function* tooMany(
  parts: readonly (ast.Part | ast.AskItem)[],
  most: number | undefined,
  path: string,
  sentence: string,
): Generator<FoundPlace> {
  const first = most === undefined ? undefined : parts[most];
  const title = first !== undefined && "title" in first ? first.title : undefined;
  if (most === undefined || title === undefined) return;
  const message = `${sentence.replace("%N", String(most))} at most; this is one too many.`;
  yield { path, start: title.start, end: title.end, message };
}

function* tooLong(
  parts: readonly (ast.Part | ast.AskItem)[],
  most: number | undefined,
  path: string,
  sentence: string,
): Generator<FoundPlace> {
  for (const part of parts) {
    const title = "title" in part ? part.title : undefined;
    const length = title === undefined ? 0 : lengthOf(title);
    if (most === undefined || title === undefined || length <= most) continue;
    const message = `${sentence.replace("%N", String(most))} at most; this one has ${length}.`;
    yield { path, start: title.start, end: title.end, message };
  }
}

/** The length of the longest alternative, as far as it is written. */
function lengthOf(text: ast.Text): number {
  const strings = [...text.alternatives, ...text.languages.flatMap(({ alternatives }) => alternatives)];
  return Math.max(0, ...strings.map(writtenLength));
}

function writtenLength({ parts }: ast.StringLiteral): number {
  let length = 0;
  for (const part of parts) if (part.kind === "Chunk") length += [...part.text].length;
  return length;
}
