// Commitments through the front door: what somebody undertakes from a post, who sees it, and how many stand open.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { errorsOf, lineId, one } from '../../../test/reports.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { newId } from '../../base/ids.ts'
import * as calls from './contract.ts'

let town: Town
const nothing = { zh: '', en: '' }

before(async () => {
  town = await openTown()
})
after(() => town.close())

test('a commitment follows the person and the post: the successor sees it', async () => {
  const trainee = await town.as('linying-trainee')
  const { commitments, posts, lastClass, mayMake } = await trainee.ask(calls.listCommitments, {
    query: { own: true },
  })
  assert.equal(commitments.length, 3)
  assert.ok(mayMake && commitments.every((one) => one.isOwn))
  const body = {
    id: newId(),
    classId: lastClass?.id ?? '',
    appointmentId: posts[0].appointmentId,
    ifText: { zh: '如果到货', en: '' },
    thenText: { zh: '我就开会', en: '' },
    dueOn: '1954-08-01',
    planLineId: null as string | null,
    stepId: null,
    evidenceType: 'document' as const,
    supportAsked: nothing,
  }
  const early = await trainee.send(calls.makeCommitment, {
    body: { ...body, dueOn: lastClass?.lastDay ?? '' },
  })
  assert.deepEqual(errorsOf(early), ['/dueOn before-class-end'])
  const elsewhere = await trainee.send(calls.makeCommitment, {
    body: { ...body, planLineId: await lineId(town, 'yu', 'left') },
  })
  assert.deepEqual(errorsOf(elsewhere), ['/planLineId unknown'])
  const { id } = await trainee.ask(calls.makeCommitment, { body })
  assert.equal((await trainee.ask(calls.makeCommitment, { body })).id, id)
  const changed = await trainee.send(calls.makeCommitment, { body: { ...body, dueOn: '1954-08-02' } })
  assert.equal(changed.problem.type, '/problems/different-content')

  const params = { commitmentId: id }
  const reporter = await town.as('linying-reporter')
  assert.equal(
    (await reporter.send(calls.closeCommitment, { params, body: { state: 'done', reason: null } })).status,
    403,
  )
  assert.equal((await (await town.as('yu-officer')).send(calls.commitmentPage, { params })).status, 404)

  // The head of production of Linying takes over the trainee's post: what was undertaken from it comes along.
  const { postId, organisationId, personId } = await one(
    town,
    sql<{
      postId: string
      organisationId: string
      personId: string
    }>`
    select held.post_id as "postId", held.organisation_id as "organisationId", account.person_id as "personId"
    from registry.appointment as held, access.account
    where held.id = ${posts[0].appointmentId} and account.login = 'linying-reporter'`,
  )
  await sql`update registry.appointment set to_on = '1954-07-01' where id = ${posts[0].appointmentId}`.execute(
    town.database.kysely,
  )
  await sql`insert into registry.appointment (id, person_id, post_id, organisation_id, from_on)
    values (${newId()}, ${personId}, ${postId}, ${organisationId}, '1954-07-01')`.execute(
    town.database.kysely,
  )
  const inherited = await reporter.ask(calls.listCommitments, { query: { own: true } })
  assert.ok(inherited.commitments.some((one) => one.id === id && one.holder?.id === personId))
  const given = await reporter.send(calls.closeCommitment, {
    params,
    body: { state: 'dropped', reason: nothing },
  })
  assert.deepEqual(errorsOf(given), ['/reason required'])
  await reporter.ask(calls.closeCommitment, { params, body: { state: 'done', reason: null } })
  const again = await reporter.send(calls.closeCommitment, {
    params,
    body: { state: 'done', reason: null },
  })
  assert.equal(again.problem.stage, 'commitment done')
})

test('nobody has more than five open commitments, even when two are made at once', async () => {
  const trainee = await town.as('jia-trainee')
  const { posts, lastClass, commitments } = await trainee.ask(calls.listCommitments, {
    query: { own: true },
  })
  const open = commitments.filter((one) => one.state === 'open').length
  const make = () =>
    trainee.send(calls.makeCommitment, {
      body: {
        id: newId(),
        classId: lastClass?.id ?? '',
        appointmentId: posts[0].appointmentId,
        ifText: { zh: '如果', en: '' },
        thenText: { zh: '我就', en: '' },
        dueOn: '1954-09-01',
        planLineId: null,
        stepId: null,
        evidenceType: 'visit',
        supportAsked: nothing,
      },
    })
  const answers = await Promise.all(Array.from({ length: 8 }, make))
  assert.equal(answers.filter((answer) => answer.status === 200).length, 5 - open)
  assert.deepEqual(errorsOf(answers.find((answer) => answer.status !== 200) as never), ['/personId too-many'])
})
