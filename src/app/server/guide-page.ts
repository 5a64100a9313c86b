// What stands in docs/ as pages that people read, without a network: markdown made into plain HTML when somebody asks.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { chooseLanguage } from '../../base/words.ts'
import type { Words } from '../../platform/catalogues.ts'
import { askedLanguage } from '../../platform/http.ts'
import { plainPage } from './plain-page.ts'

const docs = join(import.meta.dirname, '..', '..', '..', 'docs')

/**
 * `/guide/<language>` is the guide, `/guide/<name>.md` any other page: links from one to another hold here as in docs/.
 * A language without a guide leads to the nearest that has one, or to the reader's own, as `/guide` does.
 */
export const serveGuides = (app: FastifyInstance, words: Words) =>
  app.get<{ Params: { page?: string } }>('/guide/:page?', async (request, reply) => {
    const { page = '' } = request.params
    const pages = globSync('*.md', { cwd: docs })
    const guides = pages.flatMap((name) => /^guide\.(.+)\.md$/.exec(name)?.[1] ?? [])
    const file = guides.includes(page) ? `guide.${page}.md` : page
    if (pages.includes(file)) {
      const text = await guidePage(file, words.directionOf(languageOf(file)))
      return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(text)
    }
    if (page.includes('.')) return reply.callNotFound()
    const nearest = chooseLanguage([page, askedLanguage(request, words)], guides)
    return reply.header('vary', 'accept-language, cookie').redirect(`/guide/${nearest}`)
  })

const languageOf = (file: string): string => /\.(.+)\.md$/.exec(file)?.[1] ?? 'en'

/** The whole page. The parser is fetched with the first of them: until then it costs no memory. */
async function guidePage(file: string, direction: string): Promise<string> {
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
  return plainPage(
    { language: languageOf(file), direction },
    { title, main: `${marked.parser([head])}${nav}${text}` },
  )
}
