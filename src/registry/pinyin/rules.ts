// A Latin name for what has only a Chinese one: pinyin, as names are written. Whoever knows better says so in the file.
import { pinyin } from 'pinyin-pro'

export const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text)

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** 'zhen' and 'an' are written Zhen'an. */
const joined = (syllables: string[]): string =>
  capital(syllables.map((one, at) => (at > 0 && /^[aeo]/.test(one) ? `'${one}` : one)).join(''))

const syllablesOf = (text: string, isPerson = false): string[] =>
  pinyin(text, { toneType: 'none', type: 'array', v: true, surname: isPerson ? 'head' : 'off' }).map((one) =>
    one.replace(/v/g, 'ü'),
  )

const doubleSurnames = new Set(
  '欧阳 司马 诸葛 上官 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 令狐 澹台 淳于 单于 太史 申屠 轩辕 钟离 闻人 赫连 端木 百里 呼延 东郭 南门 西门 完颜 闾丘 濮阳'.split(
    ' ',
  ),
)

/** '欧阳振安' → "Ouyang Zhen'an" */
export function personPinyin(name: string): string {
  if (!isHan(name)) return name
  if (/[·\s]/.test(name))
    return name
      .split(/[·\s]+/)
      .map((part) => joined(syllablesOf(part)))
      .join(' ')
  const letters = [...name]
  const surname = letters.length > 2 && doubleSurnames.has(letters.slice(0, 2).join('')) ? 2 : 1
  const syllables = syllablesOf(name, true)
  // A sign that no dictionary knows stays as it is, and then nothing is known of where the words end.
  if (syllables.length !== letters.length || letters.length < 2) return joined(syllables)
  return `${joined(syllables.slice(0, surname))} ${joined(syllables.slice(surname))}`
}

const placeWords = /(自治区|自治州|自治县|自治旗|专区|地区|街道|省|市|县|区|镇|乡|州|盟|旗|村)$/

/** '许昌市' → 'Xuchang Shi' */
export function placePinyin(name: string): string {
  if (!isHan(name)) return name
  const word = placeWords.exec(name)?.[1]
  if (!word || word.length === name.length) return joined(syllablesOf(name))
  return `${joined(syllablesOf(name.slice(0, -word.length)))} ${joined(syllablesOf(word))}`
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** '临颍县针织生产合作社' → 'Linying Xian Zhenzhi Shengchan Hezuoshe' */
export function unitPinyin(name: string): string {
  if (!isHan(name)) return name
  return [...words.segment(name)]
    .map(({ segment }) => (isHan(segment) ? placePinyin(segment) : segment))
    .join(' ')
    .replace(/ +/g, ' ')
    .trim()
}
