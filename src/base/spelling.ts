// How names are written, so that one name is one text. Pure.

/**
 * Composed signs, and one dot between the parts of a name, whatever keyboard or program it came from. A full stop counts
 * only between Chinese signs.
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

// Line ends and signs that turn the direction of what follows; and signs that nobody sees.
const refused = '\\u0000-\\u001f\\u007f\\u0085\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069'
const unseen =
  '\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e\\u200b-\\u200f\\u2060-\\u2064\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0'

const visible = new RegExp(`^(?![\\s\\S]*[${refused}])(?!\\s*[${unseen}][\\s${unseen}]*$)[\\s\\S]*$`)

/** One line, and not only of signs that nobody sees: the format of names in schemas. */
export const visibleLine = 'visible-line'
export const isVisibleLine = (text: string): boolean => visible.test(text)
