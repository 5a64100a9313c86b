// Words of the interface, gettext style: the English text is the key, a catalogue gives another language.
// Runs on both sides; which language is meant is always passed in.

/** A name in data. English may be pinyin; neither is ever empty. */
export type Names = { zh: string; en: string }

/** Where nobody has written anything yet. */
export const emptyText: Names = { zh: '', en: '' }
export const isEmptyText = ({ zh, en }: Names): boolean => zh.trim() === '' && en.trim() === ''

export const isNames = (value: unknown): value is Names =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value

/** A name among them is said in the reader's language. */
export type Params = Record<string, string | number | Names>
/** msgid → translation, or the plural forms in the catalogue's order. */
export type Catalogue = Record<string, string | string[]>
/** Which of a catalogue's plural forms stands beside n: the rule in its Plural-Forms. */
export type FormOf = (n: number) => number
/** What is known of a language before its words are read: its name in itself, the direction it is written in. */
export type Language = { name: string; direction: 'ltr' | 'rtl'; formOf: FormOf }

/** The language of the texts in the code. */
export const english: Language = { name: 'English', direction: 'ltr', formOf: (n) => (n === 1 ? 0 : 1) }

/** Marks a text that is translated later, by whoever shows it; the test of the house finds it by this name. */
export const msg = (text: string): string => text

export function fill(text: string, params?: Params, language = 'en'): string {
  if (!params) return text
  const said = (value: Params[string]) => (isNames(value) ? nameIn(value, language) : String(value))
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? said(params[name]) : whole))
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * What a browser's catalogue calls a text by: five letters, where the English is a sentence that every phone would
 * fetch once more beside its translation. FNV-1a; that no two texts are called alike is held when catalogues are cut
 * (src/app/build/words-plugin.ts).
 */
export function keyOfText(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  let rest = hash >>> 0
  let key = ''
  while (key.length < 5) {
    key += letters[rest % letters.length]
    rest = Math.floor(rest / letters.length)
  }
  return key
}

type Translation = Catalogue[string] | undefined

/** The text as it was found translated; the English itself where the catalogue has none. */
export function translate(found: Translation, text: string, params?: Params, language?: string): string {
  const chosen = Array.isArray(found) ? found[0] : found
  return fill(chosen || text, params, language)
}

/** As `translate`, choosing the form for `n`, which the text may also name as {n}. */
export function translatePlural(
  found: Translation,
  formOf: FormOf,
  one: string,
  many: string,
  n: number,
  params?: Params,
  language?: string,
): string {
  const form = Array.isArray(found) ? found[formOf(n)] : found
  return fill(form || (n === 1 ? one : many), { n, ...params }, language)
}

/**
 * The first of the wanted tags that there are words for, English where there is none: 'zh-Hans-CN' is content with
 * 'zh', and 'pt' with 'pt-BR' where nothing nearer is there.
 */
export function chooseLanguage(wanted: readonly string[], available: readonly string[]): string {
  const known = (tag: string) => available.find((one) => one.toLowerCase() === tag)
  for (const tag of wanted) {
    const parts = tag.toLowerCase().split('-')
    for (let n = parts.length; n > 0; n -= 1) {
      const found = known(parts.slice(0, n).join('-'))
      if (found) return found
    }
    const near = available.find((one) => one.toLowerCase().split('-')[0] === parts[0])
    if (near) return near
  }
  return 'en'
}

/** In which cookie a browser says the language chosen on it, also where it opens a file or a page by itself. */
export const languageCookie = 'hezuo_language'

/** Data names come in Chinese and English: which of the two somebody reads, and writes where they write only one. */
export const sideOf = (language: string): keyof Names => (language.startsWith('zh') ? 'zh' : 'en')

/** A data name in the reader's language: Chinese for a Chinese reader, else English; what is there, where one lacks. */
export const nameIn = (names: Names, language: string): string =>
  names[sideOf(language)] || names.en || names.zh

/** The tag that Intl is asked with: the day stands before the month, digits and signs as the language writes them. */
export const intlTag = (language: string): string =>
  language === 'zh' ? 'zh-CN' : language === 'en' ? 'en-GB' : language
