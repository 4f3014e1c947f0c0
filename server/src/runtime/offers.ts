import { sizeOf } from "../expressions/limits.ts";
import type { Draft } from "./draft.ts";
import { maximumKept, maximumOffers } from "./limits.ts";
import type { Offer } from "./machineState.ts";

/** Notes a reply or button that the user is shown, so that a tap on it finds its way. */
export function addOffer(draft: Draft, offer: Omit<Offer, "stay">): void {
  const { offers, activation } = draft.state;
  const carried = sizeOf(offer.value, maximumKept) + sizeOf(offer.title, maximumKept);
  if (carried > maximumKept) {
    draft.report(
      "limit",
      `What the ${offer.kind} "${draft.masker.text(offer.title).slice(0, 40)}" carries is too large: it cannot be taken.`,
    );
    return;
  }
  draft.set({ offers: [...offers, { ...offer, stay: activation.stay }].slice(-maximumOffers) });
}

/** The replies and buttons shown since the state was entered. */
export function shownOffers({ state }: Draft): readonly Offer[] {
  return state.offers.filter(({ stay }) => stay === state.activation.stay);
}
