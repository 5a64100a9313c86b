// The results of one case as the contract shows them.
import { sql } from 'kysely'
import type { Context } from '../access/context.ts'
import type { Names } from '../base/words.ts'
import type { EvidenceLevel, ResultDraft } from './rules.ts'

export type Result = ResultDraft & {
  evidence: EvidenceLevel
  verifiedBy: Names | null
  verifiedOn: string | null
}

/** The columns of a result as `Result`, from a `cases.result as r`. */
export const resultColumns = sql`r.id, r.indicator, r.unit, r.before_value as "beforeValue", r.before_said as "beforeSaid",
  r.after_value as "afterValue", r.after_said as "afterSaid", r.less_is_better as "lessIsBetter", r.source, r.evidence,
  r.verified_by as "verifiedBy", r.verified_on as "verifiedOn"`

/** In the order of the case. The caller has judged that the case may be seen. */
export async function readResults(ctx: Context, caseId: string): Promise<Result[]> {
  const { rows } = await sql<Result>`select ${resultColumns} from cases.result as r
    where r.case_id = ${caseId} order by r.n`.execute(ctx.db)
  return rows
}
