// Policies clause by clause, and materials, through the front door.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { classOf } from '../../test/crowd.ts'
import { clausesOf, firstText, importText, newPolicy, preview, said } from '../../test/policies.ts'
import { openTown, type Person, type Town } from '../../test/town.ts'
import { newId } from '../base/ids.ts'
import * as materialCalls from './materials/contract.ts'
import * as policieCalls from './policies/contract.ts'

let town: Town
let trainer: Person
let trainee: Person
let classId: string
before(async () => {
  town = await openTown()
  trainer = await town.as('trainer')
  trainee = await town.as('linying-trainee')
  classId = await classOf(town.database)
})
after(() => town.close())

const none = { zh: '', en: '' }

test('the policies of the sample: both languages of every clause, questions and results at the clauses', async () => {
  const { policies } = await trainee.ask(policieCalls.listPolicies, { query: {} })
  const known = policies.filter(({ code }) => ['general-line', 'handicraft'].includes(code))
  assert.deepEqual(
    known.map(({ code, clauses, illustrative }) => [code, clauses, illustrative]),
    [
      ['general-line', 6, true],
      ['handicraft', 14, true],
    ],
  )
  const page = await trainer.ask(policieCalls.policyPage, { params: { policyId: known[1].id }, query: {} })
  for (const clause of page.clauses) assert.ok(clause.text.zh && clause.text.en, clause.number)
  const contracts = page.clauses.find(({ number }) => number === '5.1')
  assert.equal(contracts?.questions.length, 1)
  assert.equal(contracts?.results[0].answered, 64)
  const { materials } = await trainer.ask(materialCalls.listMaterials, { query: { policyId: known[1].id } })
  assert.ok(materials.length >= 3)
})

test('an amended text is held against the old one; clauses keep their ids, dropped ones stay citable', async () => {
  const policyId = await newPolicy(trainer, firstText)
  const [voluntary, supply, accounts] = await clausesOf(trainer, policyId)
  const amended =
    '1. 从本地情况出发，先摸清供产销。\n2. 入社自愿，退社自由，工具折价公道，不许强迫命令。\n3. 从供销入手，订立合同，写明数量和质量。'
  const { body } = await preview(trainer, policyId, amended)
  assert.deepEqual(
    body.rows.map(({ change, clauseId }) => [change, clauseId]),
    [
      ['added', null],
      ['changed', voluntary.id],
      ['changed', supply.id],
      ['removed', accounts.id],
    ],
  )
  assert.equal((await clausesOf(trainer, policyId)).length, 3, 'a preview saves nothing')
  await importText(trainer, policyId, amended)
  const page = await trainer.ask(policieCalls.policyPage, { params: { policyId }, query: {} })
  assert.deepEqual(
    page.clauses.slice(1).map(({ id, number }) => [id, number]),
    [
      [voluntary.id, '2'],
      [supply.id, '3'],
    ],
  )
  assert.deepEqual(
    page.dropped.map(({ id, version }) => [id, version]),
    [[accounts.id, 1]],
  )
  const old = await trainer.ask(policieCalls.policyPage, { params: { policyId }, query: { version: 1 } })
  assert.deepEqual(
    old.clauses.map(({ text }) => text.zh),
    [voluntary, supply, accounts].map(({ text }) => text.zh),
  )
  const search = async (query: object) => (await trainee.ask(policieCalls.searchClauses, { query })).found
  assert.deepEqual(
    (await search({ clauseId: accounts.id })).map(({ stands }) => stands),
    [false],
  )
  assert.ok(!(await search({ text: '账目公开，按期公布' })).some(({ id }) => id === accounts.id))
  // Brought back by its own name, it is the same clause again.
  const back = [...page.clauses, ...page.dropped].map(({ id, number, depth, heading, text }) => ({
    clauseId: id,
    number: id === accounts.id ? '4' : number,
    depth,
    heading,
    text: text.zh,
  }))
  await trainer.ask(policieCalls.addVersion, {
    params: { policyId },
    body: { language: 'zh', baseVersion: 2, note: '恢复', clauses: back },
  })
  assert.equal((await clausesOf(trainer, policyId)).at(-1)?.id, accounts.id)
})

test('the other language is added clause by clause or by a text of its own', async () => {
  const policyId = await newPolicy(trainer, firstText)
  const [first, second] = await clausesOf(trainer, policyId)
  const add = (clauseId: string, language: 'zh' | 'en', text: string, by = trainer) =>
    by.send(policieCalls.addClauseText, { params: { clauseId }, body: { language, text } })
  assert.equal((await add(first.id, 'en', 'Joining is voluntary.')).status, 200)
  assert.deepEqual(
    (await add(first.id, 'en', 'Other words.')).problem.errors?.map(({ code }) => code),
    ['stands'],
  )
  assert.equal((await add(second.id, 'zh', '别的')).status, 422)
  assert.equal((await add(second.id, 'en', 'x', trainee)).status, 403)
  await importText(
    trainer,
    policyId,
    '1. Joining is voluntary.\n2. Begin with supply.\n3. Accounts are posted.',
    'en',
  )
  assert.deepEqual(
    (await clausesOf(trainer, policyId)).map(({ text }) => [text.zh.slice(0, 4), text.en.slice(0, 7)]),
    [
      ['入社自愿', 'Joining'],
      ['从供销入', 'Begin w'],
      ['账目公开', 'Account'],
    ],
  )
})

test('what is no text is refused; a clash of two writers is shown; findings name the clause', async () => {
  const policyId = await newPolicy(trainer, firstText)
  for (const [file, code] of [
    [Buffer.from([0x50, 0x4b, 3, 4]), 'not-text'],
    [Buffer.alloc(0), 'empty'],
    [Buffer.from('\n \n'), 'empty'],
  ] as const) {
    const refused = await preview(trainer, policyId, file)
    assert.deepEqual([refused.status, refused.problem.errors?.[0].code], [422, code])
  }
  const gb = await preview(
    trainer,
    policyId,
    Uint8Array.from([0xd2, 0xbb, 0xa1, 0xa2, 0xca, 0xd6, 0xb9, 0xa4]),
  )
  assert.equal(gb.body.encoding, 'GB18030')
  const clause = { clauseId: null, number: '1', depth: 1, heading: false, text: '一' }
  const save = (baseVersion: number, clauses: object[], by = trainer) =>
    by.send(policieCalls.addVersion, {
      params: { policyId },
      body: { language: 'zh', baseVersion, note: '', clauses } as never,
    })
  const stale = await save(0, [clause])
  assert.deepEqual([stale.status, stale.problem.current], [409, { version: 1 }])
  assert.deepEqual(
    (await save(1, [clause, clause])).problem.errors?.map(({ pointer }) => pointer),
    ['/clauses/1/number'],
  )
  assert.deepEqual(
    (await save(1, [{ ...clause, clauseId: newId() }])).problem.errors?.map(({ pointer }) => pointer),
    ['/clauses/0/clauseId'],
  )
  assert.equal((await save(1, [clause], trainee)).status, 403)
  assert.equal((await save(1, [clause], await town.as('luoyang-officer'))).status, 404)
  assert.equal((await preview(trainee, policyId, firstText)).status, 403)
})

test('materials: a file is what its content says; another district finds nothing', async () => {
  const body = {
    kind: 'form' as const,
    title: said('登记表'),
    text: null,
    classId,
    sessionId: null,
    clauseId: null,
  }
  const { id: materialId } = await trainer.ask(materialCalls.makeMaterial, { body })
  const put = (bytes: Buffer, by = trainer) =>
    by.send(materialCalls.changeMaterialFile, {
      params: { materialId },
      query: { name: '表.pdf' },
      body: bytes,
    } as never)
  assert.equal((await put(Buffer.from([0x4d, 0x5a, 0, 1]))).status, 422)
  assert.equal((await put(Buffer.from('%PDF-1.7'), trainee)).status, 403)
  assert.equal((await put(Buffer.from('%PDF-1.7'))).status, 200)
  const file = await trainee.send(materialCalls.materialFile, { params: { materialId } })
  assert.equal(String(file.body), '%PDF-1.7')
  const luoyang = await town.as('luoyang-officer')
  for (const call of [materialCalls.materialFile, materialCalls.removeMaterial])
    assert.equal((await luoyang.send(call, { params: { materialId } })).status, 404)
  const wrong = await trainer.send(materialCalls.makeMaterial, {
    body: { ...body, title: none, sessionId: newId(), clauseId: newId() },
  })
  assert.deepEqual(
    wrong.problem.errors?.map(({ pointer }) => pointer),
    ['/title/en', '/sessionId', '/clauseId'],
  )
  await trainer.ask(materialCalls.removeMaterial, { params: { materialId } })
  assert.equal((await trainee.send(materialCalls.materialFile, { params: { materialId } })).status, 404)
})
