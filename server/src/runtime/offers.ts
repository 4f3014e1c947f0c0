import type { Draft } from "./draft.ts";
import { maximumOffers } from "./limits.ts";
import type { Offer } from "./machineState.ts";

/** Notes a reply or button that the user is shown, so that a tap on it finds its way. */
export function addOffer(draft: Draft, offer: Omit<Offer, "number">): void {
  const { offers, offerCount } = draft.state;
  draft.set({
    offers: [...offers, { ...offer, number: offerCount }].slice(-maximumOffers),
    offerCount: offerCount + 1,
  });
}
