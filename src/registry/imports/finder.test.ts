// Whoever a text names where more are called than are read at once; people and units are found in this one way.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Candidate } from '../../platform/imports.ts'
import { finderOf } from './queries.ts'

type One = Candidate & { place: string }
const isHere = ({ place }: One) => place === 'here'

/** Those of a name: so many elsewhere and one here, whose code is the last of all. */
const bearing = (zh: string, elsewhere: number): One[] =>
  Array.from({ length: elsewhere + 1 }, (_, at) => {
    const place = at < elsewhere ? 'elsewhere' : 'here'
    const code = `${place === 'here' ? 'zz' : 'a'}-${zh}-${String(at).padStart(3, '0')}`
    return { id: `id of ${code}`, code, names: { zh, en: `of ${zh} ${at}` }, note: null, place }
  })

async function foundAmong(all: readonly One[], texts: string[]): Promise<Record<string, string>> {
  const byCode = [...all].sort((a, b) => (a.code < b.code ? -1 : 1))
  const finder = await finderOf<One>(
    {
      texts,
      called: async (some, most) =>
        byCode.filter(({ names, code }) => some.includes(names.zh) || some.includes(code)).slice(0, most),
      all: async () => [...all],
      unknown: 'unknown',
      several: 'several',
    },
    20,
  )
  return Object.fromEntries(
    texts.map((text) => {
      const found = finder.find('person', text, isHere)
      return [text, 'found' in found ? found.found.code : found.mark.code]
    }),
  )
}

test('the one who is meant is found among all whom the texts call, and a text that calls too many alone is a question', async () => {
  const all = [
    ...bearing('王伟', 10),
    ...bearing('李娜', 10),
    ...bearing('张敏', 18),
    ...bearing('刘洋', 19),
    ...bearing('陈静', 60),
  ]
  assert.deepEqual(await foundAmong(all, ['王伟', '陈静', '李娜', '刘洋', '张敏', '无人', 'a-王伟-003']), {
    王伟: 'zz-王伟-010',
    陈静: 'several',
    李娜: 'zz-李娜-010',
    // As many as are read: there may be more.
    刘洋: 'several',
    张敏: 'zz-张敏-018',
    无人: 'unknown',
    'a-王伟-003': 'a-王伟-003',
  })
})
