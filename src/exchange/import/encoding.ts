// In which encoding a text was written that says nothing of it. What is plainly Chinese is read as such; where it is
// not, whoever brings the file is shown how it reads in each and says which is right. Runs in a worker.
import { finding, Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { type Encoding, encodings } from './rules.ts'

export function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return isText(text) ? text : null
  } catch {
    return null
  }
}

/** No control signs but tabs and line ends, and hardly any sign for private use, which wrong decoding leaves behind. */
function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u0008\u000b\u000e-\u001f\u0080-\u009f\ufffd]/.test(text)) return false
  return (text.match(/[\ue000-\uf8ff]/g)?.length ?? 0) <= text.length / 100
}

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a))

const headings = /姓名|名称|编码|编号|代码|地区|单位|电话|手机|职务|岗位|社员|级别|行业|日期/

/**
 * Whether the bytes, which can be read as GB18030, are Chinese. Bytes of another encoding read as rare signs, as signs
 * of the second half of the list, or as single signs within Latin words; Korean ones only as signs of its beginning.
 */
export function isChinese(bytes: Uint8Array, text: string): boolean {
  if (headings.test(text)) return true
  let [all, odd, second, late] = [0, 0, 0, 0]
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at]
    if (lead < 0x80) continue
    const trail = bytes[at + 1]
    const length = trail >= 0x30 && trail <= 0x39 ? 4 : 2
    const isAlone = (bytes[at - 1] ?? 0) < 0x80 && (bytes[at + length] ?? 0) < 0x80
    const isInWord = isAlone && (isLetter(bytes[at - 1]) || isLetter(bytes[at + length]))
    const isSign = lead >= 0xa1 && lead <= 0xa9 && trail >= 0xa1
    if (!isSign || isInWord) {
      all += 1
      if (isInWord || length === 4 || trail < 0xa1 || lead < 0xb0 || lead > 0xf7) odd += 1
      else if (lead >= 0xd8) second += 1
      if (lead > 0xc8) late += 1
    }
    at += length - 1
  }
  return odd <= all * 0.1 && second <= Math.max(1, all * 0.3) && (all < 12 || late > 0)
}

const scripts = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Thai',
  'Han',
  'Hangul',
  'Hiragana',
  'Katakana',
]
const scriptPatterns = scripts.map((script) => new RegExp(`\\p{Script=${script}}`, 'u'))
const japanese = scripts.indexOf('Hiragana')

/** A word as no language writes it: of several scripts, with a capital after a small letter, or with a sign in it. */
function isOddWord(word: string): boolean {
  const used = scriptPatterns.flatMap((pattern, at) => (pattern.test(word) ? [at] : []))
  const isMixed = used.length > 1 && !used.some((at) => at >= japanese)
  const isCased = /\p{Ll}\p{Lu}/u.test(word)
  return (
    isMixed ||
    isCased ||
    used.length === 0 ||
    /[^\p{L}\p{M}\p{N}\p{P}]/u.test(word.replace(/[+=<>|~^$]/g, ''))
  )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII is looked for
const foreign = /[^\u0000-\u007f]/
const mostShown = 6

/** The encodings in which the bytes can be read, those first in which they read as words. */
function readings(bytes: Uint8Array): { encoding: Encoding; text: string }[] {
  const found: { encoding: Encoding; text: string; odd: number }[] = []
  for (const encoding of encodings) {
    const text = decode(bytes, encoding)
    if (text === null || found.some((one) => one.text === text)) continue
    const words = text
      .split(/[\s,;:"'()|/\\]+/)
      .filter((word) => foreign.test(word))
      .slice(0, 500)
    const odd = words.filter(isOddWord).length / Math.max(1, words.length)
    found.push({ encoding, text, odd })
  }
  const least = Math.min(...found.map(({ odd }) => odd))
  return found
    .filter(({ encoding, odd }) => odd <= least + 0.25 || encoding === 'gb18030')
    .sort((a, b) => a.odd - b.odd)
    .slice(0, mostShown)
}

/** The lines that differ, as far as somebody needs to see them. */
const previewOf = (text: string): string =>
  text
    .split(/[\r\n]+/)
    .filter((line) => foreign.test(line))
    .slice(0, 3)
    .map((line) => line.slice(0, 60))
    .join(' / ')

/** Asks which encoding it is, with how the text reads in each; or says that it reads in none. */
export function askEncoding(bytes: Uint8Array): Problem {
  const found = readings(bytes)
  if (found.length === 0)
    return new Problem('invalid', {
      errors: [
        finding(
          '',
          'encoding',
          msg(
            'The characters of this file cannot be read. Save it again as “CSV UTF-8” or as an Excel workbook (.xlsx).',
          ),
        ),
      ],
    })
  const text = msg('{encoding}: {preview}')
  return new Problem('invalid', {
    text: msg('The file does not say how its characters are written. Choose how it reads correctly.'),
    errors: found.map((one) =>
      finding(`/encoding/${one.encoding}`, 'which-encoding', text, {
        encoding: encodingNames[one.encoding],
        preview: previewOf(one.text),
      }),
    ),
  })
}

export const encodingNames: Record<string, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  gb18030: 'GB18030',
  big5: 'Big5',
  shift_jis: 'Shift JIS',
  'euc-kr': 'EUC-KR',
  'koi8-r': 'KOI8-R',
  ...Object.fromEntries(
    encodings.filter((one) => one.startsWith('windows')).map((one) => [one, one.replace('w', 'W')]),
  ),
}
