// The way out of the journal: entries become messages, messages are sent until they arrive or are given up. Any number
// of processes may do this at once: each takes other messages.
import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import type { Database, Db } from '../../platform/database.ts'
import { dayOf, readSettings } from '../../platform/settings.ts'
import { isLive } from './queries.ts'
import { leaseMs, messageOf, nextAttempt, type Told } from './rules.ts'
import type { Message } from './sending.ts'

/**
 * How far back entries are looked for each time. An entry's id is made before its transaction commits, so that it can
 * come to light after younger ones; no transaction lives as long as this, and what was found before is not taken twice.
 */
const overlap = '15 minutes'
/** What arrived is forgotten after so many days; the journal keeps what happened. */
const keptFor = '30 days'
const mostAtOnce = 1000
const sentAtOnce = 8

/** Puts what happened since into the messages of every webhook that is told of it. Gives how many there are new. */
export async function collect({ kysely: db }: Database): Promise<number> {
  const began = new Date()
  const today = dayOf(await readSettings(db), began)
  const { rows } = await sql<Told & { webhookId: string; entryAt: Date }>`
    select hook.id as "webhookId", entry.id, entry.at as "entryAt", entry.verb, entry.kind,
      entry.subject_id as "subjectId", entry.place_id as "placeId"
    from exchange.webhook as hook
    join platform.journal as entry on entry.kind <> 'webhook' and entry.at >= hook.made_at and entry.at > hook.collected_at - ${overlap}::interval
      and (cardinality(hook.kinds) = 0 or entry.kind = any(hook.kinds))
    join registry.place_path as path on path.place_id = entry.place_id and path.line @> array[hook.place_id]
      and path.from_on <= ${today}::date and path.to_on > ${today}::date
    where hook.ended_at is null and ${isLive(today)} and not exists (
      select 1 from exchange.webhook_delivery as sent where sent.webhook_id = hook.id and sent.entry_id = entry.id)
    order by entry.id limit ${mostAtOnce}`.execute(db)
  await keepMessages(db, rows)
  // Only once all is taken, and not more often than needed: reading again what was read is cheap.
  if (rows.length < mostAtOnce)
    await sql`update exchange.webhook set collected_at = ${began}
      where ended_at is null and collected_at < ${began}::timestamptz - ${overlap}::interval / 3`.execute(db)
  return rows.length
}

async function keepMessages(db: Db, rows: readonly (Told & { webhookId: string; entryAt: Date })[]) {
  if (rows.length === 0) return
  const messages = rows.map(({ webhookId, entryAt, ...entry }) => ({
    id: newId(),
    webhookId,
    entryId: entry.id,
    body: messageOf({ ...entry, at: entryAt.toISOString() }),
  }))
  await sql`insert into exchange.webhook_delivery (id, webhook_id, entry_id, body, state, next_at)
    select new."id", new."webhookId", new."entryId", new."body", 'waiting', now()
    from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb)
      as new("id" uuid, "webhookId" uuid, "entryId" uuid, "body" text)
    on conflict do nothing`.execute(db)
}

type Taken = Message & { attempts: number }

/** Takes what is due, for as long as an attempt may last, so that no other process sends it too. */
async function take({ kysely: db }: Database): Promise<Taken[]> {
  const today = dayOf(await readSettings(db), new Date())
  const { rows } = await sql<Taken>`
    update exchange.webhook_delivery as sent set attempts = attempts + 1, tried_at = now(),
      next_at = now() + make_interval(secs => ${leaseMs / 1000})
    from exchange.webhook as hook
    where hook.id = sent.webhook_id and sent.id in (
      select due.id from exchange.webhook_delivery as due join exchange.webhook as hook on hook.id = due.webhook_id
      where due.state = 'waiting' and due.next_at <= now() and ${isLive(today)}
      order by due.next_at limit ${sentAtOnce} for update of due skip locked)
    returning sent.id, hook.url, hook.secret, sent.body, sent.attempts`.execute(db)
  return rows
}

/** What was meant for somebody who may not be told of it any more is not sent. */
async function giveUpUntold({ kysely: db }: Database): Promise<void> {
  const today = dayOf(await readSettings(db), new Date())
  await sql`update exchange.webhook_delivery as sent set state = 'given_up', answer = 'no right', tried_at = now()
    from exchange.webhook as hook where hook.id = sent.webhook_id and sent.state = 'waiting' and sent.next_at <= now()
      and not ${isLive(today)}`.execute(db)
}

/** Sends everything that is due now. Gives how many were tried. */
export async function sendDue(database: Database): Promise<number> {
  await giveUpUntold(database)
  let tried = 0
  for (;;) {
    const taken = await take(database)
    if (taken.length === 0) return tried
    await Promise.all(taken.map((message) => attempt(database, message)))
    tried += taken.length
  }
}

async function attempt({ kysely: db }: Database, message: Taken): Promise<void> {
  // Loaded by an office that has webhooks: few have.
  const { deliver } = await import('./sending.ts')
  const { isDelivered, answer } = await deliver(message)
  const next = nextAttempt(message.attempts, new Date())
  const state = isDelivered ? 'delivered' : next ? 'waiting' : 'given_up'
  await sql`update exchange.webhook_delivery set state = ${state}, answer = ${answer}, next_at = ${next ?? new Date()}
    where id = ${message.id} and state = 'waiting'`.execute(db)
}

/** Forgets what arrived or was given up long ago. */
export async function forget({ kysely: db }: Database): Promise<void> {
  await sql`delete from exchange.webhook_delivery
    where state <> 'waiting' and tried_at < now() - ${keptFor}::interval`.execute(db)
}
