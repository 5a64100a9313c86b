// What is held about a person as a page to read: a part a kind, ids as what they are called. Pure.
import { isSaidDate, onClock, saySaid } from '../../base/dates.ts'
import { isNames, type Names, nameIn, type Params } from '../../base/words.ts'
import type { Say } from '../../platform/catalogues.ts'
import { columnWords, valueWords } from './words.ts'

type Row = Record<string, unknown>
export type Part = { name: string; title: string; rows: Row[] }
type Page = {
  title: string
  about: string[]
  parts: Part[]
  names: Map<string, Names>
  language: string
  say: Say
  /** by whose clock hours are shown */
  zone: string
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const asText = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign])

const mostColumns = 8

const style = `body{font:15px/1.6 system-ui,sans-serif;margin:2rem auto;padding:0 1rem;max-width:72rem;color:#1c1b1a}
h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.05rem;margin:2rem 0 .4rem}.about{max-width:44rem;color:#555}
.part{overflow-x:auto}table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid #ddd;padding-block:4px;padding-inline:0 14px;text-align:start;vertical-align:top}
th{color:#555;font-weight:600;white-space:nowrap}table+table{margin-top:1rem}.record{width:44rem;max-width:100%}.record th{width:12em;white-space:normal}td{overflow-wrap:anywhere;min-width:5em}
@media print{body{margin:0;max-width:none}.part{overflow:visible}h2{break-after:avoid}}`

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** A finding as it is kept with a record: its text in English, to be said with its parameters. */
const isFinding = (value: object): value is { text: string; params: Params } =>
  'text' in value && 'params' in value && typeof value.text === 'string'

/** What a value of a column is called in the reader's language; '' for what says nothing. */
function textsOf({ names, language, say, zone }: Pick<Page, 'names' | 'language' | 'say' | 'zone'>) {
  const wordOf = (column: string, value: string): string => {
    const called = names.get(value) ?? names.get(`${column} ${value}`)
    if (called) return nameIn(called, language)
    const word = valueWords[column]?.[value]
    if (word) return say(word)
    if (isId(value)) return ''
    if (column.endsWith('_said') && isSaidDate(value)) return saySaid(value, language, say)
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) ? onClock(new Date(value), zone) : value
  }
  const textOf = (column: string, value: unknown): string => {
    if (value === null || value === undefined || value === 'infinity') return ''
    if (typeof value === 'boolean') return say(value ? 'yes' : 'no')
    if (value instanceof Date) return textOf(column, value.toISOString())
    if (typeof value === 'string') return wordOf(column, value)
    if (isNames(value)) return nameIn(value, language)
    if (typeof value !== 'object') return String(value)
    if (isFinding(value)) return say(value.text, value.params)
    return Object.entries(value)
      .map(([key, one]) => {
        const text = textOf(column, one)
        const word = valueWords[column]?.[key]
        return word && text ? `${say(word)} ${text}` : text
      })
      .filter((text) => text !== '')
      .join('; ')
  }
  return textOf
}

/** The page in pieces, as they follow each other: whoever worked for years fills a long one. */
export function* pageOf({ title, about, parts, names, language, say, zone }: Page): Generator<string> {
  const textOf = textsOf({ names, language, say, zone })
  const isShown = (rows: Row[], column: string): boolean =>
    column in columnWords &&
    rows.some((row) =>
      // An id says something only where what it means has a name.
      /^id$|_id$|_as$/.test(column) ? names.has(String(row[column])) : textOf(column, row[column]) !== '',
    )
  function* part({ title, rows }: Part): Generator<string> {
    yield `<h2>${asText(title)} (${rows.length})</h2>\n`
    const known = new Set(rows.flatMap((row) => Object.keys(row)))
    const columns = Object.keys(columnWords).filter((column) => known.has(column) && isShown(rows, column))
    // What has many columns is read row by row.
    if (columns.length > mostColumns) {
      const line = (row: Row) => (column: string) => {
        const text = textOf(column, row[column])
        return (
          text && `<tr><th scope="row">${asText(say(columnWords[column]))}</th><td>${asText(text)}</td></tr>`
        )
      }
      for (const row of rows)
        yield `<table class="record"><tbody>${columns.map(line(row)).join('')}</tbody></table>\n`
      return
    }
    const head = (column: string) => `<th scope="col">${asText(say(columnWords[column]))}</th>`
    const cell = (row: Row) => (column: string) => `<td>${asText(textOf(column, row[column]))}</td>`
    yield `<div class="part"><table><thead><tr>${columns.map(head).join('')}</tr></thead><tbody>\n`
    for (const row of rows) yield `<tr>${columns.map(cell(row)).join('')}</tr>\n`
    yield '</tbody></table></div>\n'
  }
  yield `<!doctype html>
<html lang="${asText(language)}" dir="auto"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${asText(title)}</title>
<style>${style}</style></head><body>
<h1>${asText(title)}</h1>
${about.map((text) => `<p class="about">${asText(text)}</p>`).join('\n')}
`
  for (const one of parts) yield* part(one)
  yield '</body></html>\n'
}
