// How names are written, so that one name is one text. Pure.
import { inWholeSigns } from './look-alikes.ts'

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

/**
 * Names by which two are compared: without spaces, width, case and marks between their parts, in whole signs
 * (registry.name_key).
 */
export const spellingKey = (text: string): string =>
  inWholeSigns(text.normalize('NFKC'))
    .toLowerCase()
    .replaceAll('ü', 'u')
    .replace(/[ ·・‧•.,\-'’ʼ]/g, '')

const notDigits = /[^0-9]/g

/**
 * A telephone by which two are compared: digits alone, without the country's prefix (registry.phone_key). Null for what
 * is too short to tell anybody apart.
 */
export function phoneKey(text: string): string | null {
  if (text.replace(notDigits, '').length < 6) return null
  return text.normalize('NFKC').replace(notDigits, '').slice(-11)
}

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
const seen = /[\p{L}\p{N}\p{P}\p{S}]/u

// What no font draws (Unicode: Default_Ignorable_Code_Point), and blanks that count as letters or symbols.
const unseen = /[\p{DI}\u2800\ufffc\u{13441}\u{13442}\u{16fe4}]/gu
/** The text without any sign that nobody sees, also without those that shape the signs beside them: for comparing. */
export const withoutUnseen = (text: string): string => text.replace(unseen, '')

// Scripts whose letters are joined, parted or put in order by signs that are not seen themselves.
const joining =
  'Arab Syrc Nkoo Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr Tibt Thai Laoo'
    .split(' ')
    .map((script) => `\\p{scx=${script}}`)
    .join('')
const symbol = '(?:\\p{Extended_Pictographic}|\\p{Emoji_Modifier})'
/** In groups: what stays beside the signs that it shapes, what stays in a text with letters from right to left. */
const ignorable = new RegExp(
  [
    `((?<=(?!\\p{DI})[${joining}])[\\u200b-\\u200d]|(?<=(?!\\p{DI})\\p{sc=Mong})[\\u180b-\\u180f]`,
    `|(?<=${symbol})[\\ufe0e\\ufe0f]|(?<=[0-9#*])\\ufe0f(?=\\u20e3)|(?<=${symbol}\\ufe0f?)\\u200d(?=${symbol})`,
    // Flags of parts of countries.
    '|(?<=\\u{1f3f4}[\\u{e0020}-\\u{e007f}]{0,6})[\\u{e0020}-\\u{e007f}])',
    '|([\\u061c\\u200e\\u200f\\u2066-\\u2069])|\\p{DI}',
  ].join(''),
  'gu',
)
const rightToLeft = /(?!\p{DI})[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}]/u

/**
 * The text as it is kept: without signs that nobody sees, which come along from other programs or make of one text
 * another that looks the same. What a script needs stays where it does: joiners in words, what turns a sign into a
 * picture, and the direction of what is read from right to left.
 */
export function visible(text: string): string {
  let turns: boolean | undefined
  return text.replace(ignorable, (_, shaping?: string, turning?: string) => {
    if (!turning) return shaping ?? ''
    turns ??= rightToLeft.test(text)
    return turns ? turning : ''
  })
}

/** One line, and not only of signs that nobody sees: the format of names in schemas. Nothing at all is no name yet. */
export const visibleLine = 'visible-line'
export const isVisibleLine = (text: string): boolean =>
  !refused.test(text) && (/^\p{Zs}*$/u.test(text) || seen.test(withoutUnseen(text)))
