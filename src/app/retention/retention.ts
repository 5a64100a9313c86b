// How long things are kept: what an administrator sets, and the daily work that holds to it. It runs once for all
// processes, and the journal says what it removed.
import type { Context, Serve } from '../../access/context.ts'
import {
  changeRetention,
  retention,
  type Spans,
  spanNames,
  usualSpans,
} from '../../access/retention/contract.ts'
import { newId } from '../../base/ids.ts'
import type { Database, Db } from '../../platform/database.ts'
import { note } from '../../platform/journal.ts'
import { forgetEntries } from '../../platform/journal-kept.ts'
import { tryLock } from '../../platform/locks.ts'
import { changeSettings, readSettings } from '../../platform/settings.ts'
import { topPlace } from '../../registry/places/queries.ts'
import { mustAdminister } from '../instance/instance.ts'
import { rooms } from '../rooms.ts'

export function routes(serve: Serve): void {
  serve(retention, async (ctx) => {
    await mustAdminister(ctx)
    const { retention: set, retentionRanOn: ranOn } = await readSettings(ctx.db)
    return { kept: { ...usualSpans, ...set }, ranOn }
  })
  serve(changeRetention, async (ctx, { body }) => changeSpans(ctx, body))
}

async function changeSpans(ctx: Context, kept: Spans): Promise<{ id: string }> {
  await mustAdminister(ctx)
  const { retention: before } = await readSettings(ctx.db)
  await changeSettings(ctx.db, { retention: kept })
  const top = await topPlace(ctx.db)
  const id = top?.id ?? newId()
  const detail = { before: { ...usualSpans, ...before }, after: kept }
  await note(ctx, { verb: 'retention.changed', kind: 'instance', id, placeId: id, detail })
  return { id }
}

/** Removes what is not kept any longer, once a day. Gives what was removed, or null where it was done today already. */
export function keepUp(database: Database, now = new Date()): Promise<Record<string, number> | null> {
  return database.kysely.transaction().execute(async (db) => {
    const isMine = await tryLock(db, 'retention')
    const today = now.toISOString().slice(0, 10)
    const settings = await readSettings(db)
    if (!isMine || settings.retentionRanOn === today) return null
    await changeSettings(db, { retentionRanOn: today })
    return removeOld(db, { ...usualSpans, ...settings.retention }, now)
  })
}

async function removeOld(db: Db, kept: Spans, now: Date): Promise<Record<string, number>> {
  const removed: Record<string, number> = {}
  for (const { retention = {}, forgets = {} } of rooms) {
    for (const what of spanNames) {
      const forget = retention[what]
      if (forget) removed[what] = await forget(db, kept[what])
    }
    for (const [what, forget] of Object.entries(forgets)) removed[what] = await forget(db)
  }
  removed.journal = kept.journal === null ? 0 : await forgetEntries(db, kept.journal)
  const top = await topPlace(db)
  // Nothing removed is nothing done.
  if (top && Object.values(removed).some((n) => n > 0))
    await note(
      { db, now, actor: null, listeners: {} },
      { verb: 'retention.done', kind: 'instance', id: top.id, placeId: top.id, detail: removed },
    )
  return removed
}
