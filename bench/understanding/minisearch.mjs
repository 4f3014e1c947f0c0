/** minisearch alone: the intent of the phrase that is found first, mistyped words and beginnings of words allowed. */
import MiniSearch from "minisearch";

export function createMinisearch(_language, train) {
  const index = new MiniSearch({ fields: ["text"], storeFields: ["intent"] });
  index.addAll(train.map(({ text, intent }, id) => ({ id, text, intent })));
  return {
    name: "minisearch",
    // Its scores have no scale: whatever is found counts.
    threshold: 0,
    classify: (text) => {
      const [first] = index.search(text, { fuzzy: 0.2, prefix: true });
      return first === undefined ? { name: null, score: 0 } : { name: first.intent, score: first.score };
    },
  };
}
