/** What the `bot` of a project says about all of its flows. */
import type * as ast from "../language/ast.ts";
import type { ProjectIndex } from "./projectIndex.ts";

/** The languages of the bot, its first one first; none where it names none. */
export function botLanguages(index: ProjectIndex): readonly string[] {
  const items = index.bot?.node.items ?? [];
  return items.flatMap((item) => (item.kind === "BotLanguages" ? item.languages.map(({ text }) => text) : []));
}

/** The name after `profile`: the channel whose limits the messages of the bot keep. */
export function botProfile(index: ProjectIndex): string | undefined {
  const profile = index.bot?.node.items.find((item) => item.kind === "BotProfile");
  return profile?.kind === "BotProfile" ? profile.profile?.text : undefined;
}

/** The items of the service that an API step names. */
export function serviceItems(index: ProjectIndex, step: ast.Api): readonly ast.ServiceItem[] {
  return step.service === undefined ? [] : (index.named("service", step.service.text)?.node.items ?? []);
}
