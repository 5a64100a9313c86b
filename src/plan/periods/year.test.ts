// A year and its parts at once: beginning with the programme's first month, all of them or none.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Nested, openNested } from '../../../test/nested.ts'
import { addYear, periods } from './contract.ts'
import { type Asked, splits, yearOf } from './year.ts'

let nested: Nested
before(async () => {
  nested = await openNested()
})
after(() => nested.office.close())

const asked: Asked = {
  year: 2027,
  yearFrom: 7,
  split: 'quarter',
  pattern: { zh: '{year}年', en: '{year}' },
  partPattern: { zh: '{year}年第{n}季度', en: '{year}, quarter {n}' },
  dueDays: 10,
  code: '2027',
}

test('the parts follow one another through the whole year, each named and due by the pattern', () => {
  for (const split of splits) {
    const [whole, ...parts] = yearOf({ ...asked, split })
    assert.deepEqual([whole.fromOn, whole.toOn], ['2027-07-01', '2028-07-01'])
    assert.deepEqual([parts[0].fromOn, parts[parts.length - 1].toOn], [whole.fromOn, whole.toOn])
    for (const [at, part] of parts.entries()) if (at > 0) assert.equal(part.fromOn, parts[at - 1].toOn)
  }
  const [, , second] = yearOf(asked)
  assert.deepEqual(second, {
    code: '2027-q2',
    names: { zh: '2027/28年第2季度', en: '2027/28, quarter 2' },
    fromOn: '2027-10-01',
    toOn: '2028-01-01',
    plansDueOn: '2027-09-21',
  })
  const month = { zh: '{month}', en: '{month}' }
  const months = yearOf({ ...asked, yearFrom: 1, split: 'month', partPattern: month })
  assert.deepEqual(months[12].names, { zh: '2027年12月', en: 'December 2027' })
})

test('a year is opened with its parts, and where one is refused none is', async () => {
  const { office, programmeId } = nested
  const [whole, ...parts] = yearOf(asked)
  const listed = async () => (await office.administrator.ask(periods, {})).periods
  const wrong = parts.map((part, at) => (at === 2 ? { ...part, fromOn: parts[1].fromOn } : part))
  const refused = await office.administrator.send(addYear, { body: { programmeId, whole, parts: wrong } })
  assert.equal(refused.status, 422)
  assert.match(JSON.stringify(refused.problem), /\/parts\/2\/fromOn/)
  assert.deepEqual(await listed(), [])
  const { id } = await office.administrator.ask(addYear, { body: { programmeId, whole, parts } })
  const all = await listed()
  assert.deepEqual(
    all.filter(({ parentId }) => parentId === id).map(({ code }) => code),
    ['2027-q1', '2027-q2', '2027-q3', '2027-q4'],
  )
  const nobody = await nested.planner('a').send(addYear, { body: { programmeId, whole, parts } })
  assert.equal(nobody.status, 403)
})
