// Who may do and see what.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { emptyDatabase } from '../database.ts'
import { officeOf, openTown, type Person, type Town } from '../town.ts'
import { ask, placeOf, planner, planOf, reader, reviewer, send, waiting } from './office.ts'
import { bring, commit, csvFile, sendFile } from './sheets.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const names = (text: string) => ({ zh: text, en: text })

test('4: only who is answerable for a person lets somebody in as that person', async () => {
  const [luoyang, xuchang] = [await town.as('luoyang-officer'), await town.as('xuchang-officer')]
  const there = await placeOf(town, 'luoyang-district')
  const here = await placeOf(town, 'xuchang-district')
  const { id: personId } = await ask(luoyang, 'POST /api/people', {
    body: { placeId: there, names: names('来自外区'), phone: null },
  })
  // A post here makes the person visible here, and nothing more.
  const { rows } = await sql<{ postId: string; organisationId: string }>`
    select post.id as "postId", unit.id as "organisationId" from registry.post, registry.organisation as unit
    where unit.place_id = ${here} and unit.status = 'active' and not post.single_seat
      and (cardinality(post.forms) = 0 or unit.form = any(post.forms)) limit 1`.execute(town.database.kysely)
  await ask(await town.as('administrator'), 'POST /api/appointments', {
    body: { personId, ...rows[0], fromOn: '1954-01-01', toOn: null },
  })
  assert.equal((await send(xuchang, `GET /api/people/${personId}`)).status, 200)
  const account = { login: 'self-made', names: names('自任'), personId, role: reader, placeId: here }
  assert.equal((await send(xuchang, 'POST /api/accounts', { body: account })).status, 403)
  // The other place invites its own person; a link for that account is not given out from here either.
  const own = { ...account, login: 'rightly-made', placeId: there }
  const { id: accountId } = await ask(luoyang, 'POST /api/accounts', { body: own })
  const second = await send(xuchang, `POST /api/accounts/${accountId}/invitation`)
  assert.ok([403, 404].includes(second.status), String(second.status))
})

test('5: a unit that all programmes share is renamed, retired and added only from above all', async () => {
  const officer = await town.as('xuchang-officer')
  const { units, mayChange } = await ask(officer, 'GET /api/units')
  assert.equal(mayChange, false)
  const { id, scale } = units[0]
  const changed = { names: names('自改'), scale, scaledNames: null, retired: true }
  assert.equal((await send(officer, `PUT /api/units/${id}`, { body: changed })).status, 403)
  const added = { code: 'own', names: names('自加'), scale: 1, scaledNames: null }
  assert.equal((await send(officer, 'POST /api/units', { body: added })).status, 403)
  const { mayChange: fromAbove } = await ask(await town.as('administrator'), 'GET /api/units')
  assert.equal(fromAbove, true)
})

test('6: nobody grants himself a role, and nobody approves what he submitted', async () => {
  const officer = await town.as('xuchang-officer')
  const administrator = await town.as('administrator')
  const accountId = await town.accountOf('xuchang-officer')
  const placeId = await placeOf(town, 'linying')
  const role = { role: planner, placeId }
  const granted = await send(officer, `POST /api/accounts/${accountId}/roles`, { body: role })
  assert.equal(granted.status, 422)
  assert.equal(granted.body.errors[0].code, 'own')
  // Whoever has both roles, from somebody else, still needs a second person.
  await ask(administrator, `POST /api/accounts/${accountId}/roles`, { body: role })
  const { id, editVersion } = await planOf(officer, 'linying')
  const step = (path: string, body: object) => send(officer, `POST /api/plans/${id}/${path}`, { body })
  assert.equal((await step('return', { editVersion, reason: names('重议') })).status, 200)
  const opened = await planOf(officer, 'linying')
  assert.equal((await step('submit', { editVersion: opened.editVersion })).status, 200)
  const sent = await planOf(officer, 'linying')
  const approval = { editVersion: sent.editVersion, conditions: names('') }
  const alone = await step('approve', approval)
  assert.equal(alone.status, 403)
  assert.match(alone.body.detail, /Somebody else decides on it: |nobody else may decide/)
  // An office of one person says so once; every approval then carries it.
  await ask(administrator, 'PUT /api/instance', {
    body: { timeZone: null, onePerson: true, confirmed: true },
  })
  assert.equal((await step('approve', approval)).status, 200)
  const { events } = await planOf(officer, 'linying')
  assert.equal(events.at(-1).isBySubmitter, true)
})

test('10: wrong passwords of others do not lock out whoever has the right one', async () => {
  const administrator = await town.as('administrator')
  const placeId = await placeOf(town, 'linying')
  const account = { login: 'lin.fang', names: names('林芳'), personId: null, role: reader, placeId }
  const { secret } = await ask(administrator, 'POST /api/accounts', { body: account })
  const enter = (remoteAddress: string, url: string, payload: object, cookies = {}) =>
    town.server.inject({ method: 'POST', url, payload, remoteAddress, cookies })
  const password = 'forge wood loom'
  const first = await enter('10.0.0.1', `/api/invitations/${secret}`, { password })
  assert.equal(first.statusCode, 200)
  const signIn = (from: string, typed: string, cookies = {}) =>
    enter(from, '/api/sign-in', { login: account.login, password: typed }, cookies)
  const guess = async (from: string) => (await signIn(from, 'a wrong guess')).statusCode
  for (let n = 0; n < 5; n++) assert.equal(await guess('10.9.9.9'), 422)
  assert.equal(await guess('10.9.9.9'), 429)
  assert.equal((await signIn('10.0.0.1', password)).statusCode, 200)
  // From everywhere at once it is slowed down for strangers, and the device that was let in before still gets in.
  for (let n = 0; n < 120; n++) await guess(`10.8.0.${n}`)
  assert.equal((await signIn('10.7.7.7', password)).statusCode, 429)
  const known = Object.fromEntries(first.cookies.map(({ name, value }) => [name, value]))
  assert.equal((await signIn('10.7.7.7', password, known)).statusCode, 200)
})

test('10: a password that is changed while somebody comes in by it lets nobody in any more', async () => {
  const administrator = await town.as('administrator')
  const placeId = await placeOf(town, 'linying')
  const account = { login: 'lin.yuan', names: names('林远'), personId: null, role: reader, placeId }
  const { id, secret } = await ask(administrator, 'POST /api/accounts', { body: account })
  const password = 'forge wood loom'
  const enter = (url: string, payload: object) => town.server.inject({ method: 'POST', url, payload })
  assert.equal((await enter(`/api/invitations/${secret}`, { password })).statusCode, 200)
  const signIn = () => enter('/api/sign-in', { login: account.login, password })
  const { kysely } = town.database
  const late = await kysely.transaction().execute(async (tx) => {
    await sql`update access.account set password_hash = 'another' where id = ${id}`.execute(tx)
    const asked = signIn()
    await waiting(town, 1)
    return [asked]
  })
  assert.equal((await late[0]).statusCode, 422)
})

test('4: one person has one account, however many invite at once', async () => {
  const officer = await town.as('xuchang-officer')
  const placeId = await placeOf(town, 'xuchang-district')
  for (const at of [1, 2, 3]) {
    const person = { placeId, names: names(`一人${at}`), phone: null }
    const { id: personId } = await ask(officer, 'POST /api/people', { body: person })
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        send(officer, 'POST /api/accounts', {
          body: { login: `one.${at}.${n}`, names: names('一人'), personId, role: reader, placeId },
        }),
      ),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422, 422, 422, 422])
  }
})

test('6: a link that is out gives nobody what its maker could not give', async () => {
  const [officer, administrator] = [await town.as('xuchang-officer'), await town.as('administrator')]
  const [here, above] = [await placeOf(town, 'xuchang-district'), await placeOf(town, 'henan')]
  const account = { login: 'low.one', names: names('低'), personId: null, role: reader, placeId: here }
  const { id, secret } = await ask(officer, 'POST /api/accounts', { body: account })
  const raise = () =>
    send(administrator, `POST /api/accounts/${id}/roles`, {
      body: { role: 'administrator', placeId: above },
    })
  const refused = await raise()
  assert.equal(refused.status, 422)
  assert.match(refused.body.errors[0].detail, /link/)
  // Once whoever raises it has made a new one, the old one leads nowhere.
  await ask(administrator, `POST /api/accounts/${id}/invitation`)
  assert.equal((await raise()).status, 200)
  const old = await send(town.stranger(), `POST /api/invitations/${secret}`, {
    body: { password: 'forge wood loom 77' },
  })
  assert.notEqual(old.status, 200)
})

test('of a presenter’s consent nobody else disposes who only presents', async () => {
  const { rows } = await sql<{ id: string; login: string | null; title: string }>`
    select c.id, account.login, c.title->>'en' as title from cases.practice_case as c
    join cases.consent as consent on consent.case_id = c.id and consent.withdrawn_on is null
    left join access.account as account on account.person_id = c.presenter_id
    where c.state = 'published'`.execute(town.database.kysely)
  let tried = 0
  for (const login of ['tin-presenter', 'knitting-presenter'])
    for (const one of rows.filter((row) => row.login !== login)) {
      const presenter = await town.as(login)
      const body = { givenOn: '1954-03-01', how: 'signed', note: '' }
      for (const [path, sent] of [
        ['consent', { body }],
        ['consent/withdraw', {}],
      ] as const) {
        const { status } = await send(presenter, `POST /api/cases/${one.id}/${path}`, sent)
        assert.ok([403, 404].includes(status), `${login} ${path} ${one.title}: ${status}`)
        tried += 1
      }
    }
  assert.ok(tried > 2)
})

test('one person does everything only where somebody confirms it although others decide', async () => {
  const administrator = await town.as('administrator')
  const set = (body: object) => send(administrator, 'PUT /api/instance', { body })
  const stands = async () => {
    const { timeZone, onePerson, otherDeciders } = await ask(administrator, 'GET /api/instance')
    return { timeZone, onePerson, otherDeciders }
  }
  await set({ timeZone: null, onePerson: false })
  const { rows } = await sql<{ n: number }>`select count(distinct a.id)::int as n from access.account as a
    join access.role_grant as g on g.account_id = a.id and g.ended_at is null
      and g.role = any(${['administrator', reviewer, planner]}::text[])
    where a.ended_at is null and a.login <> 'administrator'`.execute(town.database.kysely)
  const { n } = rows[0]
  assert.ok(n > 20)
  assert.equal((await stands()).otherDeciders, n)
  for (const extra of [{}, { confirmed: false }]) {
    const { status, body } = await set({ timeZone: 'Asia/Shanghai', onePerson: true, ...extra })
    assert.equal(status, 422)
    const [{ pointer, code, detail }] = body.errors
    assert.deepEqual([pointer, code], ['/confirmed', 'others-decide'])
    assert.match(detail, new RegExp(`: ${n}, among them \\S`))
    assert.deepEqual(
      await stands(),
      { timeZone: null, onePerson: false, otherDeciders: n },
      'nothing changed',
    )
  }
  assert.equal((await set({ timeZone: null, onePerson: true, confirmed: true })).status, 200)
  // What stands is not asked about again, nor is its end.
  assert.equal((await set({ timeZone: 'Asia/Shanghai', onePerson: true })).status, 200)
  assert.equal((await set({ timeZone: 'Asia/Shanghai', onePerson: false })).status, 200)
  assert.deepEqual(await stands(), { timeZone: 'Asia/Shanghai', onePerson: false, otherDeciders: n })
})

test('in an office where nobody else decides, one person does everything without being asked back', async () => {
  const office = await officeOf(await emptyDatabase())
  const set = (body: object) => send(office.administrator, 'PUT /api/instance', { body })
  try {
    assert.equal((await set({ timeZone: null, onePerson: true })).status, 200)
    assert.equal((await set({ timeZone: null, onePerson: false })).status, 200)
    // A reader decides nothing; an officer does, also before the first sign-in.
    const invite = (login: string, role: string) =>
      ask(office.administrator, 'POST /api/accounts', {
        body: { login, names: names(login), personId: null, role, placeId: office.placeId },
      })
    await invite('reads.only', reader)
    assert.equal((await set({ timeZone: null, onePerson: true })).status, 200)
    await set({ timeZone: null, onePerson: false })
    await invite('decides.too', reviewer)
    assert.equal((await set({ timeZone: null, onePerson: true })).status, 422)
  } finally {
    await office.close()
  }
})

test('an approval says that what is approved was submitted by an account that the approver opened', async () => {
  const officer = await town.as('xuchang-officer')
  await ask(await town.as('administrator'), 'PUT /api/instance', {
    body: { timeZone: null, onePerson: false },
  })
  const placeId = await placeOf(town, 'fugou')
  const called = { zh: '扶沟代办', en: 'Fugou desk' }
  const account = { login: 'desk.fugou', names: called, personId: null, role: planner, placeId }
  await ask(officer, 'POST /api/accounts', { body: account })
  const approve = async (login: string) => {
    const person = await town.as(login)
    const step = async (by: typeof person, path: string, body: object) => {
      const { id, editVersion } = await planOf(by, 'fugou')
      const sent = await send(by, `POST /api/plans/${id}/${path}`, { body: { editVersion, ...body } })
      assert.equal(sent.status, 200, JSON.stringify(sent.body))
    }
    const aboutOpen = names('Agreed by telephone.')
    await step(person, 'submit', { aboutOpen })
    await step(officer, 'approve', { conditions: names(''), aboutOpen })
    const { events } = await planOf(officer, 'fugou')
    await step(officer, 'return', { reason: names('Once more.') })
    return events.at(-1)
  }
  const own = await approve('desk.fugou')
  assert.deepEqual([own.kind, own.isBySubmitter, own.submittedByOpened], ['approved', false, called])
  const theirs = await approve('fugou-officer')
  assert.deepEqual([theirs.kind, theirs.submittedByOpened], ['approved', null])
  // The list of accounts says who opened it, to whoever sees the account.
  const { accounts } = await ask(officer, 'GET /api/accounts', { query: { text: 'desk.fugou' } })
  assert.ok(accounts[0].openedBy.en)
  const cast = await ask(officer, 'GET /api/accounts', { query: { text: 'fugou-officer' } })
  assert.equal(cast.accounts[0].openedBy, null)
})

/** An account for a reader here or elsewhere, opened by somebody; with the secret of its link. */
let opened = 0
async function openedBy(
  who: Person,
  more: object = {},
): Promise<{ id: string; secret: string; login: string }> {
  const login = `link.${++opened}`
  const placeId = await placeOf(town, 'xuchang-district')
  const account = { login, names: names(`链${opened}`), personId: null, role: reader, placeId, ...more }
  return { login, ...(await ask(who, 'POST /api/accounts', { body: account })) }
}
const comeIn = async (secret: string) =>
  (
    await send(town.stranger(), `POST /api/invitations/${secret}`, {
      body: { password: 'forge wood loom 77' },
    })
  ).status
const stateOf = async (login: string): Promise<string> => {
  const { accounts } = await ask(await town.as('administrator'), 'GET /api/accounts', {
    query: { text: login },
  })
  return accounts.find((one: { login: string }) => one.login === login).state
}
/** A district officer of Xuchang who has come in, with the id of the account and of its role. */
async function newOfficer() {
  const administrator = await town.as('administrator')
  const { id, secret, login } = await openedBy(administrator, { role: reviewer })
  assert.equal(await comeIn(secret), 200)
  const { accounts } = await ask(administrator, 'GET /api/accounts', { query: { text: login } })
  return { id, roleId: accounts[0].roles[0].id, person: await town.as(login) }
}
/**
 * The link leads nowhere, says so like one that ran out, and the list says that a new one is needed; that one works.
 */
async function leadsNowhere({ id, secret, login }: { id: string; secret: string; login: string }) {
  assert.equal((await send(town.stranger(), `GET /api/invitations/${secret}`)).status, 404)
  assert.equal(await comeIn(secret), 404)
  assert.equal(await stateOf(login), 'shut')
  const again = await ask(await town.as('administrator'), `POST /api/accounts/${id}/invitation`)
  assert.equal(await stateOf(login), 'invited')
  assert.equal(await comeIn(again.secret), 200)
}

test('a link lets somebody in only while who made it has an account', async () => {
  const officer = await newOfficer()
  const kept = await openedBy(officer.person, { role: planner })
  assert.equal(await stateOf(kept.login), 'invited')
  await ask(await town.as('administrator'), `POST /api/accounts/${officer.id}/end`)
  await leadsNowhere(kept)
})

test('a link lets somebody in only while who made it has the role for it, and does not come back with the role', async () => {
  const officer = await newOfficer()
  const administrator = await town.as('administrator')
  const [kept, second] = [await openedBy(officer.person, { role: reviewer }), await openedBy(officer.person)]
  await ask(administrator, `DELETE /api/accounts/${officer.id}/roles/${officer.roleId}`)
  await leadsNowhere(kept)
  const role = { role: reviewer, placeId: await placeOf(town, 'xuchang-district') }
  await ask(administrator, `POST /api/accounts/${officer.id}/roles`, { body: role })
  await leadsNowhere(second)
})

test('ending one of several roles leaves the links that could be made without it', async () => {
  const officer = await newOfficer()
  const administrator = await town.as('administrator')
  const luoyang = await placeOf(town, 'luoyang-district')
  const second = { role: reviewer, placeId: luoyang }
  await ask(administrator, `POST /api/accounts/${officer.id}/roles`, { body: second })
  const [here, there] = [await openedBy(officer.person), await openedBy(officer.person, { placeId: luoyang })]
  await ask(administrator, `DELETE /api/accounts/${officer.id}/roles/${officer.roleId}`)
  await leadsNowhere(here)
  assert.equal(await stateOf(there.login), 'invited')
  assert.equal(await comeIn(there.secret), 200)
})

test('a link lets nobody in as a person whom its maker no longer answers for', async () => {
  const [officer, luoyang] = [await town.as('xuchang-officer'), await town.as('luoyang-officer')]
  const [here, there] = [await placeOf(town, 'xuchang-district'), await placeOf(town, 'luoyang-district')]
  const personAt = (who: Person, placeId: string, text: string) =>
    ask(who, 'POST /api/people', { body: { placeId, names: names(text), phone: null } })
  const { id: from } = await personAt(officer, here, '近人')
  const { id: to } = await personAt(luoyang, there, '远人')
  const kept = await openedBy(officer, { personId: from })
  await ask(await town.as('administrator'), `POST /api/people/${from}/twins/${to}`, {
    body: { reason: 'twice' },
  })
  await leadsNowhere(kept)
  // Whoever becomes one with somebody of the same place is let in by the same link.
  const [{ id: one }, { id: other }] = [
    await personAt(officer, here, '同甲'),
    await personAt(officer, here, '同乙'),
  ]
  const same = await openedBy(officer, { personId: one })
  await ask(await town.as('administrator'), `POST /api/people/${one}/twins/${other}`, {
    body: { reason: 'twice' },
  })
  assert.equal(await comeIn(same.secret), 200)
})

test('a link made here lets nobody into a county that went to another district', async () => {
  const [officer, administrator] = [await town.as('xuchang-officer'), await town.as('administrator')]
  const [linying, luoyang] = [await placeOf(town, 'linying'), await placeOf(town, 'luoyang-district')]
  const kept = await openedBy(officer, { role: planner, placeId: linying })
  const move = (to: string, onDay: string) =>
    ask(administrator, `POST /api/places/${linying}/transfer`, {
      body: { toPlaceId: to, onDay, source: '令', note: names('') },
    })
  await move(luoyang, '1954-07-05')
  await leadsNowhere(kept)
  await move(await placeOf(town, 'xuchang-district'), '1954-07-06')
})

test('a link that was made at the machine lets somebody in, whoever else was dismissed', async () => {
  const officer = await newOfficer()
  const { id } = await openedBy(officer.person)
  await ask(await town.as('administrator'), `POST /api/accounts/${officer.id}/end`)
  const { makeInvitation } = await import('../../src/access/accounts/actions.ts')
  const { secret } = await makeInvitation(town.database.kysely, id, null, new Date())
  assert.equal(await comeIn(secret), 200)
})

test('a link is used while a new one is made: one of the two comes first, and neither fails', async () => {
  const officer = await town.as('xuchang-officer')
  for (let round = 0; round < 12; round++) {
    const { id, secret } = await openedBy(officer)
    const [used, made] = await Promise.all([
      comeIn(secret),
      send(officer, `POST /api/accounts/${id}/invitation`),
    ])
    assert.ok([200, 404].includes(used), String(used))
    assert.equal(made.status, 200)
  }
})

test('an account is ended while a link that it made is used: one of the two comes first, and neither fails', async () => {
  const administrator = await town.as('administrator')
  for (let round = 0; round < 6; round++) {
    const officer = await newOfficer()
    const { secret } = await openedBy(officer.person)
    const [ended, used] = await Promise.all([
      send(administrator, `POST /api/accounts/${officer.id}/end`),
      comeIn(secret),
    ])
    assert.equal(ended.status, 200)
    assert.ok([200, 404].includes(used), String(used))
    assert.equal(await comeIn(secret), 404)
  }
})

test('what waits for its turn is not done for whoever has lost the right to it by then', async () => {
  const administrator = await town.as('administrator')
  const { kysely } = town.database
  // An import, by an account that ends: nothing of it comes in, neither what was waiting nor what was being read.
  const xihua = await town.as('xihua-officer')
  const accountId = await town.accountOf('xihua-officer')
  const late = await bring(xihua, 'people', 'late.csv', csvFile('姓名,县', '迟来者,西华县'))
  const [read, committed] = await kysely.transaction().execute(async (tx) => {
    await sql`lock table exchange.import in access exclusive mode`.execute(tx)
    const reading = sendFile(xihua, 'people', 'read.csv', csvFile('姓名,县', '又来者,西华县'))
    await waiting(town, 1)
    const committing = commit(xihua, late)
    await ask(administrator, `POST /api/accounts/${accountId}/end`)
    return [reading, committing]
  })
  assert.deepEqual([(await read).status, (await committed).status], [401, 401])
  const { rows } = await sql`select 1 from registry.person where names->>'zh' = '迟来者'`.execute(kysely)
  assert.equal(rows.length, 0)
  // An export, by an account whose role ends: what is being made goes out, and nothing that comes after it.
  const shangshui = await town.as('shangshui-officer')
  const placeId = await placeOf(town, 'shangshui')
  const account = await town.accountOf('shangshui-officer')
  const { rows: roles } = await sql<{ id: string }>`
    select id from access.role_grant where account_id = ${account} and ended_at is null`.execute(kysely)
  const [first, second] = await kysely.transaction().execute(async (tx) => {
    await sql`lock table registry.person in access exclusive mode`.execute(tx)
    const first = send(shangshui, 'GET /api/exports/tables/people', { query: { placeId } })
    await waiting(town, 1)
    const second = send(shangshui, 'GET /api/exports/package.zip', { query: { placeId } })
    for (const { id } of roles) await ask(administrator, `DELETE /api/accounts/${account}/roles/${id}`)
    return [first, second]
  })
  assert.deepEqual([(await first).status, (await second).status], [200, 403])
})

test('of two administrators who end each other, or each other’s role, at the same moment one is left', async () => {
  const administrator = await town.as('administrator')
  const { rows } = await sql<{ id: string }>`select id from registry.place where level = 'nation'`.execute(
    town.database.kysely,
  )
  const placeId = rows[0].id
  const made = async () => {
    const { id, secret, login } = await openedBy(administrator, { role: 'administrator', placeId })
    assert.equal(await comeIn(secret), 200)
    const { accounts } = await ask(administrator, 'GET /api/accounts', { query: { text: login } })
    return { id, roleId: accounts[0].roles[0].id, person: await town.as(login) }
  }
  for (let round = 0; round < 8; round++) {
    const [one, other] = [await made(), await made()]
    const end = (by: typeof one, whom: typeof one) =>
      round % 2
        ? send(by.person, `POST /api/accounts/${whom.id}/end`)
        : send(by.person, `DELETE /api/accounts/${whom.id}/roles/${whom.roleId}`)
    const ended = await Promise.all([end(one, other), end(other, one)])
    assert.equal(
      ended.filter(({ status }) => status === 200).length,
      1,
      String(ended.map(({ status }) => status)),
    )
  }
})
