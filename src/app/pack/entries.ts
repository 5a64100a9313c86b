// Entries of a pack as the rooms' actions have them: what a pack names by its code is found here by its id.
import type { Context } from '../../access/context.ts'
import { newId } from '../../base/ids.ts'
import { finding, Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { listDisaggregations } from '../../plan/disaggregations/queries.ts'
import { type Indicator, listIndicators } from '../../plan/indicators/queries.ts'
import { changeQuestions } from '../../study/policies/actions.ts'
import { policyTexts, readReadyQuestions, readStanding, seenPolicy } from '../../study/policies/queries.ts'
import type { EntryOf } from './format.ts'

/** An indicator as it is entered by hand, and those that the programme has. One that it lacks is refused as unknown. */
export async function indicatorEntry(
  ctx: Context,
  programmeId: string,
  { ratio, formula, balance, disaggregations = [], ...entry }: EntryOf<'indicators'>,
) {
  const known: Indicator[] = (await listIndicators(ctx)).filter((one) => one.programmeId === programmeId)
  const apart = disaggregations.length > 0 ? await listDisaggregations(ctx.db, programmeId) : []
  const idOf = (code: string) => known.find((one) => one.code === code)?.id ?? newId()
  return {
    known,
    entry: {
      ...entry,
      needsAction: entry.needsAction ?? false,
      counts: entry.counts ?? null,
      numeratorId: ratio ? idOf(ratio[0]) : null,
      denominatorId: ratio ? idOf(ratio[1]) : null,
      terms: formula?.map(({ indicator, weight }) => ({ indicatorId: idOf(indicator), weight })),
      disaggregationIds: disaggregations.map((code) => apart.find((one) => one.code === code)?.id ?? newId()),
      balance: balance?.map(({ indicator, way }) => ({ indicatorId: idOf(indicator), way })),
    },
  }
}

/** 'policy/number' of every clause that stands → its id. */
export async function clauseIds(ctx: Context, programmeId: string): Promise<Map<string, string>> {
  const policies = await policyTexts(ctx, programmeId)
  return new Map(
    policies.flatMap(({ code, clauses }) =>
      clauses.map(({ number, id }) => [`${code}/${number}`, id] as const),
    ),
  )
}

export function cardEntry({ origin: _, evidence, ...card }: EntryOf<'cards'>, clauses: Map<string, string>) {
  return {
    ...card,
    evidence: evidence.map(({ text, source, clause }, at) => ({
      text,
      source,
      clauseId: clause ? citedClause(clauses, clause, `/evidence/${at}/clause`) : null,
      stepId: null,
    })),
  }
}

function citedClause(clauses: Map<string, string>, clause: string, pointer: string): string {
  const id = clauses.get(clause)
  if (id !== undefined) return id
  const why = msg('The office has another text of this policy: there is no such clause in it.')
  throw new Problem('invalid', { errors: [finding(pointer, 'unknown', why)] })
}

/** The check questions that come with a policy, in place of those that it has. */
export async function bringQuestions(
  ctx: Context,
  policyId: string,
  policy: EntryOf<'policies'>,
): Promise<void> {
  if (!policy.questions?.length && (await readReadyQuestions(ctx, policyId)).length === 0) return
  const { version } = await seenPolicy(ctx, policyId)
  const standing = await readStanding(ctx, { id: policyId, version })
  const ids = new Map(standing.map(({ number, id }) => [number, id]))
  const questions = (policy.questions ?? []).map(({ clauses, ...question }, at) => ({
    ...question,
    clauseIds: clauses.map((number, n) => citedClause(ids, number, `/questions/${at}/clauses/${n}`)),
  }))
  await changeQuestions(ctx, policyId, { questions })
}
