// Backups on the screen of whoever administers the instance.
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { Context, Serve } from '../../access/context.ts'
import { mustBeFresh } from '../../access/sign-in/actions.ts'
import { notFound, wrongStage } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { changeSettings, readSettings } from '../../platform/settings.ts'
import { topPlace } from '../../registry/places/queries.ts'
import { mustAdminister } from '../instance/instance.ts'
import { backupFolder, isUnderWay, listBackups, type Maker, makeBackup, scheduleOf } from './backup.ts'
import * as calls from './contract.ts'

/** The routes need what no context has: where the database is, beside the request's own part of it. */
export const backupRoutes = (place: Pick<Maker, 'database' | 'dataFolder'>) => (serve: Serve) => {
  const folder = backupFolder(place.dataFolder)

  serve(calls.backups, async (ctx) => {
    await mustAdminister(ctx)
    const settings = await readSettings(ctx.db)
    const { made, failed } = settings.backupState ?? { made: null, failed: null }
    return {
      ...scheduleOf(settings),
      folder,
      isUnderWay: await isUnderWay(ctx.db),
      last: made,
      failed,
      kept: await listBackups(folder),
    }
  })

  serve(calls.scheduleBackups, async (ctx, { body }) => {
    await mustAdminister(ctx)
    const now = scheduleOf(await readSettings(ctx.db))
    if (now.isFixed)
      throw wrongStage('set by the environment', msg('The environment of the server sets this.'))
    // Fewer, or made so often that the last ones reach back no further than hours: a session left open somewhere does
    // not get rid of backups.
    await mustBeFresh(ctx)
    await changeSettings(ctx.db, { backups: body })
    await tell(ctx, 'backup.scheduled', body)
    return body
  })

  serve(calls.makeBackupNow, async (ctx, _input, reply) => {
    await mustAdminister(ctx)
    // The oldest beyond those that are kept goes with it.
    await mustBeFresh(ctx)
    if (await isUnderWay(ctx.db))
      throw wrongStage('backup under way', msg('A backup is being made just now.'))
    await tell(ctx, 'backup.begun', {})
    // Nobody waits until it is made: how it went is remembered by itself, and said on the screen. Whoever asks once
    // this is answered is told that it is under way.
    reply.afterCommit(
      () =>
        new Promise<void>((begun) => {
          void makeBackup(place, undefined, () => begun())
            .catch(() => {})
            .finally(begun)
        }),
    )
    return { begun: true }
  })

  serve(calls.backupFile, async (ctx, { params }, reply) => {
    await mustAdminister(ctx)
    await mustBeFresh(ctx)
    const { backupName } = params
    const found = (await listBackups(folder)).find((one) => one.name === backupName)
    if (!found) throw notFound(backupName)
    await tell(ctx, 'backup.fetched', { name: backupName })
    reply.file(found.name, 'application/gzip')
    return createReadStream(join(folder, found.name))
  })
}

async function tell(ctx: Context, verb: string, detail: Record<string, unknown>): Promise<void> {
  const top = await topPlace(ctx.db)
  if (top) await note(ctx, { verb, kind: 'instance', id: top.id, placeId: top.id, detail })
}
