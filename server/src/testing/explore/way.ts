import type { Machine } from "../../runtime/machine.ts";
import type { BeginOptions } from "../../runtime/transition.ts";
import { writeDuration } from "../writeValue.ts";
import type { PossibleAnswer } from "./answers.ts";
import type { Happening } from "./inputs.ts";
import { begin, type Played, play } from "./play.ts";

/** One thing that happened on a way: something from outside, or the answer of a backend. */
export type WayStep = { readonly happening: Happening } | { readonly answer: PossibleAnswer };

/** How a moment was come to: the last step, and the way before it. */
export interface Way {
  readonly before: Way | undefined;
  readonly step: WayStep;
}

/** The steps of a way from the first on. */
export function stepsOf(way: Way | undefined): readonly WayStep[] {
  const steps: WayStep[] = [];
  for (let at = way; at !== undefined; at = at.before) steps.push(at.step);
  return steps.reverse();
}

/** Plays a way from the beginning; `undefined` where a step does not fit the moment that it comes to. */
export function playWay(
  machine: Machine,
  options: BeginOptions,
  steps: readonly WayStep[],
): readonly Played[] | undefined {
  let last = begin(machine, options);
  const played = [last];
  for (const step of steps) {
    const isCall = last.moment.state.status === "calling";
    if (isCall !== "answer" in step) return undefined;
    if (!fits(step, last)) return undefined;
    last = play(machine, last.moment, "answer" in step ? step.answer.result : step.happening);
    played.push(last);
  }
  return played;
}

/** A tap needs something to tap. */
function fits(step: WayStep, { moment: { state } }: Played): boolean {
  if ("answer" in step || step.happening.type !== "tap") return true;
  const { text } = step.happening;
  return !state.isOver && state.offers.some(({ title }) => title === text);
}

/** The way without the steps that are not needed for what `holds` asks for; each part that is left out is the longest that can be. */
export function shortened(
  steps: readonly WayStep[],
  machine: Machine,
  options: BeginOptions,
  holds: (played: readonly Played[]) => boolean,
): readonly WayStep[] {
  let short = steps;
  for (let length = Math.max(1, short.length >> 1); length >= 1; length >>= 1) {
    for (let at = 0; at + length < short.length; ) {
      const tried = [...short.slice(0, at), ...short.slice(at + length)];
      const played = playWay(machine, options, tried);
      if (played !== undefined && holds(played)) short = tried;
      else at += 1;
    }
  }
  return short;
}

/** A step in words: `tap "Yes"`, `POST /orders: 404`. */
export function describeStep(step: WayStep): string {
  if ("answer" in step) return `answer ${step.answer.label}`;
  const { happening } = step;
  switch (happening.type) {
    case "text":
      return `user ${JSON.stringify(happening.text)}`;
    case "tap":
      return `tap ${JSON.stringify(happening.text)}`;
    case "event":
      return `event ${JSON.stringify(happening.name)}`;
    case "attachment":
      return `attach ${JSON.stringify(happening.data.url)}`;
    case "silence":
      return `silence ${writeDuration(happening.ms)}`;
    case "wait":
      return `wait ${writeDuration(happening.ms)}`;
  }
}
