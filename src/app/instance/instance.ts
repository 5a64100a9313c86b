// The instance as a whole: its first administrator, and the end of the sample.
import { sql } from 'kysely'
import { addGrant, keepOnly, makeAccount, makeInvitation } from '../../access/accounts/actions.ts'
import { otherDeciders } from '../../access/accounts/queries.ts'
import type { Context, Serve } from '../../access/context.ts'
import { changeInstance, clearSample, instance } from '../../access/instance/contract.ts'
import { may, mustSomewhere } from '../../access/rules.ts'
import { findAccount, findLogin, hasWorkingAdministrator } from '../../access/sessions/queries.ts'
import { newId } from '../../base/ids.ts'
import { finding, Problem, refuseIf, wrongStage } from '../../base/problems.ts'
import { msg, nameIn } from '../../base/words.ts'
import { restoreUnits } from '../../plan/units/actions.ts'
import { readWords } from '../../platform/catalogues.ts'
import type { Database, Db } from '../../platform/database.ts'
import type { Files } from '../../platform/files.ts'
import { note } from '../../platform/journal.ts'
import { lock } from '../../platform/locks.ts'
import { schemaOf } from '../../platform/migrate.ts'
import { changeSettings, dayOf, isTimeZone, readSettings, zoneOfMachine } from '../../platform/settings.ts'
import { ensureNation, restoreNation } from '../../registry/places/actions.ts'
import { topPlace } from '../../registry/places/queries.ts'
import { lockTree } from '../../registry/queries.ts'
import { filesNamed, rooms } from '../rooms.ts'
import { hasSample, readSample } from '../seed/sample.ts'

const nation = { zh: '全国', en: 'Whole country' }
const firstAdministrator = { zh: '管理员', en: 'Administrator' }

/** The place that everything stands under, made where it is missing. Asks nobody: without it there is nobody to ask. */
export const nationOf = (db: Db): Promise<string> => ensureNation(db, nation)

/**
 * A one-time link for the first administrator, as long as nobody who administers has ever had a way in; else null.
 * Makes the account and the place that everything stands under where they are missing. In demo mode null: there the
 * sign-in page offers the administrator of the sample. Asks nobody: the link is shown to whoever runs the machine.
 */
export async function firstAdministratorLink(database: Database, baseUrl: string): Promise<string | null> {
  return database.kysely.transaction().execute(async (db) => {
    // Of processes that start together on one database one makes the account, and the link made last is the one that
    // works.
    await lock(db, 'firstAdministrator')
    const { demo } = await readSettings(db)
    if (demo || (await hasWorkingAdministrator(db))) return null
    const now = new Date()
    const { id } = await ensureAdministrator(db, now)
    const { secret } = await makeInvitation(db, id, null, now)
    return `${baseUrl}/invite/${secret}`
  })
}

/**
 * The account that administers everything and the place that everything stands under; made where they are missing. Asks
 * nobody: before them there is nobody to ask.
 */
export async function ensureAdministrator(db: Db, now: Date): Promise<{ id: string; placeId: string }> {
  const placeId = await nationOf(db)
  const found = await findLogin(db, 'administrator')
  const id = found?.id ?? newId()
  if (!found)
    await makeAccount(db, { id, login: 'administrator', names: firstAdministrator, personId: null }, now)
  await addGrant(db, id, { role: 'administrator', placeId }, now)
  return { id, placeId }
}

/**
 * A context in the name of the first administrator, for what a command sets up before anybody has signed in. Asks
 * nobody:
 * whoever runs the machine gives the commands.
 */
export async function asFirstAdministrator(db: Db, files: Files): Promise<Context> {
  const now = new Date()
  const { id, placeId } = await ensureAdministrator(db, now)
  const language = 'en'
  return {
    db,
    actor: {
      accountId: id,
      sessionId: newId(),
      personId: null,
      grants: [{ role: 'administrator', placeId }],
      path: [placeId],
    },
    now,
    today: dayOf(await readSettings(db), now),
    requestId: newId(),
    language,
    say: readWords().say(language),
    listeners: {},
    files,
  }
}

export function routes(serve: Serve): void {
  serve(instance, async (ctx) => {
    await mustAdminister(ctx)
    const { sample, demo, timeZone, onePerson } = await readSettings(ctx.db)
    const account = await findAccount(ctx.db, ctx.actor.accountId)
    const hasPassword = Boolean(account?.passwordHash)
    const { n } = await otherDeciders(ctx)
    const machineTimeZone = zoneOfMachine
    return { sample, demo, hasPassword, timeZone, onePerson, otherDeciders: n, machineTimeZone }
  })
  serve(changeInstance, async (ctx, { body }) => {
    await mustAdminister(ctx)
    if (body.timeZone !== null && !isTimeZone(body.timeZone))
      refuseIf([finding('/timeZone', 'unknown', msg('There is no such time zone.'))])
    const { confirmed, ...ways } = body
    if (ways.onePerson && !confirmed) await mustBeAlone(ctx)
    await changeSettings(ctx.db, ways)
    const id = (await topPlace(ctx.db))?.id ?? newId()
    await note(ctx, { verb: 'instance.changed', kind: 'instance', id, placeId: id, detail: ways })
    return { id }
  })
  serve(clearSample, async (ctx, { body }, reply) => {
    const cleared = await clear(ctx, body.pack)
    // Afterwards and not before: if the clearing is taken back, the records need their files.
    reply.afterCommit(() => removeFiles(reply.outside, ctx))
    return cleared
  })
}

/** Files that no record names any more; what somebody hands in meanwhile stays. */
async function removeFiles(db: Db, { files, now }: Pick<Context, 'files' | 'now'>): Promise<void> {
  await files.removeAllBut(new Set(await filesNamed(db)), now)
}

/** Refuses whoever does not administer the instance as a whole. */
export async function mustAdminister(ctx: Context): Promise<void> {
  mustSomewhere(ctx.actor, 'instance.change')
  const top = await topPlace(ctx.db)
  if (!top || !may(ctx.actor, 'instance.change', [top.id])) throw new Problem('not-permitted')
}

/**
 * Asks back where others could decide: from then on each of them may approve alone what is submitted by the same
 * account.
 */
async function mustBeAlone(ctx: Context): Promise<void> {
  if ((await readSettings(ctx.db)).onePerson) return
  const { n, first } = await otherDeciders(ctx)
  if (n === 0) return
  const who = first.map((names) => nameIn(names, ctx.language)).join(', ')
  const text = msg(
    'Others who submit or decide in this programme: {n}, among them {who}. It would hold for each of them. Please confirm it.',
  )
  refuseIf([finding('/confirmed', 'others-decide', text, { n, who })])
}

/** Whatever the rooms keep belongs to the sample. Access is emptied by access itself. */
const schemas = rooms.map(({ name }) => schemaOf(name)).filter((schema) => schema !== 'access')

/**
 * Removes the sample with everything entered into it and leaves demo mode. What stays is the place that everything
 * stands under and the account that asks, which needs a password first: nobody else could let it in again.
 */
async function clear(ctx: Context, pack: string): Promise<{ id: string }> {
  await mustAdminister(ctx)
  const { sample, timeZone } = await readSettings(ctx.db)
  if (!sample) throw wrongStage('no sample', msg('There is no sample here any more.'))
  refuseIf(
    pack.trim() === sample
      ? []
      : [finding('/pack', 'other', msg('Please write the name of the sample as shown.'))],
  )
  const account = await findAccount(ctx.db, ctx.actor.accountId)
  if (!account?.passwordHash) {
    throw wrongStage(
      'no password',
      msg('Set a password for your own account first, or nobody can sign in afterwards.'),
    )
  }
  // The sample's clock goes with it; one that was chosen stays.
  const isOfSample = hasSample(sample) && timeZone === readSample(sample).timeZone
  await lockTree(ctx.db)
  const top = await topPlace(ctx.db)
  await emptyRooms(ctx.db)
  await restoreUnits(ctx.db)
  const placeId = await restoreNation(ctx.db, top ?? { id: newId(), code: '0', names: nation })
  await keepOnly(ctx.db, ctx.actor, placeId, ctx.now)
  await changeSettings(ctx.db, {
    demo: false,
    pinnedDay: null,
    sample: null,
    timeZone: isOfSample ? null : timeZone,
  })
  await note(ctx, {
    verb: 'sample.cleared',
    kind: 'instance',
    id: placeId,
    placeId,
    detail: { pack: sample },
  })
  return { id: placeId }
}

async function emptyRooms(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    -- The place that stays needs its level; levels are put in others' place on their own page, or by a pack.
    where schemaname = any(${schemas}::text[]) and (schemaname, tablename) <> ('registry', 'level') or (schemaname = 'platform' and tablename in ('journal', 'received'))`.execute(
    db,
  )
  const all = rows.map((row) => row.name).join(', ')
  if (all) await sql.raw(`truncate ${all}`).execute(db)
}
