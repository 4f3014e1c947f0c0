/** natural's Bayes classifier, with its stemmer of the language. It knows no "none": whatever is first counts. */
import natural from "natural";

const stemmers = { en: natural.PorterStemmer, nl: natural.PorterStemmerNl, de: natural.PorterStemmerDe };

export function createNatural(language, train) {
  const classifier = new natural.BayesClassifier(stemmers[language]);
  for (const { text, intent } of train) classifier.addDocument(text, intent);
  classifier.train();
  return {
    name: "natural (Bayes)",
    threshold: 0,
    classify: (text) => {
      const all = classifier.getClassifications(text);
      let sum = 0;
      for (const { value } of all) sum += value;
      return { name: all[0].label, score: all[0].value / sum };
    },
  };
}
