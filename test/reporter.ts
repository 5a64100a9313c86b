// What `npm test` shows: a dot for each test that passed, what a test measured, all about each that failed, and last
// the true counts.
import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'

const longest = 80

export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let dots = 0
  const skipped: string[] = []
  const line = () => (dots > 0 && dots % 100 !== 0 ? '\n' : '')
  for await (const event of source) {
    if (event.type === 'test:pass' && event.data.details.type !== 'suite') {
      if (event.data.skip !== undefined || event.data.todo !== undefined) skipped.push(event.data.name)
      dots += 1
      yield dots % 100 === 0 ? '.\n' : '.'
    } else if (event.type === 'test:fail') {
      const { name, file, line: at, details } = event.data
      const { error } = details
      // A suite fails because a test in it did; that test has been shown already.
      if ((error as { failureType?: string }).failureType === 'subtestsFailed') continue
      const where = file ? ` (${relative(process.cwd(), file)}${at ? `:${at}` : ''})` : ''
      yield `${line()}\n✖ ${name}${where}\n${shortened(inspect(error.cause ?? error))}\n\n`
      dots = 0
    } else if (event.type === 'test:diagnostic' && event.data.file) {
      yield `${line()}  ${event.data.message}\n`
      dots = 0
    } else if (event.type === 'test:stderr' || event.type === 'test:stdout') {
      yield `${line()}${event.data.message}`
      dots = 0
    } else if (event.type === 'test:summary' && event.data.file === undefined) {
      const { tests, passed, skipped: left, todo } = event.data.counts
      if (skipped.length > 0) yield `${line()}Not run: ${skipped.join(', ')}\n`
      yield `${line()}${passed} passed, ${tests - passed - left - todo} failed\n`
    }
  }
}

/** The comparison of two large values would push everything else off the screen. */
function shortened(text: string): string {
  const lines = text.split('\n').map((line) => `  ${line.slice(0, 400)}`)
  const more = lines.length - longest
  return more > 0 ? [...lines.slice(0, longest), `  … ${more} more lines`].join('\n') : lines.join('\n')
}
