// Two people change the same thing: whoever comes second is told, and nothing of the first is lost. A call says for it
// from what it changes (a version, or what `was` there); one that does not stands in the list here, with the reason.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Call } from '../src/base/call.ts'
import { changeClass } from '../src/convene/classes/contract.ts'
import { changeSession, timetable } from '../src/convene/sessions/contract.ts'
import { changeOrganisation, organisationPage } from '../src/registry/organisations/contract.ts'
import { changePerson, personPage } from '../src/registry/people/contract.ts'
import { classOf, idOf, luohe } from './convene-class.ts'
import { meet } from './right/office.ts'
import { openTown, type Person, type Town } from './town.ts'

let town: Town
let [one, other] = [] as unknown as [Person, Person]
before(async () => {
  town = await openTown()
  one = await town.as('xuchang-officer')
  other = await town.as('administrator')
})
after(() => town.close())

const last = {
  'one answer to one question: said again, it says the same': [
    '/api/checks/:checkId/closing',
    '/api/rounds/:roundId/closing',
    '/api/periods/:periodId/state',
    '/api/plan-comments/:commentId',
    '/api/questions/:questionId/misconception',
    '/api/people/:personId/twins/:keptPersonId',
    '/api/organisations/:organisationId/twins/:keptOrganisationId',
  ],
  'an order of all of a list: the last one is seen at once by everybody': [
    '/api/lists/:list/order',
    '/api/programmes/:programmeId/indicator-order',
    '/api/programmes/:programmeId/disaggregation-order',
    '/api/programmes/:programmeId/plan-list-order',
  ],
  'it puts something where nothing was, or in its place as a whole': [
    '/api/classes/:classId/example',
    '/api/clauses/:clauseId/text',
    '/api/materials/:materialId/file',
  ],
  'one’s own, or of one account': [
    '/api/account/language',
    '/api/account/passkeys/:passkeyId',
    '/api/accounts/:accountId/email',
  ],
  'what a returned nomination becomes: refused where it is not returned any more': [
    '/api/nominations/:nominationId',
  ],
  'set up by administrators, few and seldom; the journal says by whom and when': [
    '/api/forms/:formId',
    '/api/posts/:postId',
    '/api/trades/:tradeId',
    '/api/gates/:gateId',
    '/api/units/:unitId',
    '/api/indicators/:indicatorId',
    '/api/disaggregations/:disaggregationId',
    '/api/periods/:periodId',
    '/api/plan-lists/outlooks/:outlookId',
    '/api/plan-lists/sections/:sectionId',
    '/api/programmes/:programmeId',
    '/api/programmes/:programmeId/papers/:paper',
    '/api/instance',
    '/api/instance/backups',
    '/api/instance/retention',
  ],
}

test('a call that puts something otherwise says from what, or stands here with the reason', () => {
  const puts = (town.server.calls as Call[]).filter(({ method }) => method === 'PUT')
  const says = (call: Call) => /"(editVersion|version|was)":/.test(JSON.stringify(call.body ?? {}))
  assert.ok(puts.some(says), 'some calls do')
  assert.deepEqual(
    puts
      .filter((call) => !says(call))
      .map(({ path }) => path)
      .sort(),
    Object.values(last).flat().sort(),
  )
})

const picked = (fields: string[], from: object) =>
  Object.fromEntries(Object.entries(from).filter(([field]) => fields.includes(field)))

/**
 * Both saw `was`; the first changes it, then the other, who is told what stands now and may go on from there. So it is
 * where both send at the same moment: they meet at the row in `table`.
 */
async function bothChange(
  table: string,
  call: Call,
  params: Record<string, string>,
  was: object,
  [first, second]: [object, object],
): Promise<void> {
  const by = (person: Person, change: object, seen?: object) =>
    person.send(call as never, { params, body: { ...was, ...change, ...(seen && { was: seen }) } } as never)
  assert.equal((await by(one, first, was)).status, 200)
  const told: { status: number; body: { type: string; current: object } } = await by(other, second, was)
  assert.equal(told.status, 409)
  assert.match(told.body.type, /stale$/)
  assert.deepEqual(told.body.current, { ...was, ...first }, 'what stands now')
  assert.equal((await by(other, { ...first, ...second }, { ...was, ...first })).status, 200)
  assert.equal((await by(one, {})).status, 200, 'a program that does not say what it saw is taken as before')
  const held = sql`select 1 from ${sql.table(table)} where id = ${Object.values(params)[0]} for update`
  const came = await meet(
    town,
    held,
    () => by(one, first, was),
    () => by(other, second, was),
  )
  assert.deepEqual(came.map(({ status }) => status).sort(), [200, 409], 'at the same moment')
}

const names = (en: string) => ({ zh: en, en })

test('the particulars of a class', async () => {
  const { classId, head } = await classOf(town, 'xuchang-officer', luohe)
  const fields = [
    'names',
    'purpose',
    'venue',
    'hostPlaceId',
    'startsSaid',
    'endsSaid',
    'deadlineSaid',
    'capacity',
  ]
  await bothChange('convene.class', changeClass, { classId }, picked(fields, head.class), [
    { venue: names('the hall') },
    { purpose: names('to plan') },
  ])
})

test('a session of the timetable', async () => {
  const { classId } = await classOf(town, 'xuchang-officer', luohe)
  const { sessions } = await one.ask(timetable, { params: { classId } })
  const { id: sessionId, illustrative: _, ...was } = sessions[0]
  await bothChange('convene.session', changeSession, { sessionId }, was, [
    { room: names('2') },
    { title: names('How') },
  ])
})

test('the entry of a person', async () => {
  const personId = await idOf(town, 'person', 'jia-office-2')
  const { person } = await one.ask(personPage, { params: { personId } })
  await bothChange('registry.person', changePerson, { personId }, picked(['names', 'phone'], person), [
    { phone: '1' },
    { names: names('Chen') },
  ])
})

test('the entry of a unit', async () => {
  const organisationId = await idOf(town, 'organisation', 'jia-iron-coop')
  const { organisation } = await one.ask(organisationPage, { params: { organisationId } })
  const was = {
    ...picked(['names', 'foundedSaid', 'status'], organisation),
    tradeId: organisation.trade?.id ?? null,
    parentOrganisationId: organisation.parent?.id ?? null,
  }
  await bothChange('registry.organisation', changeOrganisation, { organisationId }, was, [
    { foundedSaid: '1954-02' },
    { names: names('Unit') },
  ])
})
