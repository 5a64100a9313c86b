// What papers are called and who signs them: each room says which it prints, and only the house knows all of them.
import type { Context, Serve } from '../../access/context.ts'
import { may } from '../../access/rules.ts'
import type { PaperKind } from '../../base/papers.ts'
import { changePaper } from '../../convene/papers/actions.ts'
import * as calls from '../../convene/papers/contract.ts'
import { readPapers } from '../../convene/papers/queries.ts'
import { unfilled } from '../../convene/papers/rules.ts'
import { ownProgramme } from '../../convene/programmes/queries.ts'
import { readWords } from '../../platform/catalogues.ts'
import { pathOf } from '../../registry/places/queries.ts'
import { papers } from '../rooms.ts'

export function routes(serve: Serve): void {
  serve(calls.listPapers, listPapers)
  serve(calls.changePaper, (ctx, { params, body }) => changePaper(ctx, papers, { ...params, ...body }))
}

async function listPapers(ctx: Context) {
  const programme = await ownProgramme(ctx)
  if (!programme) return { programmeId: null, papers: [], mayChange: false }
  const said = await readPapers(ctx.db, programme.id)
  return {
    programmeId: programme.id,
    papers: papers.map((kind) => ({
      code: kind.code,
      name: ctx.say(kind.name),
      holds: [...kind.holds],
      asItComes: asItComes(kind),
      told: {
        title: ctx.say(kind.title, unfilled(kind.title)),
        signatures: kind.signatures.map((text) => ctx.say(text, unfilled(text))),
      },
      said: said[kind.code] ?? null,
    })),
    mayChange: may(ctx.actor, 'class.change', await pathOf(ctx.db, programme.placeId, ctx.today)),
  }
}

const words = readWords()
const [inChinese, inEnglish] = [words.say('zh'), words.say('en')]

/** The texts of the code as a programme would have them as its own. */
function asItComes({ title, signatures }: PaperKind) {
  const both = (text: string) => ({
    zh: inChinese(text, unfilled(text)),
    en: inEnglish(text, unfilled(text)),
  })
  return { title: both(title), signatures: signatures.map(both) }
}
