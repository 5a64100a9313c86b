// The interface for machines as a page that people read: made from the same calls as the OpenAPI description, as plain
// HTML, so that it needs no script and prints.
import { readFileSync } from 'node:fs'
import type { Call } from '../../base/call.ts'
import { kinds } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import type { Say } from '../../platform/catalogues.ts'
import { escaped, plainPage } from './plain-page.ts'

const tokens = new URL('../../kit/tokens.css', import.meta.url)
const own = new URL('./api-page.css', import.meta.url)

/** The page's style sheet: the tokens of all screens, then what only this page needs. */
export const apiStyle = (): string => `${readFileSync(tokens, 'utf8')}\n${readFileSync(own, 'utf8')}`

/** Paragraphs of the introduction. What stands between backticks is code. */
const introduction: { title: string; lines: string[]; example?: string }[] = [
  {
    title: msg('Signing in'),
    lines: [
      msg(
        'A program signs in with a token that a person makes on the page of their own account: for one place and what lies beneath it, for reading or for writing too, until a day. It is sent in each request’s `Authorization` header and can do nothing that its owner could not do.',
      ),
    ],
    example: 'curl -H "Authorization: Bearer $TOKEN" {base}/api/me',
  },
  {
    title: msg('Asking and answering'),
    lines: [
      msg(
        'Everything is JSON in UTF-8. Ids are UUIDs; days are `YYYY-MM-DD`, intervals end before their last day; whole numbers are in the indicator’s own unit; names come in Chinese and English. `Accept-Language` chooses the language of refusals.',
      ),
      msg(
        'Lists that can grow are read a page at a time: an answer with `next` goes on by asking again with `after` set to it, until `next` is null. Nothing is skipped or told twice when records are added meanwhile.',
      ),
      msg(
        'Every answer to a GET has an `ETag`. Sent back as `If-None-Match`, it is answered 304 without a body while nothing has changed.',
      ),
    ],
    example: 'curl -H "Authorization: Bearer $TOKEN" -H \'If-None-Match: "…"\' {base}/api/periods',
  },
  {
    title: msg('Sending twice'),
    lines: [
      msg(
        'What people write in the field carries an id made by the sender. The same id with the same content is answered as the first time, however often it is sent; with other content it is refused as `different-content`. After an answer that did not arrive, send again.',
      ),
      msg(
        'Other requests that change something take a UUID in the header `Idempotency-Key`: sent again under the same key they are done once and answered as the first time.',
      ),
    ],
  },
  {
    title: msg('Being told'),
    lines: [
      msg(
        'A webhook is told within seconds what happened in a place, as a POST by Standard Webhooks: `webhook-id`, `webhook-timestamp` and `webhook-signature`, an HMAC-SHA256 over the three of id, timestamp and body joined by points. Whatever is not answered with 2xx is sent again under the same id; order is not promised. A message names the record; what stands in it is asked for.',
      ),
    ],
    example:
      '{"type": "report.made", "timestamp": "…", "data": {"id": "…", "kind": "report", "subjectId": "…", "placeId": "…"}}',
  },
  {
    title: msg('Refusals'),
    lines: [
      msg(
        'A refusal is an `application/problem+json` (RFC 9457) of one of the kinds below. `errors` names each field by a JSON pointer, a code that stays the same, and the reason in the reader’s language. Somebody else’s record is answered as if it were not there.',
      ),
    ],
  },
]

const withCode = (text: string): string =>
  escaped(text).replace(/`([^`]+)`/g, (_, code: string) => `<code>${code}</code>`)

function kindsTable(say: Say): string {
  const rows = Object.entries(kinds).map(
    ([kind, { status, title }]) =>
      `<tr id="problem-${kind}"><td class="number">${status}</td><td><code>/problems/${kind}</code></td><td>${escaped(say(title))}</td></tr>`,
  )
  return `<table><thead><tr><th class="number">${escaped(say(msg('HTTP status')))}</th><th>${escaped(say(msg('Type')))}</th><th>${escaped(say(msg('Meaning')))}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

type Schema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  pattern?: string
}

/** A schema in a line or a few, as a programmer would sketch it. */
function shape(schema: Schema, indent = ''): string {
  if (schema.anyOf) return schema.anyOf.map((one) => shape(one, indent)).join(' | ')
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.type === 'array') {
    const inner = shape(schema.items ?? {}, indent)
    return inner.includes(' | ') ? `(${inner})[]` : `${inner}[]`
  }
  if (schema.properties) {
    const inside = `${indent}  `
    const lines = Object.entries(schema.properties).map(
      ([name, one]) => `${inside}${name}${schema.required?.includes(name) ? '' : '?'}: ${shape(one, inside)}`,
    )
    return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`
  }
  return schema.type ?? 'any'
}

const anchor = (call: Call) => `${call.method} ${call.path}`.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase()
const groupOf = (call: Call) => call.path.split('/')[2].replace(/\..*/, '')

function callPart(call: Call, say: Say): string {
  const parts: [string, string][] = []
  const add = (title: string, schema: unknown) => schema && parts.push([say(title), shape(schema as Schema)])
  add(msg('In the address'), call.params)
  add(msg('In the query'), call.query)
  if (call.raw) parts.push([say(msg('Body')), say(msg('a file as it is'))])
  else add(msg('Body'), call.body)
  if (call.file) parts.push([say(msg('Answer')), say(msg('a file as it is'))])
  else add(msg('Answer'), call.reply)
  const described = parts.map(([title, text]) => `<h4>${escaped(title)}</h4><pre>${escaped(text)}</pre>`)
  const open =
    call.open === 'anyone' ? ` <span class="open">${escaped(say(msg('open to anyone')))}</span>` : ''
  return `<details id="${anchor(call)}"><summary><span class="method">${call.method}</span> <code dir="ltr">${escaped(call.path)}</code>${open}<span class="says" lang="en">${escaped(call.summary)}</span></summary>${described.join('')}</details>`
}

type Shown = {
  calls: Call[]
  version: string
  baseUrl: string
  language: string
  direction: string
  say: Say
}

/** The whole page in the reader's language; what a call does is told in English, as in the OpenAPI description. */
export function apiPage({ calls, version, baseUrl, language, direction, say }: Shown): string {
  const groups = Map.groupBy(
    [...calls].sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method)),
    groupOf,
  )
  const title = escaped(say(msg('The interface for programs')))
  const opening = introduction.map(({ title: head, lines, example }) => {
    const paragraphs = lines.map((line) => `<p>${withCode(say(line))}</p>`).join('')
    const table = head === 'Refusals' ? kindsTable(say) : ''
    const code = example ? `<pre>${escaped(example.replace('{base}', baseUrl))}</pre>` : ''
    return `<section><h2>${escaped(say(head))}</h2>${paragraphs}${code}${table}</section>`
  })
  const contents = [...groups.keys()].map((group) => `<a href="#${group}">${escaped(group)}</a>`)
  const sections = [...groups].map(
    ([group, own]) =>
      `<section id="${group}"><h2>${escaped(group)}</h2>${own.map((one) => callPart(one, say)).join('')}</section>`,
  )
  const described = withCode(
    say(msg('{n} calls, described for machines as OpenAPI 3.1 at'), { n: calls.length }),
  )
  return plainPage(
    { language, direction },
    {
      title,
      head: ` ${escaped(version)}</p><h1>${title}</h1>
<p>${described} <a href="/api/openapi.json">/api/openapi.json</a>`,
      main: `${opening.join('')}<nav aria-label="${escaped(say(msg('Contents')))}">${contents.join(' ')}</nav>${sections.join('')}`,
    },
  )
}
