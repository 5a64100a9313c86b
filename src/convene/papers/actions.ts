// What a programme says of its papers.
import type { Context } from '../../access/context.ts'
import type { PaperKind, PaperWords } from '../../base/papers.ts'
import { finding, Problem, refuseIf } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { note } from '../../platform/journal.ts'
import { holdProgramme } from '../programmes/actions.ts'
import { tables } from '../programmes/queries.ts'
import { findPaper } from './queries.ts'
import { paperFindings } from './rules.ts'

type Said = { programmeId: string; paper: string; said: PaperWords | null }

/** Says what a paper is called and who signs it, or that it stands as it comes. `kinds`: all papers that there are. */
export async function changePaper(
  ctx: Context,
  kinds: readonly PaperKind[],
  { programmeId, paper: code, said }: Said,
): Promise<{ id: string }> {
  const { placeId } = await holdProgramme(ctx, programmeId)
  const kind = kinds.find((one) => one.code === code)
  if (!kind) {
    const text = msg('There is no paper “{code}”.')
    throw new Problem('invalid', { errors: [finding('/paper', 'unknown', text, { code })] })
  }
  if (said) refuseIf(paperFindings(kind, said))
  const before = await findPaper(ctx.db, programmeId, code)
  if (said) {
    const columns = { title: said.title, signatures: JSON.stringify(said.signatures) }
    await tables(ctx)
      .insertInto('convene.paper')
      .values({ programme_id: programmeId, code, ...columns })
      .onConflict((at) => at.columns(['programme_id', 'code']).doUpdateSet(columns))
      .execute()
  } else {
    await tables(ctx)
      .deleteFrom('convene.paper')
      .where('programme_id', '=', programmeId)
      .where('code', '=', code)
      .execute()
  }
  const detail = { paper: code, before: before?.title ?? null, after: said?.title ?? null }
  await note(ctx, { verb: 'paper.edited', kind: 'programme', id: programmeId, placeId, detail })
  return { id: programmeId }
}
