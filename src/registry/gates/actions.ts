// The formation path of the programme: its steps and the questions at each gate.
import type { Context } from '../../access/context.ts'
import { newId } from '../../base/ids.ts'
import { notFound, refuseIf } from '../../base/problems.ts'
import { note } from '../../platform/journal.ts'
import { atEnd } from '../../platform/order.ts'
import { mustChangeLists } from '../lists/actions.ts'
import { listForms } from '../lists/queries.ts'
import { offered, retiredOn } from '../lists/rules.ts'
import { tables } from '../queries.ts'
import { listGates } from './queries.ts'
import { type Gate, type GateQuestion, gateEntryFindings } from './rules.ts'

/** Adds a step to the formation path. */
export async function addGate(ctx: Context, gate: Gate): Promise<{ id: string }> {
  await mustChangeLists(ctx)
  const forms = offered(await listForms(ctx.db))
  refuseIf(gateEntryFindings(gate, (code) => forms.some((form) => form.code === code)))
  const id = newId()
  await tables(ctx.db)
    .insertInto('registry.gate')
    .values({
      id,
      from_form: gate.fromForm,
      to_form: gate.toForm,
      skippable: gate.skippable,
      questions: JSON.stringify(gate.questions),
      position: atEnd('registry.gate'),
      retired_on: null,
    })
    .execute()
  await note(ctx, { verb: 'gate.added', kind: 'gate', id })
  return { id }
}

/** Changes what is asked at a gate, takes the step off the path or puts it back. */
export async function changeGate(
  ctx: Context,
  gateId: string,
  entry: { skippable: boolean; questions: GateQuestion[]; retired: boolean },
): Promise<{ id: string }> {
  await mustChangeLists(ctx)
  const before = (await listGates(ctx.db)).find((one) => one.id === gateId)
  if (!before) throw notFound(gateId)
  refuseIf(gateEntryFindings({ ...before, ...entry }, () => true))
  await tables(ctx.db)
    .updateTable('registry.gate')
    .set({
      skippable: entry.skippable,
      questions: JSON.stringify(entry.questions),
      retired_on: retiredOn(ctx.today, entry.retired, before.retiredOn),
    })
    .where('id', '=', gateId)
    .execute()
  await note(ctx, { verb: 'gate.edited', kind: 'gate', id: gateId })
  return { id: gateId }
}
