// Reading the immutable versions of a plan.
import { createHash } from 'node:crypto'
import type { Context } from '../../access/context.ts'
import { notFound } from '../../base/problems.ts'
import { getPlan } from '../plans/queries.ts'
import { tables } from '../queries.ts'
import type { VersionContent } from './rules.ts'

/** By which it is seen that a version is as it was kept. */
export const digest = (content: string): string => createHash('sha256').update(content).digest('hex')

/** A kept version; `intact` says whether the digest made then fits the content now. */
export async function readVersion(ctx: Context, planId: string, number: number) {
  await getPlan(ctx, planId)
  const row = await tables(ctx.db)
    .selectFrom('plan.plan_version')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('number', '=', number)
    .executeTakeFirst()
  if (!row) throw notFound()
  return {
    number,
    kind: row.kind,
    on: row.on_day,
    sha256: row.sha256,
    intact: digest(row.content) === row.sha256,
    content: JSON.parse(row.content) as VersionContent,
  }
}
