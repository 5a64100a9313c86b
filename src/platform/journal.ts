// The journal: one entry for each thing done, in the transaction that did it. It is the audit trail, which the database
// itself keeps from being changed, and it wakes later rooms: a listener runs inside the same transaction, so that what
// follows from an event is true with it.
import { sql } from 'kysely'
import { newId } from '../base/ids.ts'
import type { Db } from './database.ts'
import { sendPortions } from './slices.ts'
import { type Part, together } from './together.ts'

export type Entry = {
  verb: string
  kind: string
  id: string
  placeId?: string | null
  /**
   * Ids, days, states and counts. Never what somebody wrote about a person, nor a person's name: it stays for years.
   */
  detail?: Record<string, unknown>
}
export type Listener = (db: Db, entry: Entry, at: Date) => Promise<void>
/** verb → what it wakes, put together in src/app/rooms.ts */
export type Listeners = Record<string, Listener[]>

type Writer = {
  db: Db
  now: Date
  listeners: Listeners
  actor: { accountId: string; tokenId?: string } | null
}

const rowOf = (ctx: Writer, entry: Entry) => ({
  id: newId(),
  at: ctx.now,
  account_id: ctx.actor?.accountId ?? null,
  token_id: ctx.actor?.tokenId ?? null,
  verb: entry.verb,
  kind: entry.kind,
  subject_id: entry.id,
  place_id: entry.placeId ?? null,
  detail: entry.detail ?? {},
})

// One value for all of them: a thousand rows of single values take the server longer to read than to keep.
const inserted = (ctx: Writer, entries: readonly Entry[]) => sql`
  insert into platform.journal (id, at, account_id, token_id, verb, kind, subject_id, place_id, detail)
  select id, at, account_id, token_id, verb, kind, subject_id, place_id, detail
  from jsonb_to_recordset(${JSON.stringify(entries.map((entry) => rowOf(ctx, entry)))}::jsonb)
    as entry(id uuid, at timestamptz, account_id uuid, token_id uuid, verb text, kind text, subject_id uuid,
      place_id uuid, detail jsonb)`

/**
 * Writes the entry, then runs what listens to its verb, all in the caller's transaction. `parts` are what else the
 * action writes: sent in the same statement.
 */
export const note = (ctx: Writer, entry: Entry, parts: readonly Part[] = []): Promise<void> =>
  noteAll(ctx, [entry], parts)

/** As `note` for what was done to many things at once. */
export async function noteAll(
  ctx: Writer,
  entries: readonly Entry[],
  parts: readonly Part[] = [],
): Promise<void> {
  let beside = parts
  await sendPortions(entries, (some) => {
    const sent = together(ctx.db, [...beside, inserted(ctx, some)])
    beside = []
    return sent
  })
  await wake(ctx, entries)
}

async function wake({ db, now, listeners }: Writer, entries: readonly Entry[]): Promise<void> {
  for (const entry of entries)
    for (const listener of listeners[entry.verb] ?? []) await listener(db, entry, now)
}
