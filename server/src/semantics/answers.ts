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

export class Answers {
  readonly #byFact = new Map<string, Set<Dependent>>();
  readonly #answers = new Map<string, Answer>();
  /** Questions with another answer than before. */
  readonly #changed: string[] = [];

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
