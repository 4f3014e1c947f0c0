import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MessageCard } from "../../../server/src/runtime/events.ts";
import type { MessageStanding } from "./actions.ts";
import { Buttons } from "./Buttons.tsx";
import { IconButton } from "./IconButton.tsx";
import { Media } from "./Media.tsx";
import { plainText } from "./plainText.ts";
import { TextMessage } from "./TextMessage.tsx";

export interface CardsProps {
  readonly cards: readonly MessageCard[];
  readonly standing: MessageStanding;
}

/** The entries of a list in one bubble, one below the other. */
export function List({ cards, standing }: CardsProps) {
  return (
    <ul class="bubble bot list">
      {cards.map((card) => (
        <li class="entry-of-list">
          <CardContent card={card} standing={standing} />
        </li>
      ))}
    </ul>
  );
}

/** The cards of a carousel side by side; where not all are in sight they scroll, and two buttons turn them card by card. */
export function Carousel({ cards, standing }: CardsProps) {
  const row = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const [turns, setTurns] = useState(cards.length > 1);
  useLayoutEffect(() => {
    const element = row.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setTurns(element.scrollWidth > element.clientWidth + 2));
    observer.observe(element);
    return () => observer.disconnect();
  }, [cards.length]);
  const turn = (step: number) => {
    const next = Math.max(0, Math.min(cards.length - 1, at + step));
    row.current?.children[next]?.scrollIntoView({ block: "nearest", inline: "start" });
    setAt(next);
  };
  const onScroll = () => {
    const element = row.current;
    if (element === null) return;
    const width = element.scrollWidth / cards.length;
    const isAtEnd = Math.abs(element.scrollLeft) + element.clientWidth >= element.scrollWidth - 2;
    setAt(isAtEnd ? cards.length - 1 : Math.round(Math.abs(element.scrollLeft) / width));
  };
  return (
    <fieldset class="carousel">
      <legend class="hidden">Carousel of {cards.length} cards</legend>
      <ul class="cards" ref={row} onScroll={onScroll}>
        {cards.map((card) => (
          <li class="bubble bot card">
            <CardContent card={card} standing={standing} />
          </li>
        ))}
      </ul>
      {turns && (
        <div class="turns">
          <IconButton icon="left" label="Previous card" disabled={at === 0} onClick={() => turn(-1)} />
          <span class="turns-at" aria-live="polite">
            {at + 1} / {cards.length}
          </span>
          <IconButton icon="right" label="Next card" disabled={at === cards.length - 1} onClick={() => turn(1)} />
        </div>
      )}
    </fieldset>
  );
}

function CardContent({ card, standing }: { readonly card: MessageCard; readonly standing: MessageStanding }) {
  const { actions, showsPictures = false } = standing;
  const { open } = actions;
  return (
    <>
      {card.image !== undefined && (
        <Media media={{ kind: "image", url: card.image }} text={card.title} open={open} shows={showsPictures} />
      )}
      <p class="text card-title" dir="auto">
        {plainText(card.title)}
      </p>
      {card.subtitle !== undefined && <TextMessage text={card.subtitle} open={open} />}
      {card.buttons.length > 0 && <Buttons buttons={card.buttons} standing={standing} />}
    </>
  );
}
