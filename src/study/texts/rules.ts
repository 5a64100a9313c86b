// Reads a policy text into numbered clauses. Knows the numbering of Chinese official documents (第一章, 第一条, 一、,
// （一）, 1., （1）), decimal numbering (1.2) and Markdown headings. Pure; a person sees and mends the result before it is
// saved.
import { type Finding, finding } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { mostClauses } from '../policies/rules.ts'

export type ParsedClause = { number: string; depth: number; heading: boolean; text: string }
export type Parsed = {
  title: string
  clauses: ParsedClause[] /** nothing was numbered: paragraphs were */
  counted: boolean
}
export type Encoding = 'UTF-8' | 'UTF-16' | 'GB18030'

export const largestText = 1024 * 1024

const refused = (code: string, text: string): { findings: Finding[] } => ({
  findings: [finding('', code, text)],
})
const startsWith = (bytes: Uint8Array, ...signature: number[]) =>
  signature.every((byte, at) => bytes[at] === byte)

/** The text of a file and how it was written, or why it is none. */
export function readText(bytes: Uint8Array): { text: string; encoding: Encoding } | { findings: Finding[] } {
  if (bytes.length === 0) return refused('empty', msg('The file is empty.'))
  if (bytes.length > largestText)
    return refused(
      'too-large',
      msg('The text is larger than 1 MB. Import it in parts, or leave pictures out.'),
    )
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    return refused(
      'not-text',
      msg('This is a Word or another office file. Save it as plain text and choose that file.'),
    )
  }
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) {
    return refused(
      'not-text',
      msg('This is a PDF. Copy its text into a plain text file and choose that file.'),
    )
  }
  const isUtf16 = startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)
  if (!isUtf16 && bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) {
    return refused('not-text', msg('This is not a text file.'))
  }
  const order: [Encoding, string][] = isUtf16
    ? [['UTF-16', bytes[0] === 0xff ? 'utf-16le' : 'utf-16be']]
    : [
        ['UTF-8', 'utf-8'],
        ['GB18030', 'gb18030'],
      ]
  for (const [encoding, label] of order) {
    try {
      const text = new TextDecoder(label, { fatal: true }).decode(bytes)
      if (encoding !== 'GB18030' || looksChinese(text)) return { text, encoding }
    } catch {
      // Not written so; the next may fit.
    }
  }
  return refused(
    'encoding',
    msg('The signs of this file cannot be read. Save it as UTF-8 and choose it again.'),
  )
}

/** GB18030 gives nearly any bytes a meaning: only a text that comes out as Chinese was written so. */
function looksChinese(text: string): boolean {
  const wide = [...text].filter((sign) => sign > '\x7f')
  const chinese = wide.filter((sign) =>
    /[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2027\u00b7\u3400-\u4dbf]/.test(sign),
  )
  return chinese.length >= wide.length * 0.95
}

// 'Article 3.', 'Artículo 3.º –', 'Section 2: …'; running text that only mentions one goes on in small letters.
const western = (words: string) =>
  new RegExp(
    `^((?:${words})\\s*(?:\\d{1,4}[a-z]?|[IVXLC]{1,7})(?:\\.?[ºo°](?![a-z]))?)(?:[.:)–—-]+\\s*|\\s+(?=[\\p{Lu}¿¡"“«(])|$)(.*)$`,
    'iu',
  )

const cjk = '[一二三四五六七八九十百零〇两]+'
/** Rank of a style: what has the lower rank encloses what has the higher one. */
const styles: { rank: number; pattern: RegExp; heading?: boolean }[] = [
  { rank: 10, pattern: new RegExp(`^(第(?:${cjk}|\\d+)[编篇章])[\\s　]*(.*)$`), heading: true },
  { rank: 11, pattern: new RegExp(`^(第(?:${cjk}|\\d+)节)[\\s　]*(.*)$`), heading: true },
  { rank: 10, pattern: western('part|title|book|título|parte|libro|titre|partie|livre'), heading: true },
  { rank: 11, pattern: western('chapter|capítulo|capitulo|chapitre'), heading: true },
  {
    rank: 20,
    pattern: western(
      'articles?|art\\.|artículo|articulo|clause|cláusula|section|sec\\.|sección|rule|regla|§',
    ),
  },
  { rank: 20, pattern: new RegExp(`^(第(?:${cjk}|\\d+)条)[\\s　：:]*(.*)$`) },
  { rank: 30, pattern: new RegExp(`^(${cjk})、[\\s　]*(.*)$`) },
  { rank: 40, pattern: new RegExp(`^([（(]${cjk}[）)])[\\s　、.]*(.*)$`) },
  { rank: 60, pattern: /^([（(]\d{1,3}[）)])[\s　、.]*(.*)$/ },
  { rank: 51, pattern: /^(\d{1,3}(?:\.\d{1,3}){1,5})[.．、)）]?[\s　]+(.*)$/ },
  { rank: 50, pattern: /^(\d{1,3})[.．、)）](?!\d)[\s　]*(.*)$/ },
]

type Line = { rank: number; number: string; text: string; heading: boolean }

function readLine(line: string): Line | null {
  const markdown = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line)
  const content = markdown ? markdown[2] : line
  for (const { rank, pattern, heading } of styles) {
    const m = pattern.exec(content)
    if (!m) continue
    const parts = rank === 51 ? m[1].split('.').length - 2 : 0
    return {
      rank: markdown ? markdown[1].length : rank + parts,
      number: m[1],
      text: m[2].trim(),
      heading: Boolean(markdown) || (heading === true && !/[。；;]/.test(m[2])),
    }
  }
  return markdown ? { rank: markdown[1].length, number: '', text: content, heading: true } : null
}

const tidy = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    // Emphasis of Markdown says nothing here.
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')

/** Reads a text into clauses; where nothing is numbered, its paragraphs are counted. */
export function parsePolicy(text: string): Parsed {
  const found: Line[] = []
  const before: string[] = []
  let current: Line | null = null
  let isNewParagraph = true
  for (const raw of tidy(text).split('\n')) {
    const line = raw.replace(/^[\s　]+|[\s　]+$/g, '')
    if (!line || /^(?:[-*_]\s*){3,}$/.test(line)) {
      isNewParagraph = true
      continue
    }
    const start = readLine(line)
    if (start) {
      found.push(start)
      current = start
    } else if (current?.heading && current.text && isNewParagraph) {
      // A paragraph under a heading is a clause of its own; a heading alone says nothing that could be cited.
      current = { rank: current.rank + 0.5, number: '', text: line, heading: false }
      found.push(current)
    } else if (current) {
      current.text += current.text ? `\n${line}` : line
    } else if (isNewParagraph || before.length === 0) before.push(line)
    else before[before.length - 1] += `\n${line}`
    isNewParagraph = false
  }
  return found.some((line) => !line.heading || line.number) ? numbered(found, before) : counted(found, before)
}

/** The first line is the title where it ends like none of a text's sentences. */
function takeTitle(paragraphs: string[]): { title: string; rest: string[] } {
  const [first = '', ...rest] = paragraphs
  return first && first.length <= 80 && !/[。；：.;:!?！？]$|\n/.test(first)
    ? { title: first, rest }
    : { title: '', rest: paragraphs }
}

function counted(headings: Line[], before: string[]): Parsed {
  const { title, rest } = takeTitle([...headings.map(({ text }) => text), ...before])
  const clauses = rest.map((text, at) => ({ number: String(at + 1), depth: 1, heading: false, text }))
  return { title, clauses, counted: true }
}

function numbered(found: Line[], before: string[]): Parsed {
  let lines = found
  let { title, rest } = takeTitle(before)
  // "# Title" over everything is the title of the document, not a clause of it.
  if (
    !title &&
    rest.length === 0 &&
    found[0].heading &&
    !found[0].number &&
    found.filter(({ rank }) => rank === found[0].rank).length === 1
  ) {
    title = found[0].text
    lines = found.slice(1)
  }
  const preamble = rest.length > 0 ? [{ rank: -1, number: '0', text: rest.join('\n'), heading: false }] : []
  const ranks = [...new Set(lines.map(({ rank }) => rank))].sort((a, b) => a - b)
  const clauses: ParsedClause[] = []
  /** the numbers of what encloses the line, by depth */
  const path: string[] = []
  const counts: number[] = []
  const seen = new Set<string>()
  for (const line of [...preamble, ...lines]) {
    const depth = Math.min(6, ranks.indexOf(line.rank) + 1 || 1)
    counts[depth] = (counts[depth] ?? 0) + 1
    counts.length = depth + 1
    const parent = path.slice(1, depth).filter(Boolean).at(-1) ?? ''
    const own = line.number || String(counts[depth])
    // A number that only counts within its chapter is cited with the chapter's: “一（二）”, “3.2”.
    const join = (outer: string) => (/^\d+$/.test(own) && outer ? `${outer}.${own}` : `${outer}${own}`)
    let number = line.number && !seen.has(own) && !isInner(line.rank) ? own : join(parent)
    for (let n = 2; seen.has(number); n++) number = `${join(parent)}-${n}`
    seen.add(number)
    path[depth] = number
    path.length = depth + 1
    clauses.push({ number, depth, heading: line.heading, text: line.text })
  }
  return { title, clauses, counted: false }
}

/** （一） and （1） always begin anew under what encloses them. */
const isInner = (rank: number): boolean => rank === 40 || rank === 60

/** What speaks against a parsed text as a whole. */
export function parsedFindings({ clauses }: Parsed): Finding[] {
  if (clauses.length === 0) return [finding('', 'empty', msg('The file holds no text.'))]
  if (clauses.length > mostClauses) {
    return [
      finding('', 'too-many', msg('These are more than {n} clauses. Import the text in parts.'), {
        n: mostClauses,
      }),
    ]
  }
  return []
}
