// Takes what a pack says of an entry in place of what this office says of it. Each goes through the room's own action
// that changes such an entry by hand, and so obeys its rules; what was taken off a list stays off it.
import type { Context } from '../../access/context.ts'
import { finding, notFound, refuseIf } from '../../base/problems.ts'
import { emptyText, msg, type Names } from '../../base/words.ts'
import { changeCard } from '../../examine/cards/actions.ts'
import { cardTexts, seenCard } from '../../examine/cards/queries.ts'
import { changeDisaggregation } from '../../plan/disaggregations/actions.ts'
import { listDisaggregations } from '../../plan/disaggregations/queries.ts'
import { changeIndicator } from '../../plan/indicators/actions.ts'
import { changeOutlook, changeSection } from '../../plan/lists/actions.ts'
import { readLists } from '../../plan/lists/queries.ts'
import { changeUnit } from '../../plan/units/actions.ts'
import { listUnits } from '../../plan/units/queries.ts'
import { changeGate } from '../../registry/gates/actions.ts'
import { listGates } from '../../registry/gates/queries.ts'
import { changeLevels } from '../../registry/levels/actions.ts'
import { listLevels } from '../../registry/levels/queries.ts'
import { type PackLevel, packLevels, seenOf } from '../../registry/levels/rules.ts'
import { changeForm, changePost, changeTrade } from '../../registry/lists/actions.ts'
import { listForms, listPosts, listTrades } from '../../registry/lists/queries.ts'
import { addVersion } from '../../study/policies/actions.ts'
import { policyTexts, readStanding, seenPolicy } from '../../study/policies/queries.ts'
import type { TextLanguage } from '../../study/policies/rules.ts'
import { factsTogether } from '../rooms.ts'
import { compare } from './compare.ts'
import { bringQuestions, cardEntry, indicatorEntry } from './entries.ts'
import type { EntryOf } from './format.ts'

/** The office's own entry under a code, and whether it was taken off its list. */
async function own<T extends { code: string; retiredOn?: string | null }>(all: Promise<T[]>, code: string) {
  const found = (await all).find((one) => one.code === code)
  if (!found) throw notFound()
  return { ...found, retired: Boolean(found.retiredOn) }
}

export async function takeForm(ctx: Context, form: EntryOf<'forms'>) {
  const { id, retired } = await own(listForms(ctx.db), form.code)
  const { leastMembers = null, mostMembers = null } = form
  return changeForm(ctx, id, { ...form, leastMembers, mostMembers, retired })
}

export async function takeTrade(ctx: Context, { code, names }: EntryOf<'trades'>) {
  const { id, retired } = await own(listTrades(ctx.db), code)
  return changeTrade(ctx, id, { names, retired })
}

export async function takePost(ctx: Context, { code, names, forms, singleSeat }: EntryOf<'posts'>) {
  const { id, retired } = await own(listPosts(ctx.db), code)
  return changePost(ctx, id, { names, forms, singleSeat, retired })
}

export async function takeGate(ctx: Context, { from, to, skippable, questions }: EntryOf<'gates'>) {
  const gate = (await listGates(ctx.db)).find((one) => one.fromForm === from && one.toForm === to)
  if (!gate) throw notFound()
  return changeGate(ctx, gate.id, { skippable, questions, retired: gate.retiredOn !== null })
}

export async function takeUnit(ctx: Context, unit: EntryOf<'units'>) {
  const { id, retired } = await own(listUnits(ctx.db), unit.code)
  const { scale = 1, scaledNames = null } = unit
  return changeUnit(ctx, id, { names: unit.names, scale, scaledNames, isShare: unit.isShare, retired })
}

export async function takeDisaggregation(
  ctx: Context,
  programmeId: string,
  { code, names, least = 0, parts }: EntryOf<'disaggregations'>,
) {
  const found = await own(listDisaggregations(ctx.db, programmeId), code)
  const idOf = (part: string) => found.parts.find((one) => one.code === part)?.id ?? null
  const taken = parts.map((part) => ({ ...part, id: idOf(part.code), retired: false }))
  return changeDisaggregation(ctx, found.id, { names, least, retired: found.retired, parts: taken })
}

export async function takeIndicator(
  ctx: Context,
  programmeId: string,
  indicator: EntryOf<'indicators'>,
  fromPeriodId?: string | null,
) {
  const { known, entry } = await indicatorEntry(ctx, programmeId, indicator)
  const { id, countedIn, retired } = await own(Promise.resolve(known), indicator.code)
  // What the pack leaves unsaid is as it comes.
  const said = entry.countedIn ?? (countedIn === 'whole' ? 'parts' : undefined)
  return changeIndicator(ctx, id, {
    ...entry,
    countedIn: said,
    frequency: entry.frequency ?? 'month',
    retired,
    fromPeriodId,
  })
}

const listsOf = (ctx: Context, programmeId: string) => readLists(ctx.db, programmeId)

export async function takeOutlook(ctx: Context, programmeId: string, outlook: EntryOf<'outlooks'>) {
  const { id, retired } = await own(
    listsOf(ctx, programmeId).then(({ outlooks }) => outlooks),
    outlook.code,
  )
  const { names, short = null, barsGrowth = false, tone } = outlook
  return changeOutlook(ctx, id, { names, short, barsGrowth, tone, retired })
}

export async function takeSection(ctx: Context, programmeId: string, section: EntryOf<'sections'>) {
  const { id, retired } = await own(
    listsOf(ctx, programmeId).then(({ sections }) => sections),
    section.code,
  )
  return changeSection(ctx, id, { names: section.names, about: section.about ?? emptyText, retired })
}

export async function takeCard(
  ctx: Context,
  programmeId: string,
  card: EntryOf<'cards'>,
  clauses: Map<string, string>,
) {
  const { id } = await own(cardTexts(ctx, programmeId), card.code)
  const { version } = await seenCard(ctx, id)
  return changeCard(ctx, id, { ...cardEntry(card, clauses), version })
}

/**
 * The text of a policy becomes its next version, a clause being continued by its number; of each language one, where
 * both changed. What it is called and where it is from is said once, when it is entered.
 */
export async function takePolicy(ctx: Context, programmeId: string, policy: EntryOf<'policies'>) {
  const { id, names, source } = await own(policyTexts(ctx, programmeId), policy.code)
  const isCalledOtherwise = compare({ names, source }, { names: policy.names, source: policy.source }).fields
  if (isCalledOtherwise.length > 0) {
    const why = msg('What a policy is called and where it is from stays as it was entered here.')
    refuseIf([finding('/names', 'stands', why)])
  }
  for (const language of ['zh', 'en'] as const) await takeText(ctx, id, policy.clauses, language)
  await bringQuestions(ctx, id, policy)
}

async function takeText(
  ctx: Context,
  id: string,
  clauses: EntryOf<'policies'>['clauses'],
  language: TextLanguage,
) {
  if (clauses.every(({ text }) => !text[language].trim())) return
  const { version } = await seenPolicy(ctx, id)
  const standing = await readStanding(ctx, { id, version })
  const idOf = new Map(standing.map((clause) => [clause.number, clause.id]))
  const said = (of: readonly Said[]) =>
    of.map(({ number, depth, heading = false, text }) => ({
      number,
      depth,
      heading,
      text: text[language].trim(),
    }))
  const entries = said(clauses).map((clause) => ({ ...clause, clauseId: idOf.get(clause.number) ?? null }))
  if (compare(said(standing), said(clauses)).fields.length === 0) return
  await addVersion(ctx, id, { language, baseVersion: version, note: '', clauses: entries })
}
type Said = { number: string; depth: number; heading?: boolean; text: Names }

/** Levels are changed together: those that are taken stand where the pack has them, the others stay. */
export async function takeLevels(ctx: Context, levels: readonly PackLevel[], taken: ReadonlySet<string>) {
  const before = await listLevels(ctx.db)
  const { levels: standing, planning } = seenOf(before)
  const after = [...standing]
  for (const [at, level] of packLevels(levels).entries()) {
    if (!taken.has(level.code)) continue
    const there = after.findIndex(({ code }) => code === level.code)
    const follows = after.findIndex(({ code }) => code === levels[at - 1]?.code)
    if (there >= 0) after[there] = level
    else after.splice(follows < 0 && at > 0 ? after.length : follows + 1, 0, level)
  }
  const plans = levels.find(({ code, plans }) => plans && taken.has(code))?.code ?? planning
  const isResting = async () =>
    (await factsTogether('plansOf', ctx)) + (await factsTogether('classesOf', ctx)) > 0
  return changeLevels(ctx, { levels: after, planning: plans }, isResting)
}
