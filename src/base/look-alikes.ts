// Signs that look like others, each beside the one that it looks like: letters of other alphabets beside Latin ones,
// those that common fonts draw, after the list of Unicode (UTS 39, confusables), and what looks like a Chinese sign.
// Pure.

const pairs = [
  // Cyrillic
  'аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwкkмmтt АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXҮYԌGԜWѴVӀl',
  // Greek
  'οoαaνvρpυuιiκkτtχxεe ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXͿJϜFϺM',
  // Armenian
  'աwգqզqհhյjոnռnսuցgքfօo ՍUՏSՕOԼL',
  // Cherokee
  'ᎠDᎡRᎢTᎥiᎩYᎪAᎫJᎬEᎳWᎷMᎻHᎽYᏀGᏂhᏃZᏏbᏒRᏔWᏕSᏙVᏚSᏞLᏟCᏢPᏦKᏧdᏳGᏴB',
  'ꭰdꭱrꭲtꭹyꭺaꭻjꭼeꮃwꮇmꮋhꮍyꮐgꮓzꮢrꮤwꮥsꮩvꮪsꮮlꮯcꮲpꮶkᏻgᏼb',
  // Coptic, Lisu, Canadian syllabics
  'ⲟoⲣpⲥc ⲎHⲒIⲔKⲘMⲚNⲞOⲢPⲤCⲦTⲨYⲬX',
  'ꓐBꓑPꓒdꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU',
  'ᐯVᑌUᑭPᑯdᑲbᒍJᒪLᕼHᕽxᖇRᖴFᗅAᗞDᗪDᗰMᗷB',
  // Latin letters of other forms
  'ɑaɡgıiɩiɪiʏyᴄcᴏoᴜuᴠvᴡwᴢzꜱs',
]

/** The signs by which dictionaries find others, as some programs copy them (Unicode: EquivalentUnifiedIdeograph). */
const radicals = [
  '⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁',
  '⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼',
  '⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟',
]
/** Kana, and the figures that are a letter at a glance. */
const glances = ['カ力ロ口ニ二ハ八エ工ト卜タ夕オ才ノ丿ー一', '0o〇o1l']

/** A text with the signs of a table instead of those that look like them. */
function replacing(table: readonly string[]): (text: string) => string {
  const pairs = table.flatMap((some) => some.match(/\S{2}/gu) ?? [])
  const meant = new Map(pairs.map((pair) => [...pair] as [string, string]))
  const any = new RegExp(`[${[...meant.keys()].join('')}]`, 'gu')
  return (text) => text.replace(any, (sign) => meant.get(sign) ?? sign)
}

// Whoever compares nothing, as most screens, loads none of the tables.

/** The text in the Latin letters that it seems to be written in, for comparing. Before its case changes: В is no в. */
export const inLatinLetters = /* @__PURE__ */ replacing(pairs)

/** The text in whole Chinese signs instead of radicals, for comparing. */
export const inWholeSigns = /* @__PURE__ */ replacing(radicals)

/** The text as it is read at a glance, for comparing: small letters, in whole signs. */
export const atAGlance = /* @__PURE__ */ replacing([...radicals, ...glances])
