import { plain } from "../expressions/answers.ts";
import { areEqual, printValue, type Value } from "../expressions/values.ts";
import { readNext, reportBroken } from "./api/next.ts";
import { storeParameters } from "./api/session.ts";
import { storeAnswer, waitingAsk } from "./ask.ts";
import type { Draft } from "./draft.ts";
import type { UserInput } from "./events.ts";
import { handleFailure } from "./failures.ts";
import { blockFrame, currentFlow, pushFrame } from "./frames.ts";
import type { Offer } from "./machineState.ts";
import { readPostback } from "./messages/choices.ts";
import { shownOffers } from "./offers.ts";
import { enterState } from "./states.ts";

type Tap = Extract<UserInput, { readonly type: "tap" }>;

/** The reply or button that a tap means: of any message of this conversation, the latest first. */
export function offerOfTap(draft: Draft, { text, value }: Tap): Offer | undefined {
  const { offers } = draft.state;
  const title = plain(text);
  const exact = offers.findLast(
    (offer) => plain(offer.title) === title && (value === undefined || areEqual(offer.value, value)),
  );
  if (exact !== undefined) return exact;
  const postback = value === undefined ? null : postbackOffer(draft, text, value);
  return postback ?? offers.findLast((offer) => plain(offer.title) === title);
}

/** A tap on something that a channel or an earlier conversation showed, which carries where it leads. */
function postbackOffer(draft: Draft, title: string, value: Value): Offer | null {
  const { wire, parameters } = readPostback(value);
  if (wire === null) return null;
  const next = { wire, parameters, flow: currentFlow(draft), step: null };
  return { stay: null, kind: "button", title, value, block: null, ask: null, next };
}

/** The reply or button whose title or value is that text, shown since the state was entered, the latest first. */
export function offerOfText(draft: Draft, text: string): Offer | undefined {
  const wanted = plain(text);
  if (wanted === "") return undefined;
  const fits = ({ title, value }: Offer): boolean =>
    plain(title) === wanted ||
    ((typeof value === "string" || typeof value === "number") && plain(printValue(value)) === wanted);
  return shownOffers(draft).findLast(fits);
}

/** Takes a reply or button. False where it has nothing of its own to do: then it counts as its title. */
export function takeOffer(draft: Draft, offer: Offer): boolean {
  if (offer.next !== null && offer.next.wire !== null && offer.next.wire !== "") {
    tellReply(draft);
    follow(draft, offer.next);
    return true;
  }
  if (offer.next !== null) storeParameters(draft, offer.next.parameters);
  const ask = waitingAsk(draft);
  const isAnswer = offer.kind === "reply" && offer.ask !== null && offer.ask === ask?.id;
  const answer = offer.value ?? offer.title;
  if (offer.block !== null) {
    tellReply(draft);
    const end = isAnswer ? ({ kind: "answer", value: answer } as const) : ({ kind: "waitOn" } as const);
    pushFrame(draft, blockFrame(draft, offer.block, end, "reply"));
    return true;
  }
  if (!isAnswer || ask === undefined) return false;
  tellReply(draft);
  storeAnswer(draft, ask, answer);
  return true;
}

function tellReply(draft: Draft): void {
  draft.emit({ type: "match", kind: "reply", candidates: [] });
}

/** Goes where a backend's reply or button leads, with its parameters. */
function follow(draft: Draft, next: NonNullable<Offer["next"]>): void {
  draft.place = draft.program.steps.get(next.step ?? "")?.place;
  storeParameters(draft, next.parameters);
  const found = readNext(draft, next.wire, next.flow);
  if (found.kind === "state") {
    enterState(draft, found.state, "reply");
    return;
  }
  reportBroken(draft, next.wire);
  handleFailure(draft);
}
