/**
 * Who depends on what was looked up in the parts of a project, and the answers to questions that stand between: when the
 * facts behind an answer change, it is worked out again, and only where it is another one it concerns those who asked.
 */
import type { Observer, ProjectIndex } from "./projectIndex.ts";

/** Something that was worked out from facts. */
export interface Dependent {
  /** By each fact that it depends on, all that do. */
  readonly among: readonly Set<Dependent>[];
  holds: boolean;
}

interface Answer extends Dependent {
  readonly question: string;
  readonly value: unknown;
  readonly make: (parts: ProjectIndex) => unknown;
}

/** Lets go of what is not needed any more. */
export function forget(dependent: Dependent): void {
  for (const all of dependent.among) all.delete(dependent);
}

/** So many facts are followed before those are looked for on which nothing depends any more. */
const FEWEST_FACTS = 1_000;

export class Answers {
  readonly #byFact = new Map<string, Set<Dependent>>();
  readonly #answers = new Map<string, Answer>();
  /** Questions with another answer than before. */
  readonly #changed: string[] = [];
  readonly #fewestFacts: number;
  #mostFacts: number;

  constructor(fewestFacts: number = FEWEST_FACTS) {
    this.#fewestFacts = fewestFacts;
    this.#mostFacts = fewestFacts;
  }

  /** What is worked out from the parts, which holds until a fact changes that was looked up for it. */
  depending<T extends object>(parts: ProjectIndex, make: (observed: ProjectIndex) => T): T & Dependent {
    const facts = new Set<string>();
    const observer: Observer = {
      look: (fact) => void facts.add(fact),
      ask: (question, answer) => {
        facts.add(answerFact(question));
        return this.#ask(parts, question, answer);
      },
    };
    const made = make(parts.observed(observer));
    const among = Array.from(facts, (fact) => this.#dependingOn(fact));
    const dependent = { ...made, among, holds: true };
    for (const all of among) all.add(dependent);
    return dependent;
  }

  /** Some facts have changed: what depends on them holds no longer. */
  settle(parts: ProjectIndex, facts: Iterable<string>): void {
    const doubted: Answer[] = [];
    const doubt = (fact: string): void => {
      for (const dependent of this.#byFact.get(fact) ?? []) {
        dependent.holds = false;
        if (isAnswer(dependent)) doubted.push(dependent);
      }
    };
    for (const fact of facts) doubt(fact);
    for (let answer = doubted.pop(); answer !== undefined; answer = doubted.pop()) {
      const { question, make } = answer;
      // An answer that needs it may have been worked out again before.
      if (this.#answers.get(question) === answer && !answer.holds) this.#answerAgain(parts, question, make);
      for (const other of this.#changed.splice(0)) doubt(answerFact(other));
    }
    if (this.#byFact.size > this.#mostFacts) this.#sweep();
  }

  /** Lets go of answers that nobody needs, and of facts on which nothing depends: names come and go as somebody types. */
  #sweep(): void {
    for (const [question, answer] of this.#answers) {
      if (this.#byFact.get(answerFact(question))?.size) continue;
      forget(answer);
      this.#answers.delete(question);
    }
    for (const [fact, all] of this.#byFact) if (all.size === 0) this.#byFact.delete(fact);
    this.#mostFacts = Math.max(this.#fewestFacts, 2 * this.#byFact.size);
  }

  /** How many facts are followed. */
  get size(): number {
    return this.#byFact.size;
  }

  #answerAgain(parts: ProjectIndex, question: string, make: Answer["make"]): void {
    const known = this.#answers.get(question);
    if (known !== undefined && this.#dependingOn(answerFact(question)).size === 0) {
      forget(known);
      this.#answers.delete(question);
    } else this.#ask(parts, question, make);
  }

  #ask<T>(parts: ProjectIndex, question: string, make: (parts: ProjectIndex) => T): T {
    const known = this.#answers.get(question);
    // Who asks a question always asks for what the same function makes.
    if (known?.holds === true) return known.value as T;
    const made = this.depending(parts, (observed) => ({ question, value: make(observed), make }));
    this.#answers.set(question, made);
    if (known !== undefined) {
      forget(known);
      if (known.value !== made.value) this.#changed.push(question);
    }
    return made.value;
  }

  #dependingOn(fact: string): Set<Dependent> {
    const all = this.#byFact.get(fact) ?? new Set<Dependent>();
    this.#byFact.set(fact, all);
    return all;
  }
}

const answerFact = (question: string): string => `answer ${question}`;

function isAnswer(dependent: Dependent): dependent is Answer {
  return "question" in dependent;
}
