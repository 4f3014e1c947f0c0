/** node-nlp, with the threshold that it comes with. */
import nodeNlp from "node-nlp";

export async function createNodeNlp(language, train) {
  const manager = new nodeNlp.NlpManager({ languages: [language], nlu: { log: false }, autoSave: false });
  for (const { text, intent } of train) manager.addDocument(language, text, intent);
  await manager.train();
  return {
    name: "node-nlp",
    threshold: 0.5,
    classify: async (text) => {
      const { intent, score } = await manager.process(language, text);
      return intent === "None" ? { name: null, score: 0 } : { name: intent, score };
    },
  };
}
