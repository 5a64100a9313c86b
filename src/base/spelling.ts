// How names are written, so that one name is one text. Pure.

export const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text)

/**
 * Composed signs, and one dot between the parts of a name, whatever keyboard or program it came from. A full stop
 * counts only between Chinese signs.
 */
export const inOneSpelling = (text: string): string =>
  text
    .normalize('NFC')
    .replace(
      /(?<=\p{Script=Han}) ?[\u2022\u2027\u2219\u22c5\u30fb\uff65\u318d\u16eb\u0387\uff0e.] ?(?=\p{Script=Han})/gu,
      '·',
    )

/** Names by which two are compared: without spaces, width, case and marks between their parts (registry.name_key). */
export const spellingKey = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ü', 'u')
    .replace(/[ ·・‧•.,\-'’ʼ]/g, '')

const plainLetters: Record<string, string> = { ø: 'o', ł: 'l', đ: 'd' }

/** As registry.search_key: small letters, without marks and what people leave out. */
const searchKey = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[ '’ʼ·.\-\u0300-\u036f]/g, '')
    .replace(/[øłđ]/g, (letter) => plainLetters[letter])

/** Whether each word that somebody types is in one of the parts, as lists that a server looks through are searched. */
export function isFoundIn(typed: string, parts: readonly string[]): boolean {
  const keys = parts.map(searchKey)
  const words = inOneSpelling(typed).trim().split(/\s+/)
  return words.every((word) => keys.some((key) => key.includes(searchKey(word))))
}

// Line ends, signs that turn the direction of what follows, and the sign for what could not be read.
const refused = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufffd]/u
// Counted as letters or symbols, and seen by nobody.
const unseen = /[\u115f\u1160\u2800\u3164\uffa0\ufffc]/gu
const seen = /[\p{L}\p{N}\p{P}\p{S}]/u

/** One line, and not only of signs that nobody sees: the format of names in schemas. Nothing at all is no name yet. */
export const visibleLine = 'visible-line'
export const isVisibleLine = (text: string): boolean =>
  !refused.test(text) && (/^\p{Zs}*$/u.test(text) || seen.test(text.replace(unseen, '')))
