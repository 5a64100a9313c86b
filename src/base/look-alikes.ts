// Letters of other alphabets that look like Latin ones, each beside the one that it looks like: a table of those that
// common fonts draw, after the list of Unicode (UTS 39, confusables). Pure.

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

const latin = new Map(
  pairs.flatMap((some) => some.match(/\S{2}/gu) ?? []).map((pair) => [...pair] as [string, string]),
)
const any = new RegExp(`[${[...latin.keys()].join('')}]`, 'gu')

/** The text in the Latin letters that it seems to be written in, for comparing. Before its case changes: В is no в. */
export const inLatinLetters = (text: string): string =>
  text.replace(any, (letter) => latin.get(letter) ?? letter)
