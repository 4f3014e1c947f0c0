import { baseLanguage } from "../../expressions/locales.ts";

/** Words that say little by themselves, by language; folded as texts are. */
const words: { readonly [language: string]: string } = {
  ar: "في من على الى عن مع هل ان هذا هذه ذلك انا انت هو هي نحن يا لو ما لي ماذا متى اين من كيف لماذا",
  da: "jeg du han hun vi i de den det en et min mit mine din dit er har kan vil skal og eller at til pa af for med om",
  de: "ich du er sie es wir ihr mein meine meinen meiner meinem dein deine der die das den dem des ein eine einen einem einer ist sind bin war habe hat kann konnte mochte will wurde gern bitte mir mich und oder zu zum zur auf an in von mit fur im am was wann wo wer wie warum welche welcher welches",
  en: "i im id ill ive me my mine you your we us our he she it its they them the a an this that is are am was be do does did have has can could would will want to of for on in at with and or please some what when where who how why which well hm so not no",
  es: "yo tu el ella nosotros mi mis tu tus su sus un una unos unas el la los las es son soy estoy he ha puedo puede quiero quisiera por favor y o a de del en con para me te se que cuando donde quien como cual",
  fr: "je tu il elle nous vous mon ma mes ton ta tes votre vos un une des le la les est sont suis ai a peux peut veux voudrais sil plait et ou a au aux de du en dans avec pour me te se jai que quoi quand ou qui comment quel quelle",
  it: "io tu lui lei noi voi il lo la i gli le un una uno mio mia miei mie tuo tua e sono sei ho ha posso puo voglio vorrei per favore di a da in con su mi ti si che cosa quando dove chi come quale",
  nl: "ik je jij u hij zij ze het we wij jullie mijn jouw uw de een dit dat is zijn ben was heb heeft kan kun kunnen wil zou graag alstublieft alsjeblieft me mij en of te om op aan in van met voor er wat wanneer waar wie hoe waarom welke welk",
  nb: "jeg du han hun vi i de den det en et min mitt mine din er har kan vil skal og eller a til pa av for med om",
  pl: "ja ty on ona my wy moj moja moje w z na do i lub jest sa mam moge chce prosze sie",
  pt: "eu tu voce ele ela nos meu minha meus minhas seu sua o a os as um uma e sao sou estou tenho posso pode quero queria por favor de do da em no na com para me te se que quando onde quem como qual",
  sv: "jag du han hon vi ni de den det en ett min mitt mina din ar har kan vill ska och eller att till pa av for med om",
  tr: "ben sen o biz siz bu su bir ve veya ile icin mi mu de da lutfen",
};

const sets = new Map<string, ReadonlySet<string>>();

/** The words of a language that say little by themselves; none where they are not known. */
export function functionWords(language: string): ReadonlySet<string> {
  const base = baseLanguage(language);
  const known = sets.get(base);
  if (known !== undefined) return known;
  const made = new Set(Object.hasOwn(words, base) ? (words[base] ?? "").split(" ") : []);
  sets.set(base, made);
  return made;
}
