// What people do with the units of figures.
import type { Context } from '../../access/context.ts'
import { newId } from '../../base/ids.ts'
import { finding, notFound, refuseIf } from '../../base/problems.ts'
import { msg, type Names } from '../../base/words.ts'
import type { Db } from '../../platform/database.ts'
import { note } from '../../platform/journal.ts'
import { atEnd } from '../../platform/order.ts'
import { mustChangeLists } from '../../registry/lists/actions.ts'
import { retiredOn } from '../../registry/lists/rules.ts'
import { tables } from '../queries.ts'
import { addedUnits, listUnits, usedUnits } from './queries.ts'
import { count, percent, persons, soundsLikeShare, unitFindings } from './rules.ts'

// Units

type UnitEntry = { names: Names; scale: number; scaledNames: Names | null; isShare?: boolean }

const unitColumns = ({ names, scale, scaledNames }: UnitEntry, isShare: boolean) => ({
  names,
  scale,
  scaled_names: scale > 1 ? scaledNames : null,
  is_share: isShare,
})

/** Adds a unit of figures that all programmes share. */
export async function addUnit(ctx: Context, entry: UnitEntry & { code: string }): Promise<{ id: string }> {
  await mustChangeLists(ctx)
  refuseIf(unitFindings(entry))
  const id = newId()
  await tables(ctx.db)
    .insertInto('plan.unit')
    .values({
      id,
      code: entry.code,
      ...unitColumns(entry, entry.isShare ?? soundsLikeShare(entry)),
      position: atEnd('plan.unit'),
      retired_on: null,
    })
    .execute()
  await note(ctx, { verb: 'unit.added', kind: 'unit', id })
  return { id }
}

/**
 * Changes a unit. Of one in use the scale stays: people have learnt to type in it. One whose figures are added up
 * becomes no share.
 */
export async function changeUnit(
  ctx: Context,
  unitId: string,
  entry: UnitEntry & { retired: boolean },
): Promise<{ id: string }> {
  await mustChangeLists(ctx)
  const before = (await listUnits(ctx.db)).find((one) => one.id === unitId)
  if (!before) throw notFound(unitId)
  const isUsed = (await usedUnits(ctx.db)).has(before.code)
  // A program of before this was asked says it by the names that it gives.
  const isShare = entry.isShare ?? (before.isShare || soundsLikeShare({ code: '', names: entry.names }))
  refuseIf([
    ...unitFindings({ ...entry, code: before.code }),
    ...(isUsed && entry.scale !== before.scale
      ? [finding('/scale', 'used', msg('Figures are typed in this unit already, so its scale stays.'))]
      : []),
    ...(before.code === percent && !isShare
      ? [finding('/isShare', 'percent', msg('Per cent is a share, whatever it is called.'))]
      : []),
    ...(isShare && !before.isShare && (await addedUnits(ctx.db)).has(before.code)
      ? [
          finding(
            '/isShare',
            'added-up',
            msg('Figures in this unit are added up. Shares and rates cannot be.'),
          ),
        ]
      : []),
  ])
  await tables(ctx.db)
    .updateTable('plan.unit')
    .set({
      ...unitColumns(entry, isShare),
      retired_on: retiredOn(ctx.today, entry.retired, before.retiredOn),
    })
    .where('id', '=', unitId)
    .execute()
  await note(ctx, {
    verb: 'unit.edited',
    kind: 'unit',
    id: unitId,
    detail: { before: before.names, after: entry.names, retired: entry.retired },
  })
  return { id: unitId }
}

/**
 * Puts back the units that the model itself knows, after everything was cleared: the first migration made them.
 * Asks nobody: whoever clears the sample has been asked.
 */
export async function restoreUnits(db: Db): Promise<void> {
  const known = [
    [count, { zh: '个', en: 'units' }],
    [persons, { zh: '人', en: 'persons' }],
    [percent, { zh: '%', en: 'per cent' }],
  ] as const
  await tables(db)
    .insertInto('plan.unit')
    .values(
      known.map(([code, names], position) => ({
        id: newId(),
        code,
        names,
        scale: 1,
        scaled_names: null,
        is_share: code === percent,
        position,
        retired_on: null,
      })),
    )
    .execute()
}
