// Packs: those that come with Hezuo fit the format, a faulty one says where, and words travel from office to office
// unchanged.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { emptyDatabase } from '../../../test/database.ts'
import { officeOf, openTown } from '../../../test/town.ts'
import type { CallReply } from '../../base/call.ts'
import { changeProgramme } from '../../convene/programmes/contract.ts'
import { openFiles } from '../../platform/files.ts'
import { changeTrade, listForms, listTrades } from '../../registry/lists/contract.ts'
import { seed } from '../seed/seed.ts'
import * as calls from './contract.ts'
import { packText } from './format.ts'
import { FaultyPack, packsOnShelf, parsePack, readPack } from './shelf.ts'

const folder = mkdtempSync(join(tmpdir(), 'hezuo-packs-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const ask = { placeId: null, code: null, text: null }

test('every pack on the shelf fits the format and says everything in both languages', () => {
  assert.deepEqual(packsOnShelf(), ['cooperative-basics', 'craft-cooperatives', 'xuchang-1954'])
  for (const code of packsOnShelf()) {
    const pack = readPack(code)
    assert.equal(pack.code, code)
    const blank = [...JSON.stringify(pack).matchAll(/"(zh|en)":""/g)]
    assert.equal(blank.length, 0, `${code} leaves ${blank.length} texts blank`)
    assert.deepEqual(parsePack(packText(pack)), JSON.parse(JSON.stringify(pack)))
  }
})

test('a faulty pack is named by file, place in it and reason', () => {
  const pack = JSON.parse(packText(readPack('cooperative-basics')))
  pack.forms[1].kind = 'guild'
  pack.posts[0].extra = true
  const fault = (text: string) => {
    try {
      parsePack(text, 'mine.json')
    } catch (error) {
      assert.ok(error instanceof FaultyPack)
      return error.message
    }
    return assert.fail('nothing was refused')
  }
  assert.match(fault(JSON.stringify(pack)), /mine\.json \/forms\/1\/kind: .+/)
  assert.match(fault('{'), /^mine\.json \/: /)
  const loose = JSON.parse(packText(readPack('cooperative-basics')))
  loose.cards[0].evidence[0].clause = 'principles/99'
  loose.indicators[8].ratio = ['good', 'nothing']
  loose.indicators[7].formula = [{ indicator: 'nought', weight: 1 }]
  loose.forms.push(loose.forms[0])
  assert.match(fault(JSON.stringify(loose)), /\/forms\/9: “producer” stands here twice/)
  assert.match(fault(JSON.stringify(loose)), /\/cards\/0\/evidence\/0\/clause: there is no clause/)
  assert.match(fault(JSON.stringify(loose)), /\/indicators\/8\/ratio: there is no indicator “nothing”/)
  assert.match(fault(JSON.stringify(loose)), /\/indicators\/7\/formula: there is no indicator “nought”/)
})

test('a pack loads into an empty database, and what is exported is the same in the next office', async () => {
  const text = async (source: string) => {
    const database = await emptyDatabase()
    await seed(database, source, openFiles(folder))
    const { administrator, close } = await officeOf(database)
    const { forms } = await administrator.ask(listForms, {})
    assert.ok(forms.length > 5)
    const exported = await administrator.ask(calls.exportPack, {})
    await close()
    return String(exported)
  }
  const first = await text('cooperative-basics')
  const pack = parsePack(first)
  assert.deepEqual(
    [pack.forms?.length, pack.posts?.length, pack.cards?.length, pack.policies?.[0].clauses.length],
    [9, 8, 9, 13],
  )
  assert.deepEqual([pack.outlooks?.length, pack.sections?.length, pack.papers?.length], [4, 2, 1])
  const database = await emptyDatabase()
  const { administrator, placeId, close } = await officeOf(database)
  const before = await administrator.ask(calls.exportPack, {})
  const source = { ...ask, text: first, placeId }
  const preview = await administrator.ask(calls.previewPack, { body: source })
  assert.ok(preview.entries.every((one) => one.state === 'new'))
  assert.equal(
    String(await administrator.ask(calls.exportPack, {})),
    String(before),
    'a preview changes nothing',
  )
  await administrator.ask(calls.addPack, { body: source })
  assert.equal(String(await administrator.ask(calls.exportPack, {})), first)
  const again = await administrator.ask(calls.addPack, { body: source })
  assert.ok(again.entries.every((one) => one.state === 'same'))
  await close()
})

test('the pack of another country brings its levels, no sections, and no word of Henan', async () => {
  const database = await emptyDatabase()
  await seed(database, 'craft-cooperatives', openFiles(folder))
  const { administrator, close } = await officeOf(database)
  const exported = String(await administrator.ask(calls.exportPack, {}))
  const pack = parsePack(exported)
  assert.deepEqual(
    pack.levels?.map(({ code, plans }) => `${code}${plans ? ' plans' : ''}`),
    ['country', 'region', 'province plans', 'commune'],
  )
  assert.deepEqual([pack.sections, pack.outlooks?.length, pack.indicators?.length], [undefined, 4, 18])
  assert.doesNotMatch(exported, /county|special district|artisans not organised|县|专区/i)
  await close()
})

test('a formula travels with its weights, and comes after what it is made of', async () => {
  const pack = JSON.parse(packText(readPack('cooperative-basics')))
  const [first] = pack.indicators
  const formula = [
    { indicator: 'pass-rate', weight: 0.4 },
    { indicator: 'members', weight: 0.001 },
  ]
  const { counts: _, ...rest } = { ...first, code: 'index', unit: 'percent', formula }
  const average = {
    ...rest,
    formula: undefined,
    code: 'present',
    unit: 'persons',
    cumulative: false,
    averaged: true,
  }
  const balance = [{ indicator: 'sold', way: 'goes' }]
  const stock = { ...average, averaged: undefined, code: 'cloth', cumulative: true, balance }
  const sold = { ...stock, code: 'sold', cumulative: false, balance: undefined }
  const text = JSON.stringify({ ...pack, indicators: [rest, stock, ...pack.indicators, average, sold] })
  const { administrator, placeId, close } = await officeOf(await emptyDatabase())
  await administrator.ask(calls.addPack, { body: { ...ask, text, placeId } })
  const exported = parsePack(String(await administrator.ask(calls.exportPack, {})))
  assert.deepEqual(exported.indicators?.at(-1)?.formula, formula)
  assert.equal(exported.indicators?.find(({ code }) => code === 'present')?.averaged, true)
  assert.deepEqual(exported.indicators?.find(({ code }) => code === 'cloth')?.balance, balance)
  const body = { ...ask, text: JSON.stringify(exported) }
  const again = await administrator.ask(calls.previewPack, { body })
  assert.ok(again.entries.every((one) => one.state === 'same'))
  await close()
})

test('what the office has stays; what breaks a rule is shown, and then nothing comes in', async () => {
  const town = await openTown()
  const administrator = await town.as('administrator')
  const own = parsePack(String(await administrator.ask(calls.exportPack, {})))
  const changed = {
    ...own,
    forms: own.forms?.map((form) =>
      form.code === 'agency' ? { ...form, names: { zh: '别的名字', en: 'another name' } } : form,
    ),
    trades: [...(own.trades ?? []), { code: 'lacquer', names: { zh: '漆器业', en: 'lacquer work' } }],
    posts: [
      ...(own.posts ?? []),
      { code: 'warden', names: { zh: '管理员', en: 'warden' }, forms: ['guild'], singleSeat: true },
    ],
  }
  const body = { ...ask, text: JSON.stringify(changed) }
  const { entries } = await administrator.ask(calls.previewPack, { body })
  const states = Object.fromEntries(entries.map((one) => [`${one.section} ${one.code}`, one.state]))
  assert.equal(states['forms agency'], 'differs')
  assert.equal(states['forms office'], 'same')
  assert.equal(states['trades lacquer'], 'new')
  assert.equal(states['posts warden'], 'refused')
  assert.deepEqual(entries.find((one) => one.code === 'warden')?.reasons, ['There is no form “guild”.'])
  assert.equal((await administrator.send(calls.addPack, { body })).status, 422)
  const after = parsePack(String(await administrator.ask(calls.exportPack, {})))
  assert.deepEqual(after, own, 'all or nothing')
  const good = { ...ask, text: JSON.stringify({ ...changed, posts: own.posts }) }
  await administrator.ask(calls.addPack, { body: good })
  const loaded = parsePack(String(await administrator.ask(calls.exportPack, {})))
  assert.equal(loaded.trades?.at(-1)?.code, 'lacquer')
  assert.deepEqual(loaded.forms, own.forms)
  const county = await town.as('linying-officer')
  assert.equal((await county.send(calls.addPack, { body: good })).status, 403)
  assert.equal((await county.send(calls.exportPack, {})).status, 403)
  await town.close()
})

/** Theirs of each of these, as they were seen. */
const chosen = (entries: CallReply<typeof calls.previewPack>['entries']) =>
  entries.map(({ section, code, was }) => ({ section, code, was: was ?? '' }))

/** The office's own pack with two things otherwise, as another office could send it. */
async function changedPack(administrator: Awaited<ReturnType<typeof officeOf>>['administrator']) {
  const own = parsePack(String(await administrator.ask(calls.exportPack, {})))
  const [policy] = own.policies ?? []
  const other = { zh: '别的名字', en: 'another name' }
  const cited = own.cards?.flatMap(({ evidence }) => evidence.map(({ clause }) => clause)) ?? []
  const uncited = policy.clauses.findLast(({ number }) => !cited.includes(`${policy.code}/${number}`))?.number
  return {
    own,
    changed: {
      ...own,
      names: other,
      programme: own.programme && { ...own.programme, names: other, yearFrom: 4 },
      disaggregations: own.disaggregations?.map((one) => ({ ...one, least: 5 })),
      forms: own.forms?.map((form) => (form.code === 'producer' ? { ...form, names: other } : form)),
      posts: own.posts?.map((post, at) => (at === 0 ? { ...post, names: other, short: other } : post)),
      gates: own.gates?.map((gate, at) => (at === 0 ? { ...gate, skippable: !gate.skippable } : gate)),
      units: own.units?.map((unit, at) => (at === 0 ? { ...unit, names: other } : unit)),
      indicators: own.indicators?.map((one) => ({ ...one, definition: other })),
      outlooks: own.outlooks?.map((one) => ({ ...one, short: other })),
      sections: own.sections?.map((one) => ({ ...one, about: other })),
      papers: own.papers?.map((paper) => ({ ...paper, title: other, signatures: [other] })),
      levels: own.levels?.map((level, at) => (at === 0 ? { ...level, names: other } : level)),
      stages: own.stages?.toReversed(),
      example: own.example && { ...own.example, names: other, sessions: own.example.sessions.slice(1) },
      policies: [
        {
          ...policy,
          clauses: [
            ...policy.clauses
              .filter(({ number }) => number !== uncited)
              .map((clause, at) => (at === 0 ? { ...clause, text: other } : clause)),
            { number: '99', depth: 1, text: { zh: '新的一条', en: 'A new clause' } },
          ],
          questions: [
            { text: other, choices: [other, { zh: '否', en: 'no' }], right: 1, why: other, clauses: ['99'] },
          ],
        },
      ],
      cards: own.cards?.map((card, at) => (at === 0 ? { ...card, instead: other } : card)),
    },
  }
}

test('every kind of entry can be taken as theirs, and what is taken is the same from then on', async () => {
  const database = await emptyDatabase()
  const { administrator, placeId, close } = await officeOf(database)
  const parts = [
    { code: 'women', names: { zh: '妇女', en: 'women' } },
    { code: 'others', names: { zh: '其他', en: 'others' } },
  ]
  const disaggregations = [{ code: 'who', names: { zh: '何人', en: 'Who' }, parts }]
  const text = packText({ ...readPack('cooperative-basics'), disaggregations })
  await administrator.ask(calls.addPack, { body: { ...ask, text, placeId } })
  const { own, changed } = await changedPack(administrator)
  const body = { ...ask, text: JSON.stringify(changed) }
  const { entries } = await administrator.ask(calls.previewPack, { body })
  const differing = entries.filter(({ state }) => state === 'differs')
  const kinds = new Set(differing.map(({ section }) => section))
  assert.deepEqual(
    [...calls.sections].filter((section) => !kinds.has(section)),
    ['trades'],
    'of every kind one differs',
  )
  const form = differing.find(({ section }) => section === 'forms')
  assert.deepEqual(form?.fields, [
    {
      path: 'names/zh',
      ours: own.forms?.find(({ code }) => code === 'producer')?.names.zh,
      theirs: '别的名字',
    },
    {
      path: 'names/en',
      ours: own.forms?.find(({ code }) => code === 'producer')?.names.en,
      theirs: 'another name',
    },
  ])
  assert.ok((form?.same ?? 0) > 1)
  // Kept as it is where nothing is said: then nothing comes in at all.
  await administrator.ask(calls.addPack, { body })
  assert.deepEqual(parsePack(String(await administrator.ask(calls.exportPack, {}))), own)
  const take = chosen(differing)
  const preview = await administrator.ask(calls.previewPack, { body: { ...body, take } })
  assert.deepEqual(
    preview.entries.filter(({ state }) => state !== 'same' && state !== 'taken'),
    [],
  )
  assert.deepEqual(
    parsePack(String(await administrator.ask(calls.exportPack, {}))),
    own,
    'a preview changes nothing',
  )
  await administrator.ask(calls.addPack, { body: { ...body, take } })
  const after = parsePack(String(await administrator.ask(calls.exportPack, {})))
  assert.deepEqual(after, JSON.parse(JSON.stringify(changed)))
  const again = await administrator.ask(calls.previewPack, { body })
  assert.ok(again.entries.every(({ state }) => state === 'same'))
  const { rows } = await sql<{ verb: string }>`select distinct verb from platform.journal`.execute(
    database.kysely,
  )
  const verbs = rows.map(({ verb }) => verb)
  for (const verb of [
    'form.edited',
    'post.edited',
    'indicator.edited',
    'policy.text-saved',
    'card.changed',
    'level.edited',
    'programme.edited',
  ])
    assert.ok(verbs.includes(verb), verb)
  await close()
})

test('what its own change refuses is refused at the entry, and then nothing is taken', async () => {
  const town = await openTown()
  const administrator = await town.as('administrator')
  const own = parsePack(String(await administrator.ask(calls.exportPack, {})))
  const [first, second] = own.indicators ?? []
  const definition = { zh: '另一个定义', en: 'another definition' }
  const indicators = own.indicators?.map((one) =>
    one === first ? { ...one, unit: 'percent' } : one === second ? { ...one, definition } : one,
  )
  const seen = { ...ask, text: JSON.stringify({ ...own, indicators }), fromPeriodId: null }
  const preview = await administrator.ask(calls.previewPack, { body: seen })
  const body = { ...seen, take: chosen(preview.entries.filter(({ state }) => state === 'differs')) }
  assert.deepEqual(
    body.take.map(({ code }) => code),
    [first.code, second.code],
  )
  const { entries } = await administrator.ask(calls.previewPack, { body })
  const of = (code: string) => entries.find((one) => one.section === 'indicators' && one.code === code)
  assert.deepEqual([of(first.code)?.state, of(second.code)?.state], ['refused', 'taken'])
  assert.ok(
    of(first.code)?.reasons.some((reason) => reason.startsWith('Figures were made with this indicator')),
  )
  assert.equal((await administrator.send(calls.addPack, { body })).status, 422)
  assert.deepEqual(parsePack(String(await administrator.ask(calls.exportPack, {}))), own)
  await administrator.ask(calls.addPack, { body: { ...body, take: body.take.slice(1) } })
  const after = parsePack(String(await administrator.ask(calls.exportPack, {})))
  assert.deepEqual(after.indicators?.[1].definition, definition)
  assert.deepEqual(after.indicators?.[0], first)
  await town.close()
})

test('what somebody changed after the comparison is not taken away, and then nothing comes in', async () => {
  const town = await openTown()
  const administrator = await town.as('administrator')
  const own = parsePack(String(await administrator.ask(calls.exportPack, {})))
  const [trade, another] = own.trades ?? []
  const theirs = { zh: '别的名字', en: 'another name' }
  const trades = own.trades?.map((one) =>
    one === trade || one === another ? { ...one, names: theirs } : one,
  )
  const body = { ...ask, text: JSON.stringify({ ...own, trades }) }
  const before = await administrator.ask(calls.previewPack, { body })
  const take = chosen(before.entries.filter(({ state }) => state === 'differs'))
  assert.equal(take.length, 2)
  const { id } =
    (await administrator.ask(listTrades, {})).trades.find(({ code }) => code === trade.code) ?? {}
  const names = { zh: '新近改的名字', en: 'changed just now' }
  await administrator.ask(changeTrade, { params: { tradeId: id ?? '' }, body: { names, retired: false } })
  const refused = await administrator.send(calls.addPack, { body: { ...body, take } })
  assert.equal(refused.status, 422)
  assert.match(JSON.stringify(refused.body), /Somebody changed this here since it was compared/)
  const now = await administrator.ask(calls.previewPack, { body: { ...body, take } })
  const of = (code: string) => now.entries.find((one) => one.section === 'trades' && one.code === code)
  assert.deepEqual([of(trade.code)?.state, of(another.code)?.state], ['refused', 'taken'])
  assert.equal(of(trade.code)?.fields[1].ours, 'changed just now')
  const kept = parsePack(String(await administrator.ask(calls.exportPack, {})))
  assert.deepEqual(kept.trades?.slice(0, 2), [{ ...trade, names }, another])
  // Seen as it is now, it may be taken.
  const again = chosen(now.entries.filter(({ code }) => take.some((one) => one.code === code)))
  await administrator.ask(calls.addPack, { body: { ...body, take: again } })
  const after = parsePack(String(await administrator.ask(calls.exportPack, {})))
  assert.deepEqual(after.trades?.[0].names, theirs)
  await town.close()
})

test('the programme is compared too: its name, what it is about and its calendar', async () => {
  const { administrator, placeId, close } = await officeOf(await emptyDatabase())
  const source = { ...ask, code: 'craft-cooperatives' }
  const begun = await administrator.ask(calls.addPack, { body: { ...source, placeId } })
  const entryOf = ({ entries }: typeof begun) => entries.find(({ section }) => section === 'programme')
  assert.equal(entryOf(begun)?.state, 'new')
  assert.equal(entryOf(await administrator.ask(calls.previewPack, { body: source }))?.state, 'same')
  const { programme } = await administrator.ask(calls.setUpPage, {})
  assert.ok(programme)
  const { names, lead } = programme
  await administrator.ask(changeProgramme, {
    params: { programmeId: programme.id },
    body: { names: { ...names, en: 'Our own name' }, lead, yearFrom: 7, dueDay: 9 },
  })
  const preview = await administrator.ask(calls.previewPack, { body: source })
  assert.deepEqual(
    entryOf(preview)?.fields.map(({ path, ours }) => [path, ours]),
    [
      ['yearFrom', '7'],
      ['dueDay', '9'],
      ['names/en', 'Our own name'],
    ],
  )
  const take = chosen(preview.entries.filter(({ section }) => section === 'programme'))
  await administrator.ask(calls.addPack, { body: { ...source, take } })
  const after = (await administrator.ask(calls.setUpPage, {})).programme
  assert.deepEqual([after?.names, after?.yearFrom, after?.dueDay], [names, 1, 5])
  await close()
})
