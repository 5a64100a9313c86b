// docs/security.md is held against the sources: each requirement stands there once, and what is named as evidence
// exists.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = new URL('..', import.meta.url).pathname
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const page = read('docs/security.md')

/** The requirements of levels 1 and 2 of OWASP ASVS 5.0.0: section → their last parts; '1-3' is a run. */
const asked = `
1.1: 1-2
1.2: 1-9
1.3: 1-11
1.4: 1-3
1.5: 1-2
2.1: 1-3
2.2: 1-3
2.3: 1-4
2.4: 1
3.2: 1-2
3.3: 1-4
3.4: 1-6
3.5: 1-5
3.7: 1-2
4.1: 1-3
4.2: 1
4.3: 1-2
4.4: 1-4
5.1: 1
5.2: 1-3
5.3: 1-2
5.4: 1-3
6.1: 1-3
6.2: 1-12
6.3: 1-4
6.4: 1-4
6.5: 1-5
6.6: 1-3
6.8: 1-4
7.1: 1-3
7.2: 1-4
7.3: 1-2
7.4: 1-5
7.5: 1-2
7.6: 1-2
8.1: 1-2
8.2: 1-3
8.3: 1
8.4: 1
9.1: 1-3
9.2: 1-4
10.1: 1-2
10.2: 1-2
10.3: 1-4
10.4: 1-11
10.5: 1-5
10.6: 1-2
10.7: 1-3
11.1: 1-2
11.2: 1-3
11.3: 1-3
11.4: 1-4
11.5: 1
11.6: 1
12.1: 1-3
12.2: 1-2
12.3: 1-4
13.1: 1
13.2: 1-5
13.3: 1-2
13.4: 1-5
14.1: 1-2
14.2: 1-4
14.3: 1-3
15.1: 1-3
15.2: 1-3
15.3: 1-7
16.1: 1
16.2: 1-5
16.3: 1-4
16.4: 1-3
16.5: 1-3
17.1: 1
17.2: 1-4
17.3: 1-2
`

const states = ['yes', 'part', 'no', 'n/a']
type Line = { number: string; level: string; text: string; state: string; evidence: string }
const lines: Line[] = [...page.matchAll(/^\| (\d+\.\d+\.\d+) \|(.*)\|$/gm)].map(([, number, rest]) => {
  const [level, text, state, evidence] = rest.split('|').map((cell) => cell.trim())
  return { number, level, text, state, evidence }
})

function numbersAsked(): string[] {
  return asked
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [section, parts] = line.split(': ')
      return parts.split(' ').flatMap((part) => {
        const [first, last = first] = part.split('-').map(Number)
        return Array.from({ length: last - first + 1 }, (_, n) => `${section}.${first + n}`)
      })
    })
}

test('every requirement of levels 1 and 2 stands in the checklist once, with a state', () => {
  const numbers = numbersAsked()
  assert.equal(numbers.length, 253)
  const listed = lines.filter((line) => line.level !== '3').map((line) => line.number)
  assert.deepEqual(listed.toSorted(), numbers.toSorted())
  for (const line of lines) {
    assert.ok(states.includes(line.state), `${line.number}: ${line.state}`)
    assert.ok(line.text && line.evidence, line.number)
  }
  const counted = states.map(
    (state) => lines.filter((line) => line.level !== '3' && line.state === state).length,
  )
  const [yes, part, no, none] = counted
  assert.ok(page.includes(`Of 253: ${yes} yes, ${part} part, ${no} no, ${none} n/a.`), counted.join(' '))
})

test('every file and every test that is named as evidence exists', () => {
  const paths = [...page.matchAll(/`((?:src|test|docs|deploy)\/[\w./-]+|package-lock\.json)`/g)].map(
    (m) => m[1],
  )
  assert.ok(paths.length > 120, `only ${paths.length} paths were seen`)
  for (const path of paths) assert.ok(existsSync(join(root, path)), path)
  const named = [...page.matchAll(/`([\w./-]+\.test\.ts)` “([^”]+)”/g)]
  assert.ok(named.length > 60, `only ${named.length} tests were seen`)
  for (const [, path, title] of named) {
    const source = read(path)
    assert.ok(
      ["'", '"', '`'].some((quote) => source.includes(`test(${quote}${title}${quote}`)),
      `${path} has no test “${title}”`,
    )
  }
})

test('the words that no password is made of are the ones that the page tells', () => {
  const told = /everybody here has in mind: ([^.]+)\./.exec(page)?.[1].split(/,\s+/)
  const kept = /const nearby =\s*\/([^/]+)\/g/
    .exec(read('src/access/rules.ts'))?.[1]
    .replace('cooperatives?', 'cooperative')
  assert.deepEqual(told?.toSorted(), kept?.split('|').toSorted())
})
