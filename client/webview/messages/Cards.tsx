import type { MessageCard } from "../../../server/src/runtime/events.ts";
import type { MessageStanding } from "./actions.ts";
import { Buttons } from "./Buttons.tsx";
import { Media } from "./Media.tsx";
import { TextMessage } from "./TextMessage.tsx";

/** The cards of a carousel or the entries of a list, one below the other. */
export function Cards({
  cards,
  standing,
}: {
  readonly cards: readonly MessageCard[];
  readonly standing: MessageStanding;
}) {
  const { open } = standing.actions;
  return (
    <ul class="cards">
      {cards.map((card) => (
        <li class="bubble bot card">
          {card.image !== undefined && (
            <Media media={{ kind: "image", url: card.image }} text={card.title} open={open} />
          )}
          <p class="text card-title" dir="auto">
            {card.title}
          </p>
          {card.subtitle !== undefined && <TextMessage text={card.subtitle} open={open} />}
          {card.buttons.length > 0 && <Buttons buttons={card.buttons} standing={standing} />}
        </li>
      ))}
    </ul>
  );
}
