// Words of the interface, gettext style: the English text is the key, a catalogue gives the other language.
// Runs on both sides; which language is meant is always passed in.

/** A name in data. English may be pinyin; neither is ever empty. */
export type Names = { zh: string; en: string }

export type Params = Record<string, string | number>
/** msgid → translation, or the plural forms in the catalogue's order. */
export type Catalogue = Record<string, string | string[]>

/** Marks a text that is translated later, by whoever shows it; the test of the house finds it by this name. */
export const msg = (text: string): string => text

export const fill = (text: string, params?: Params): string =>
  params
    ? text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole))
    : text

/** The text in the catalogue's language; the English itself where the catalogue has none. */
export function translate(catalogue: Catalogue, text: string, params?: Params): string {
  const found = catalogue[text]
  const chosen = Array.isArray(found) ? found[0] : found
  return fill(chosen || text, params)
}

/** As `translate`, choosing the form for `n`, which the text may also name as {n}. */
export function translatePlural(
  catalogue: Catalogue,
  language: string,
  one: string,
  many: string,
  n: number,
  params?: Params,
): string {
  const all = { n, ...params }
  const found = catalogue[one]
  if (Array.isArray(found) && found.length > 0) {
    const rules = new Intl.PluralRules(language)
    const order = rules.resolvedOptions().pluralCategories
    const at = order.indexOf(rules.select(n))
    return fill(found[Math.min(Math.max(at, 0), found.length - 1)] || many, all)
  }
  if (typeof found === 'string' && found) return fill(found, all)
  return fill(n === 1 ? one : many, all)
}

/** A data name in the reader's language: Chinese for a Chinese reader, else English. */
export const nameIn = (names: Names, language: string): string =>
  language.startsWith('zh') ? names.zh || names.en : names.en || names.zh
