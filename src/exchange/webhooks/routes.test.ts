// Webhooks through the front door, with a real program that listens and checks signatures with somebody else's library.
import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, test } from 'node:test'
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { idOf } from '../../../test/convene-class.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { renamePlace } from '../../registry/places/contract.ts'
import {
  addWebhook,
  endWebhook,
  listDeliveries,
  listWebhooks,
  sendAgain,
  tryWebhook,
  webhookKinds,
} from './contract.ts'
import { collect, forget, sendDue } from './jobs.ts'

type Heard = { headers: IncomingHttpHeaders; body: string }

let town: Town
let program: Server
let url: string
let heard: Heard[] = []
let answer = 200

before(async () => {
  town = await openTown()
  program = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(parts).toString() })
      response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end()
    })
  })
  await new Promise<void>((done) => program.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(program.address() as AddressInfo).port}/hook`
  process.env.HEZUO_WEBHOOK_HOSTS = '127.0.0.1'
})
after(async () => {
  delete process.env.HEZUO_WEBHOOK_HOSTS
  program.close()
  await town.close()
})
afterEach(() => {
  heard = []
  answer = 200
})

const officer = () => town.as('xuchang-officer')
const place = (code: string) => idOf(town, 'place', code)

async function hookAt(code: string, kinds: string[] = []) {
  return (await officer()).ask(addWebhook, { body: { url, placeId: await place(code), kinds } })
}
const end = async (webhookId: string) => (await officer()).ask(endWebhook, { params: { webhookId } })
const deliveries = async (webhookId: string) =>
  (await (await officer()).ask(listDeliveries, { params: { webhookId }, query: {} })).deliveries
const tell = async () => {
  await collect(town.database)
  await sendDue(town.database)
}
let renamed = 0
async function somethingHappens(code: string): Promise<void> {
  const names = { zh: `改名${++renamed}`, en: `Renamed ${renamed}` }
  const person = await town.as('administrator')
  const placeId = await place(code)
  await person.ask(renamePlace, {
    params: { placeId },
    body: { names, onDay: '1954-07-01', source: 'test', note: { zh: '', en: '' } } as never,
  })
}
const due = () =>
  sql`update exchange.webhook_delivery set next_at = now() where state = 'waiting'`.execute(
    town.database.kysely,
  )

test('what happens in the place is told once, signed so that any library can check it', async () => {
  const { id, secret } = await hookAt('linying')
  await somethingHappens('linying')
  await somethingHappens('ye')
  await tell()
  await tell()
  assert.equal(heard.length, 1)
  const [{ headers, body }] = heard
  const message = new Webhook(secret).verify(body, headers as Record<string, string>) as {
    type: string
    data: Record<string, string>
  }
  assert.equal(message.type, 'place.event-recorded')
  assert.equal(message.data.placeId, await place('linying'))
  assert.deepEqual(Object.keys(message.data).sort(), ['id', 'kind', 'placeId', 'subjectId'])
  assert.throws(() =>
    new Webhook(secret).verify(body.replace('recorded', 'forgotten'), headers as Record<string, string>),
  )
  const [sent] = await deliveries(id)
  assert.deepEqual([sent.state, sent.attempts, sent.answer], ['delivered', 1, '200'])
  await end(id)
  await somethingHappens('linying')
  await tell()
  assert.equal(heard.length, 1)
})

test('only the chosen kinds are told', async () => {
  const { id } = await hookAt('linying', ['place'])
  await (await officer()).ask(tryWebhook, { params: { webhookId: id } })
  await tell()
  assert.equal(JSON.parse(heard[0].body).type, 'ping')
  await end(id)
})

test('what is not answered with success is tried again, then given up, and can be sent once more', async () => {
  answer = 503
  const { id } = await hookAt('linying')
  await somethingHappens('linying')
  await tell()
  const [first] = await deliveries(id)
  assert.deepEqual([first.state, first.attempts, first.answer], ['waiting', 1, '503'])
  assert.ok(first.nextAt && Date.parse(first.nextAt) > Date.now() + 1000)
  await sendDue(town.database)
  assert.equal(heard.length, 1, 'not before its time')
  for (let n = 0; n < 20; n++) {
    await due()
    await sendDue(town.database)
  }
  const [given] = await deliveries(id)
  assert.equal(given.state, 'given_up')
  const { webhooks } = await (await officer()).ask(listWebhooks, {})
  assert.equal(webhooks.find((one) => one.id === id)?.givenUp, 1)
  answer = 204
  await (await officer()).ask(sendAgain, { params: { webhookId: id, deliveryId: given.id } })
  await sendDue(town.database)
  assert.equal((await deliveries(id))[0].state, 'delivered')
  const ids = new Set(heard.map((one) => one.headers['webhook-id']))
  assert.equal(ids.size, 1, 'the same message keeps its id, so that a receiver can tell it was there before')
  await end(id)
})

test('a redirect is no success, and an address inside the network is not called unless the host is allowed', async () => {
  answer = 302
  const { id } = await hookAt('linying')
  await (await officer()).ask(tryWebhook, { params: { webhookId: id } })
  await sendDue(town.database)
  assert.equal(heard.length, 1)
  assert.deepEqual([(await deliveries(id))[0].state, (await deliveries(id))[0].answer], ['waiting', '302'])
  process.env.HEZUO_WEBHOOK_HOSTS = ''
  try {
    for (const address of [
      url,
      url.replace('127.0.0.1', 'localhost'),
      url.replace('127.0.0.1', '[::ffff:127.0.0.1]'),
    ]) {
      await sql`update exchange.webhook set url = ${address} where id = ${id}`.execute(town.database.kysely)
      await due()
      await sendDue(town.database)
      assert.equal((await deliveries(id))[0].answer, 'inside', address)
    }
  } finally {
    process.env.HEZUO_WEBHOOK_HOSTS = '127.0.0.1'
  }
  assert.equal(heard.length, 1)
  await end(id)
})

test('two processes send each message once', async () => {
  const { id } = await hookAt('linying')
  for (let n = 0; n < 20; n++) await (await officer()).ask(tryWebhook, { params: { webhookId: id } })
  await Promise.all([tell(), tell(), sendDue(town.database), sendDue(town.database)])
  assert.equal(heard.length, 20)
  assert.equal(new Set(heard.map((one) => one.headers['webhook-id'])).size, 20)
  await end(id)
})

test('whoever lost the role over the place is told nothing more', async () => {
  const { id } = await hookAt('linying')
  const account = await town.accountOf('xuchang-officer')
  const grants = (ended: boolean) =>
    sql`update access.role_grant set ended_at = ${ended ? sql`now()` : null} where account_id = ${account}`.execute(
      town.database.kysely,
    )
  await grants(true)
  await somethingHappens('linying')
  await tell()
  assert.equal(heard.length, 0)
  await grants(false)
  await end(id)
})

test('refused: a place of others, an address that is none, a county officer; somebody else’s is not found', async () => {
  const person = await officer()
  const refused = await person.send(addWebhook, {
    body: { url: 'nowhere', placeId: await place('luoyang-district'), kinds: ['place', 'nothing'] },
  })
  assert.equal(refused.status, 422)
  assert.deepEqual(
    refused.problem.errors?.map((one) => `${one.pointer} ${one.code}`),
    ['/url no-address', '/placeId unknown', '/kinds/1 unknown'],
  )
  const { kinds } = await person.ask(webhookKinds, {})
  assert.deepEqual([kinds[0].kind, kinds.at(-1)?.kind], ['place', 'report'], 'in the order of the loop')
  const county = await town.as('linying-officer')
  assert.equal((await county.send(listWebhooks, {})).status, 403)
  const { id } = await hookAt('linying')
  const other = await town.as('luoyang-officer')
  assert.deepEqual((await other.ask(listWebhooks, {})).webhooks, [])
  for (const call of [endWebhook, tryWebhook])
    assert.equal((await other.send(call, { params: { webhookId: id } })).status, 404)
  assert.equal((await other.send(listDeliveries, { params: { webhookId: id }, query: {} })).status, 404)
  await end(id)
})

test('what arrived long ago is forgotten', async () => {
  const { id } = await hookAt('linying')
  await (await officer()).ask(tryWebhook, { params: { webhookId: id } })
  await sendDue(town.database)
  await sql`update exchange.webhook_delivery set tried_at = now() - interval '31 days'`.execute(
    town.database.kysely,
  )
  await forget(town.database)
  assert.deepEqual(await deliveries(id), [])
  await end(id)
})
