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

// What all of them share once, and the rest as one value for each column: a thousand rows of single values take the
// server longer to read than to keep.
const inserted = ({ actor, now }: Writer, entries: readonly Entry[]) => sql`
  insert into platform.journal (id, at, account_id, token_id, verb, kind, subject_id, place_id, detail)
  select id, ${now}::timestamptz, ${actor?.accountId ?? null}::uuid, ${actor?.tokenId ?? null}::uuid, verb, kind,
    subject_id, place_id, detail
  from unnest(${entries.map(newId)}::uuid[], ${entries.map(({ verb }) => verb)}::text[],
    ${entries.map(({ kind }) => kind)}::text[], ${entries.map(({ id }) => id)}::uuid[],
    ${entries.map(({ placeId }) => placeId ?? null)}::uuid[],
    ${entries.map(({ detail }) => JSON.stringify(detail ?? {}))}::jsonb[])
    as entry(id, verb, kind, subject_id, place_id, detail)`

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
