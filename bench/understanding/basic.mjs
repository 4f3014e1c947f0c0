/** @nlpjs/basic, the smaller packing of the same. */
import basic from "@nlpjs/basic";

export async function createBasic(language, train) {
  const dock = await basic.dockStart({
    settings: { nlp: { forceNER: false, languages: [language], autoSave: false, log: false, nluByDomain: {} } },
    use: ["Basic"],
  });
  const nlp = dock.get("nlp");
  nlp.settings.autoSave = false;
  nlp.settings.log = false;
  nlp.addLanguage(language);
  for (const { text, intent } of train) nlp.addDocument(language, text, intent);
  // It tells every epoch, whatever its settings are.
  const { log } = console;
  console.log = () => {};
  await nlp.train();
  console.log = log;
  return {
    name: "@nlpjs/basic",
    threshold: 0.5,
    classify: async (text) => {
      const { intent, score } = await nlp.process(language, text);
      return intent === undefined || intent === "None" ? { name: null, score: 0 } : { name: intent, score };
    },
  };
}
