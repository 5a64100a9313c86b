// Pages of text that need no script: the frame of the interface for programs and of the guides, and what is said of an
// address that leads nowhere.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { msg } from '../../base/words.ts'
import type { Say, Words } from '../../platform/catalogues.ts'
import { askedLanguage } from '../../platform/http.ts'

/** In which language a page is written, and which way that runs. */
type Written = { language: string; direction: string }

const home = '<a href="/">合作 Hezuo</a>'

/** Parts are HTML; `head` goes on behind the way home. */
export const plainPage = (
  { language, direction }: Written,
  { title, head = '', main }: { title: string; head?: string; main: string },
): string => `<!doctype html>
<html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title} · 合作 Hezuo</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/api/docs.css"></head>
<body><header><p>${home}${head}</p></header>
<main>${main}</main></body></html>`

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Whether a browser shows what comes; of a call its answer is shown as it is. */
const isOpenedByPerson = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  /\btext\/html\b/.test(headers.accept ?? '') &&
  !/^\/(?:api|\.well-known)(?:[/?]|$)/.test(url)

/** Shows whoever opens an address that leads nowhere the ways on from there; null where a program is to be told. */
export function showNothing(
  request: FastifyRequest,
  response: FastifyReply,
  words: Words,
): FastifyReply | null {
  if (!isOpenedByPerson(request)) return null
  const language = askedLanguage(request, words)
  const page = nothingPage({ language, direction: words.directionOf(language) }, words.say(language))
  return response
    .code(404)
    .type('text/html; charset=utf-8')
    .header('vary', 'accept, accept-language, cookie')
    .send(page)
}

function nothingPage(written: Written, say: Say): string {
  const title = escaped(say(msg('There is no such page')))
  const why = escaped(say(msg('The address may be mistyped, or what it led to was never here.')))
  const ways = [
    `<a href="/">${escaped(say(msg('To the beginning')))}</a>`,
    `<a href="/guide/${written.language}">${escaped(say(msg('Guide')))}</a>`,
  ]
  return plainPage(written, { title, main: `<h1>${title}</h1><p>${why}</p><p>${ways.join(' · ')}</p>` })
}
