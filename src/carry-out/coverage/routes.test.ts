// The day on which reports are due is the programme's own: it changes at any time, and what is late follows.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Person, type Town } from '../../../test/town.ts'
import { exportPack } from '../../app/pack/contract.ts'
import { changeProgramme } from '../../convene/programmes/contract.ts'
import { listIndicators } from '../../plan/indicators/contract.ts'
import { latePage, monthPage } from '../reports/contract.ts'

let town: Town
let administrator: Person
let programme: { id: string; names: { zh: string; en: string } }
before(async () => {
  town = await openTown()
  administrator = await town.as('administrator')
  const found = await administrator.ask(listIndicators, { query: {} })
  if (!found.programme) throw new Error('the sample has a programme')
  programme = found.programme
})
after(() => town.close())

const change = (calendar: { dueDay?: number; yearFrom?: number }, who = administrator) =>
  who.send(changeProgramme, {
    params: { programmeId: programme.id },
    body: { names: programme.names, lead: { zh: '', en: '' }, ...calendar },
  })

test('reports are due on the day that the programme says, everywhere', async () => {
  const ye = await town.as('ye-officer')
  const dueOn = async () => (await ye.ask(monthPage, { query: { month: '1954-06' } })).dueOn
  assert.equal(await dueOn(), '1954-07-05')
  assert.equal((await change({ dueDay: 20 })).status, 200)
  assert.equal(await dueOn(), '1954-07-20')
  const late = await administrator.ask(latePage, { query: {} })
  assert.equal(late.period?.dueDay, 20)
  assert.ok(late.months.every(({ month, dueOn }) => month === '1954-12' || dueOn.endsWith('-20')))
  const pack = JSON.parse(String(await administrator.ask(exportPack, {})))
  assert.equal(pack.programme.dueDay, 20)
  assert.equal((await change({})).status, 200, 'what is not said stays')
  assert.equal(await dueOn(), '1954-07-20')
  assert.equal((await change({ dueDay: 5 })).status, 200)
  assert.equal(await dueOn(), '1954-07-05')
})

test('every month has the day, and only who sets up the programme changes it', async () => {
  for (const dueDay of [0, 29, 1.5]) assert.equal((await change({ dueDay })).status, 422, `${dueDay}`)
  assert.equal((await change({ yearFrom: 13 })).status, 422)
  assert.equal((await change({ dueDay: 9 }, await town.as('ye-officer'))).status, 403)
})
