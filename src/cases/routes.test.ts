// Cases through the front door: who sees which, what is refused and why, and that plans keep their steps.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTown, type Town } from '../../test/town.ts'
import type { CallReply } from '../base/call.ts'
import { newId } from '../base/ids.ts'
import * as calls from './contract.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

type Summary = CallReply<typeof calls.caseLibrary>['cases'][number]
const library = async (login: string, query = {}) => (await town.as(login)).ask(calls.caseLibrary, { query })
const named = async (login: string, en: string): Promise<Summary> => {
  const found = (await library(login)).cases.find((one) => one.unit.names.en.startsWith(en))
  assert.ok(found, `${login} does not see the case of ${en}`)
  return found
}
const read = async (login: string, caseId: string) =>
  (await town.as(login)).ask(calls.casePage, { params: { caseId } })
const units = (reply: CallReply<typeof calls.caseLibrary>) => reply.cases.map((one) => one.unit.names.en)

/** The body with which a case would be saved as it stands. */
async function bodyOf(login: string, caseId: string) {
  const one = await read(login, caseId)
  return {
    version: one.version,
    organisationId: one.unit.id,
    tradeId: one.trade.id,
    personId: one.presenter.id,
    postId: one.post.id,
    formBefore: one.formBefore,
    formAfter: one.formAfter,
    fromSaid: one.fromSaid,
    toSaid: one.toSaid,
    people: one.people,
    title: one.title,
    record: one.record,
    steps: one.steps.map(({ id, onSaid, title, who, what, clauseIds }) => ({
      id,
      onSaid,
      title,
      who,
      what,
      clauseIds,
    })),
    results: one.results.map(({ evidence: _, verifiedBy: __, verifiedOn: ___, ...result }) => result),
  }
}

test('published cases go down to every county; drafts stay with their writers and the district', async () => {
  for (const login of ['linying-officer', 'jia-trainee', 'henan-viewer', 'linying-reporter']) {
    const { cases } = await library(login)
    assert.ok(cases.length >= 4, `${login} sees ${cases.length}`)
    assert.ok(
      cases.every((one) => one.state === 'published'),
      login,
    )
  }
  const drafts = (await library('xuchang-officer')).cases.filter((one) => one.state !== 'published')
  assert.deepEqual(new Set(drafts.map((one) => one.state)), new Set(['draft', 'submitted']))
  // The draft is of Luohe: its presenter writes on, the presenter of Xuchang City knows nothing of it.
  assert.ok(
    units(await library('knitting-presenter')).includes('Luohe City Tailoring Production Cooperative'),
  )
  const [draft] = drafts.filter((one) => one.state === 'draft')
  for (const login of ['tin-presenter', 'linying-officer', 'luohe-officer', 'henan-viewer']) {
    const answer = await (await town.as(login)).send(calls.casePage, { params: { caseId: draft.id } })
    assert.equal(answer.status, 404, login)
  }
  const answer = await town.stranger().send(calls.casePage, { params: { caseId: draft.id } })
  assert.equal(answer.status, 401)
})

test('the library is searched in Chinese and Latin and filtered by form, evidence and size', async () => {
  assert.ok(
    units(await library('jia-trainee', { text: '试水' })).some((name) => name.startsWith('Xuchang City Tin')),
  )
  assert.ok(
    units(await library('jia-trainee', { text: 'KNITTING' })).some((name) =>
      name.startsWith('Luohe City Knitting'),
    ),
  )
  assert.deepEqual(units(await library('jia-trainee', { text: '100% sure_of' })), [])
  const audited = await library('jia-trainee', { evidence: 'audited' })
  assert.ok(audited.cases.length > 0 && audited.cases.every((one) => one.evidence === 'audited'))
  const groups = await library('jia-trainee', { form: 'production_group' })
  assert.ok(groups.cases.length > 0 && groups.cases.every((one) => one.formAfter === 'production_group'))
  // An ironworker's own trade stands first; with a size given, only a unit of that size is like it.
  const mine = await library('jia-trainee', { people: 40 })
  assert.equal(mine.mine?.trade.names.en, 'ironwork')
  assert.equal(mine.cases[0].trade.id, mine.mine?.trade.id)
  assert.ok(mine.cases[0].isLikeMine)
  assert.ok(!(await library('jia-trainee', { people: 12 })).cases[0].isLikeMine)
})

test('a reader may read and ask, but neither write nor decide', async () => {
  const { id: caseId } = await named('linying-officer', 'Xuchang City Tin')
  const page = await read('linying-officer', caseId)
  assert.ok(page.mayAsk && page.mayAdopt)
  for (const flag of [
    'mayEdit',
    'mayConsent',
    'mayVerify',
    'mayPublish',
    'mayWithdraw',
    'mayAnswer',
  ] as const) {
    assert.equal(page[flag], false, flag)
  }
  const officer = await town.as('linying-officer')
  const params = { caseId }
  const refused = [
    await officer.send(calls.changeCase, { params, body: await bodyOf('linying-officer', caseId) }),
    await officer.send(calls.submitCase, { params }),
    await officer.send(calls.publishCase, { params }),
    await officer.send(calls.withdrawCase, { params, body: { reason: 'no' } }),
    await officer.send(calls.withdrawConsent, { params }),
  ]
  for (const answer of refused) assert.equal(answer.status, 403)
})

test('publishing names what is missing: consent, and evidence', async () => {
  const waiting = (await library('xuchang-officer')).cases.find((one) => one.state === 'submitted')
  assert.ok(waiting)
  const params = { caseId: waiting.id }
  const district = await town.as('xuchang-officer')
  const refused = await district.send(calls.publishCase, { params })
  assert.equal(refused.status, 422)
  assert.deepEqual(
    refused.problem.errors?.map(({ pointer, code }) => [pointer, code]),
    [['/consent', 'no-consent']],
  )
  assert.equal(refused.problem.errors?.[0].detail, 'The presenter’s consent is missing.')

  const consent = { givenOn: '1954-07-11', how: 'signed' as const, note: '' }
  const early = await district.send(calls.recordConsent, { params, body: consent })
  assert.deepEqual(
    early.problem.errors?.map((one) => one.code),
    ['future'],
  )
  await district.ask(calls.recordConsent, { params, body: { ...consent, givenOn: '1954-07-09' } })
  const [result] = (await read('xuchang-officer', waiting.id)).results
  const lower = {
    evidence: 'self_reported' as const,
    verifiedBy: { zh: '', en: '' },
    verifiedOn: '1954-07-01',
  }
  const verify = { params: { caseId: waiting.id, resultId: result.id } }
  await district.ask(calls.verifyResult, { ...verify, body: lower })
  const bare = await district.send(calls.publishCase, { params })
  assert.deepEqual(
    bare.problem.errors?.map((one) => one.code),
    ['no-evidence'],
  )
  const nobody = await district.send(calls.verifyResult, {
    ...verify,
    body: { ...lower, evidence: 'document_seen' },
  })
  assert.deepEqual(
    nobody.problem.errors?.map((one) => one.pointer),
    ['/verifiedBy'],
  )
  const seen = {
    ...lower,
    evidence: 'document_seen' as const,
    verifiedBy: { zh: '蔡树民', en: 'Cai Shumin' },
  }
  await district.ask(calls.verifyResult, { ...verify, body: seen })
  await district.ask(calls.publishCase, { params })
  assert.equal((await read('jia-trainee', waiting.id)).state, 'published')

  const last = await district.send(calls.verifyResult, { ...verify, body: lower })
  assert.deepEqual(
    last.problem.errors?.map((one) => one.code),
    ['last'],
  )
  const again = await district.send(calls.publishCase, { params })
  assert.equal(again.problem.stage, 'case published')

  // The consent goes, and the case with it, in the same moment.
  await district.ask(calls.withdrawConsent, { params })
  assert.equal((await read('xuchang-officer', waiting.id)).state, 'withdrawn')
  const gone = await (await town.as('jia-trainee')).send(calls.casePage, { params })
  assert.equal(gone.status, 404)
})

test('a draft keeps its ids, refuses what the registers do not know, and never overwrites unseen', async () => {
  const draft = await named('knitting-presenter', 'Luohe City Tailoring')
  const writer = await town.as('knitting-presenter')
  const params = { caseId: draft.id }
  const body = await bodyOf('knitting-presenter', draft.id)
  const send = async (change: object) => {
    const { problem } = await writer.send(calls.changeCase, { params, body: { ...body, ...change } })
    return problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`)
  }
  const [step] = body.steps
  assert.deepEqual(await send({ personId: newId() }), ['/personId no-appointment'])
  assert.deepEqual(await send({ tradeId: newId() }), ['/tradeId unknown'])
  assert.deepEqual(await send({ fromSaid: '1954-06', toSaid: '1954-01' }), ['/toSaid order'])
  assert.deepEqual(await send({ steps: [{ ...step, clauseIds: [newId()] }] }), [
    '/steps/0/clauseIds/0 unknown',
  ])
  assert.deepEqual(await send({ people: 0 }), ['/people minimum'])
  const tin = await named('knitting-presenter', 'Xuchang City Tin')
  const foreign = await read('knitting-presenter', tin.id)
  assert.deepEqual(await send({ steps: [{ ...step, id: foreign.steps[0].id }] }), ['/steps foreign'])
  assert.deepEqual(await send({ organisationId: foreign.unit.id }), [
    '/organisationId elsewhere',
    '/personId no-appointment',
  ])

  const short = await writer.send(calls.submitCase, { params })
  assert.equal(short.status, 422)
  assert.ok(short.problem.errors?.some((one) => one.pointer === '/record/wentWrong'))

  const second = { ...step, id: newId(), title: { zh: '', en: 'A second step' } }
  await writer.ask(calls.changeCase, { params, body: { ...body, steps: [second, step] } })
  const page = await read('knitting-presenter', draft.id)
  assert.deepEqual(
    page.steps.map((one) => [one.n, one.id]),
    [
      [1, second.id],
      [2, step.id],
    ],
  )
  const late = await writer.send(calls.changeCase, { params, body })
  assert.equal(late.problem.type, '/problems/stale')
  assert.deepEqual(late.problem.current, { version: page.version })
  assert.equal((await read('knitting-presenter', draft.id)).steps.length, 2)
})

test('evidence falls back when the figure changes', async () => {
  const draft = await named('knitting-presenter', 'Luohe City Tailoring')
  const params = { caseId: draft.id }
  const [result] = (await read('trainer', draft.id)).results
  const seen = {
    evidence: 'audited' as const,
    verifiedBy: { zh: '金桂荣', en: 'Jin Guirong' },
    verifiedOn: '1954-07-05',
  }
  const presenter = await town.as('knitting-presenter')
  const own = await presenter.send(calls.verifyResult, {
    params: { ...params, resultId: result.id },
    body: seen,
  })
  assert.equal(own.status, 403, 'a presenter does not verify the own figures')
  await (await town.as('trainer')).ask(calls.verifyResult, {
    params: { ...params, resultId: result.id },
    body: seen,
  })
  const same = await bodyOf('knitting-presenter', draft.id)
  await presenter.ask(calls.changeCase, { params, body: same })
  assert.equal((await read('trainer', draft.id)).results[0].evidence, 'audited')
  const body = await bodyOf('knitting-presenter', draft.id)
  const results = body.results.map((one) => ({ ...one, afterValue: one.afterValue - 1 }))
  await presenter.ask(calls.changeCase, { params, body: { ...body, results } })
  const after = (await read('trainer', draft.id)).results[0]
  assert.deepEqual([after.evidence, after.verifiedBy, after.verifiedOn], ['self_reported', null, null])
})

test('the same new case twice is one; other content under its id is refused', async () => {
  const draft = await named('knitting-presenter', 'Luohe City Tailoring')
  const { version: _, ...body } = await bodyOf('knitting-presenter', draft.id)
  const fresh = (rows: { id: string }[]) => rows.map((row) => ({ ...row, id: newId() }))
  const entry = {
    ...body,
    id: newId(),
    steps: fresh(body.steps) as typeof body.steps,
    results: fresh(body.results) as typeof body.results,
  }
  const writer = await town.as('knitting-presenter')
  assert.deepEqual(await writer.askTwice(calls.makeCase, { body: entry }), { id: entry.id })
  const other = await writer.send(calls.makeCase, { body: { ...entry, title: { zh: '', en: 'Other' } } })
  assert.equal(other.problem.type, '/problems/different-content')
  const fewer = await writer.send(calls.makeCase, { body: { ...entry, steps: [] } })
  assert.equal(fewer.problem.type, '/problems/different-content', 'steps are content too')
  const stranger = await (await town.as('linying-officer')).send(calls.makeCase, {
    body: { ...entry, id: newId() },
  })
  assert.equal(stranger.status, 403)
  const outside = await (await town.as('tin-presenter')).send(calls.makeCase, {
    body: { ...entry, id: newId() },
  })
  assert.deepEqual(
    outside.problem.errors?.map((one) => one.pointer),
    ['/organisationId'],
  )
})

test('a new case cannot write over the steps of another one', async () => {
  const draft = await named('knitting-presenter', 'Luohe City Tailoring')
  const { version: _, ...body } = await bodyOf('knitting-presenter', draft.id)
  const tin = await named('knitting-presenter', 'Xuchang City Tin')
  const [theirs] = (await read('knitting-presenter', tin.id)).steps
  const steps = [{ ...body.steps[0], id: theirs.id, title: { zh: '', en: 'Taken over' } }]
  const answer = await (await town.as('knitting-presenter')).send(calls.makeCase, {
    body: { ...body, id: newId(), steps, results: [] },
  })
  assert.deepEqual(
    answer.problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`),
    ['/steps foreign'],
  )
  const [still] = (await read('knitting-presenter', tin.id)).steps
  assert.deepEqual(still.title, theirs.title)
})

test('a question without a name names nobody, in the table and in the journal', async () => {
  const { id: caseId } = await named('jia-trainee', 'Xuchang City Tin')
  const asker = await town.as('jia-trainee')
  const body = {
    id: newId(),
    stepId: null,
    text: { zh: '', en: 'What does a bookkeeper cost?' },
    isNamed: false,
  }
  await asker.ask(calls.askQuestion, { params: { caseId }, body })
  await asker.ask(calls.askQuestion, { params: { caseId }, body })
  const questions = async () =>
    (await asker.ask(calls.caseQuestions, { params: { caseId }, query: {} })).questions
  const asked = (await questions()).filter((one) => one.id === body.id)
  assert.deepEqual(
    asked.map((one) => [one.asker, one.answer]),
    [[null, null]],
  )
  const { rows } = await sql`select account_id from platform.journal
    where detail->>'questionId' = ${body.id}`.execute(town.database.kysely)
  assert.deepEqual(rows, [{ account_id: null }])

  const blank = await asker.send(calls.askQuestion, {
    params: { caseId },
    body: { ...body, id: newId(), text: { zh: ' ', en: '' } },
  })
  assert.deepEqual(
    blank.problem.errors?.map((one) => one.pointer),
    ['/text'],
  )
  const elsewhere = await asker.send(calls.askQuestion, {
    params: { caseId },
    body: { ...body, id: newId(), stepId: newId() },
  })
  assert.deepEqual(
    elsewhere.problem.errors?.map((one) => one.pointer),
    ['/stepId'],
  )

  const params = { caseId, questionId: body.id }
  const text = { zh: '', en: 'Two workdays a month.' }
  assert.equal((await asker.send(calls.answerQuestion, { params, body: { text } })).status, 403)
  await (await town.as('tin-presenter')).ask(calls.answerQuestion, { params, body: { text } })
  assert.equal((await questions()).find((one) => one.id === body.id)?.answeredBy?.en, 'Zhou Fushun')
})

test('a page costs the same number of statements however long the case is', async () => {
  const count = async (login: string, caseId: string) => {
    await read(login, caseId)
    const start = town.database.statements()
    await read(login, caseId)
    return town.database.statements() - start
  }
  const long = await named('linying-officer', 'Luohe City Knitting')
  const short = await named('linying-officer', 'Yancheng')
  const [a, b] = [await count('linying-officer', long.id), await count('linying-officer', short.id)]
  assert.equal(a, b)
  assert.ok(a <= 10, `${a} statements, two of them the session's`)
})
