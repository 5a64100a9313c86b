// What stands in docs/ as pages that people read, without a network: markdown made into plain HTML when somebody asks.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { notFound } from '../../base/problems.ts'
import { chooseLanguage } from '../../base/words.ts'
import type { Words } from '../../platform/catalogues.ts'

const docs = join(import.meta.dirname, '..', '..', '..', 'docs')

/**
 * `/guide/<language>` is the guide, `/guide/<name>.md` any other page: links from one to another hold here as in docs/.
 */
export const serveGuides = (app: FastifyInstance, { directionOf }: Words) =>
  app.get<{ Params: { page: string } }>('/guide/:page', async (request, reply) => {
    const named = guideNamed(request.params.page)
    if (!named) throw notFound()
    const page = await guidePage(named, directionOf(named.language))
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
  })

type Named = { file: string; language: string }

/** What an address means: a language its guide, or the nearest there is; a page by its own name; or nothing. */
function guideNamed(page: string): Named | null {
  const pages = globSync('*.md', { cwd: docs })
  if (pages.includes(page)) return { file: page, language: /\.(.+)\.md$/.exec(page)?.[1] ?? 'en' }
  if (page.includes('.')) return null
  const guides = pages.flatMap((name) => /^guide\.(.+)\.md$/.exec(name)?.[1] ?? [])
  const language = chooseLanguage([page], guides)
  return { file: `guide.${language}.md`, language }
}

/** The whole page. The parser is fetched with the first of them: until then it costs no memory. */
async function guidePage({ file, language }: Named, direction: string): Promise<string> {
  const { marked } = await import('marked')
  // A line that ends between Chinese signs goes on without the space that it would become.
  const source = readFileSync(join(docs, file), 'utf8').replace(
    /(?<=[\p{Script=Han}，。；：、）”])\n *(?=[\p{Script=Han}（“])/gu,
    '',
  )
  const tokens = marked.lexer(source)
  const parts = tokens.flatMap((token) => {
    if (token.type !== 'heading' || token.depth !== 2) return []
    const [, text, anchor] = /^(.*?) *<a id="([\w-]+)"><\/a>$/.exec(token.text) ?? []
    return anchor ? [`<a href="#${anchor}">${marked.parseInline(text)}</a>`] : []
  })
  const [head, ...rest] = tokens
  const title = 'text' in head ? head.text : file
  // A table that is wider than a phone scrolls within itself, by keyboard too.
  const text = marked
    .parser(rest)
    .replaceAll('<table>', `<div class="wide" role="group" tabindex="0" aria-label="${title}"><table>`)
    .replaceAll('</table>', '</table></div>')
  const nav = parts.length > 0 ? `<nav class="parts" aria-label="${title}">${parts.join(' ')}</nav>` : ''
  return `<!doctype html>
<html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title} · 合作 Hezuo</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/api/docs.css"></head>
<body><header><p><a href="/">合作 Hezuo</a></p></header>
<main>${marked.parser([head])}${nav}${text}</main></body></html>`
}
