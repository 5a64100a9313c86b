// Brings the words of a pack into this office: what is new comes in, what the office has stays as the office has it.
// Everything goes through the rooms' own actions, so that a pack obeys every rule; one entry that breaks one, and
// nothing comes in.
import type { Context } from '../../access/context.ts'
import { newId } from '../../base/ids.ts'
import { finding, Problem, refuseIf } from '../../base/problems.ts'
import { emptyText, msg, type Names } from '../../base/words.ts'
import { changePaper } from '../../convene/papers/actions.ts'
import { addProgrammeWords, makeProgramme } from '../../convene/programmes/actions.ts'
import { ownProgramme } from '../../convene/programmes/queries.ts'
import { makeCard } from '../../examine/cards/actions.ts'
import { addDisaggregation } from '../../plan/disaggregations/actions.ts'
import { listDisaggregations } from '../../plan/disaggregations/queries.ts'
import { addIndicator } from '../../plan/indicators/actions.ts'
import { listIndicators } from '../../plan/indicators/queries.ts'
import { addOutlook, addSection } from '../../plan/lists/actions.ts'
import { addUnit } from '../../plan/units/actions.ts'
import { soundsLikeShare } from '../../plan/units/rules.ts'
import { addGate } from '../../registry/gates/actions.ts'
import { bringLevels } from '../../registry/levels/actions.ts'
import { addForm, addPost, addTrade } from '../../registry/lists/actions.ts'
import { addClauseText, addVersion, makePolicy } from '../../study/policies/actions.ts'
import { policyTexts, readStanding } from '../../study/policies/queries.ts'
import { papers } from '../rooms.ts'
import type { Section } from './contract.ts'
import { gateCode, type Pack } from './format.ts'
import { readOffice } from './office.ts'

export type State = 'new' | 'same' | 'differs' | 'refused'
/** What becomes of one entry of a pack; `reasons` say why it is refused. */
export type Outcome = { section: Section; code: string; names: Names; state: State; reasons: string[] }

type Item<E> = { code: string; names: Names; entry: E }
const byCode = <E extends { code: string; names: Names }>(entry: E): Item<E> => ({ ...entry, entry })

/**
 * Loads a pack and says what became of each entry. `placeId` is whose programme it becomes where there is none yet.
 * With refusals in the answer the caller must not keep what was done.
 */
export async function addPack(ctx: Context, pack: Pack, placeId: string | null): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const programmeId = await programmeFor(ctx, pack, placeId)
  const { parts } = await readOffice(ctx)
  const bring = async <E>(
    section: Section,
    entries: readonly E[] | undefined,
    own: readonly E[],
    itemOf: (entry: E) => Item<E>,
    add: (entry: E, at: number) => Promise<unknown>,
  ) => {
    const before = new Map(own.map((entry) => [itemOf(entry).code, entry]))
    for (const [at, entry] of (entries ?? []).entries()) {
      const { code, names } = itemOf(entry)
      const there = before.get(code)
      const outcome: Outcome = { section, code, names, state: 'new', reasons: [] }
      outcomes.push(outcome)
      if (there !== undefined) outcome.state = isSame(entry, there) ? 'same' : 'differs'
      else await attempt(ctx, outcome, () => add(entry, at))
    }
  }
  outcomes.push(...(await levelOutcomes(ctx, pack.levels, parts.levels)))
  await bring('forms', pack.forms, parts.forms, byCode, (form) =>
    addForm(ctx, { leastMembers: null, mostMembers: null, ...form } as Parameters<typeof addForm>[1]),
  )
  await bring('trades', pack.trades, parts.trades, byCode, (trade) => addTrade(ctx, trade))
  await bring('posts', pack.posts, parts.posts, byCode, ({ short: _, ...post }) => addPost(ctx, post))
  await bring(
    'gates',
    pack.gates,
    parts.gates,
    gateItem([...(pack.forms ?? []), ...parts.forms]),
    ({ from, to, ...gate }) => addGate(ctx, { fromForm: from, toForm: to, ...gate }),
  )
  const units = pack.units?.map((unit) => ({ ...unit, isShare: unit.isShare ?? soundsLikeShare(unit) }))
  await bring('units', units, parts.units, byCode, (unit) =>
    addUnit(ctx, { ...unit, scale: unit.scale ?? 1, scaledNames: unit.scaledNames ?? null }),
  )
  if (!programmeId) return outcomes
  await bring('disaggregations', pack.disaggregations, parts.disaggregations, byCode, (entry) =>
    addDisaggregation(ctx, { least: 0, ...entry, programmeId }),
  )
  // What others are made of comes before them, in whatever order the programme shows it.
  const indicators = pack.indicators?.toSorted((a, b) => madeOf(a) - madeOf(b))
  await bring('indicators', indicators, parts.indicators, byCode, (indicator) =>
    bringIndicator(ctx, programmeId, indicator),
  )
  await bring('outlooks', pack.outlooks, parts.outlooks, byCode, (entry) =>
    addOutlook(ctx, { short: null, barsGrowth: false, ...entry, programmeId }),
  )
  await bring('sections', pack.sections, parts.sections, byCode, (entry) =>
    addSection(ctx, { about: emptyText, ...entry, programmeId }),
  )
  await bring('papers', pack.papers, parts.papers, paperItem, (paper) =>
    changePaper(ctx, papers, { programmeId, paper: paper.code, said: paper }),
  )
  const stages = pack.stages ?? []
  await addProgrammeWords(ctx, programmeId, { postNames: shortNames(pack), stages })
  await bring('stages', stages, parts.stages, stageItem, async () => {})
  await bring('policies', pack.policies, parts.policies, byCode, (policy) => bringPolicy(ctx, policy))
  const clauses = await clauseIds(ctx, programmeId)
  const last = parts.cards.length
  await bring('cards', pack.cards, parts.cards, cardItem, (card, at) =>
    bringCard(ctx, card, clauses, last + at),
  )
  return outcomes
}

/** Levels come in together, into an office without places; where places stand the office keeps its own. */
async function levelOutcomes(
  ctx: Context,
  levels: Pack['levels'] = [],
  own: NonNullable<Pack['levels']>,
): Promise<Outcome[]> {
  const section = 'levels'
  const outcomes = levels.map(
    ({ code, names }): Outcome => ({ section, code, names, state: 'new', reasons: [] }),
  )
  if (levels.length === 0) return []
  if (isSame(levels, own)) return outcomes.map((one) => ({ ...one, state: 'same' }))
  let hasCome = true
  await attempt(ctx, outcomes[0], async () => {
    hasCome = await bringLevels(ctx, levels)
  })
  if (outcomes[0].state === 'refused' || hasCome) return outcomes
  return outcomes.map((one, at) => ({
    ...one,
    state: own.some((level) => isSame(level, levels[at])) ? 'same' : 'differs',
  }))
}

/** Loads a pack or refuses it as a whole. */
export async function importPack(ctx: Context, pack: Pack, placeId: string | null): Promise<Outcome[]> {
  const outcomes = await addPack(ctx, pack, placeId)
  refuseIf(
    outcomes.flatMap((one, at) =>
      one.state === 'refused'
        ? [finding(`/entries/${at}`, 'refused', `${one.section} ${one.code}: ${one.reasons.join(' ')}`)]
        : [],
    ),
  )
  return outcomes
}

async function programmeFor(ctx: Context, pack: Pack, placeId: string | null): Promise<string | null> {
  const there = await ownProgramme(ctx)
  if (there) return there.id
  if (!placeId) return null
  const { names, lead, historical } = pack.programme ?? { names: pack.names, lead: { zh: '', en: '' } }
  return (await makeProgramme(ctx, { placeId, names, lead, historical, pack: pack.code })).id
}

const shortNames = (pack: Pack): Record<string, Names> =>
  Object.fromEntries((pack.posts ?? []).flatMap(({ code, short }) => (short ? [[code, short]] : [])))

type Of<S extends Section> = NonNullable<Pack[S]>[number]
const gateItem =
  (forms: readonly Of<'forms'>[]) =>
  (gate: Of<'gates'>): Item<Of<'gates'>> => {
    const nameOf = (code: string) => forms.find((form) => form.code === code)?.names ?? { zh: code, en: code }
    const [from, to] = [nameOf(gate.from), nameOf(gate.to)]
    const names = { zh: `${from.zh} → ${to.zh}`, en: `${from.en} → ${to.en}` }
    return { code: gateCode(gate), names, entry: gate }
  }
const paperItem = (paper: Of<'papers'>): Item<Of<'papers'>> => ({
  code: paper.code,
  names: paper.title,
  entry: paper,
})
const stageItem = (stage: Of<'stages'>): Item<Of<'stages'>> => ({
  code: stage.names.en,
  names: stage.names,
  entry: stage,
})
const cardItem = (card: Of<'cards'>): Item<Of<'cards'>> => ({
  code: card.code,
  names: card.statement,
  entry: card,
})

// Steps of cases are a sample's, not words: they do not make a card another one.
const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const entries = Object.entries(value).filter(
    ([key, inner]) => inner !== undefined && inner !== null && key !== 'step',
  )
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${key}:${canonical(inner)}`).join(',')}}`
}

/** A rule that an entry breaks is its refusal; whatever else goes wrong is a fault and stops everything. */
async function attempt(ctx: Context, outcome: Outcome, add: () => Promise<unknown>): Promise<void> {
  try {
    await add()
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'not-permitted') throw error
    const { errors = [], text } = error.details
    outcome.state = 'refused'
    outcome.reasons = errors.map((one) => ctx.say(one.text, one.params))
    if (outcome.reasons.length === 0) outcome.reasons.push(ctx.say(text ?? error.message))
  }
}

const madeOf = ({ ratio, formula, balance }: Of<'indicators'>): number =>
  formula ? 3 : ratio ? 2 : balance ? 1 : 0

async function bringIndicator(
  ctx: Context,
  programmeId: string,
  { ratio, formula, balance, disaggregations = [], ...entry }: Of<'indicators'>,
) {
  const all = (await listIndicators(ctx)).filter((one) => one.programmeId === programmeId)
  const idOf = (code: string | undefined) => all.find((one) => one.code === code)?.id ?? null
  const apart = disaggregations.length > 0 ? await listDisaggregations(ctx.db, programmeId) : []
  return addIndicator(ctx, {
    ...entry,
    disaggregationIds: disaggregations.map((code) => apart.find((one) => one.code === code)?.id ?? newId()),
    programmeId,
    needsAction: entry.needsAction ?? false,
    counts: entry.counts ?? null,
    numeratorId: ratio ? (idOf(ratio[0]) ?? newId()) : null,
    denominatorId: ratio ? (idOf(ratio[1]) ?? newId()) : null,
    terms: formula?.map(({ indicator, weight }) => ({ indicatorId: idOf(indicator) ?? newId(), weight })),
    balance: balance?.map(({ indicator, way }) => ({ indicatorId: idOf(indicator) ?? newId(), way })),
  })
}

async function bringPolicy(ctx: Context, { clauses, ...policy }: Of<'policies'>): Promise<void> {
  const { id } = await makePolicy(ctx, { ...policy, illustrative: false })
  // The language that every clause has comes first; the other is added clause by clause.
  const first = clauses.every(({ text }) => text.zh.trim()) ? 'zh' : 'en'
  const other = first === 'zh' ? 'en' : 'zh'
  const entries = clauses.map(({ text, heading = false, ...clause }) => ({
    ...clause,
    heading,
    clauseId: null,
    text: text[first],
  }))
  await addVersion(ctx, id, { language: first, baseVersion: 0, note: '', clauses: entries })
  const standing = await readStanding(ctx, { id, version: 1 })
  for (const [at, clause] of standing.entries()) {
    const text = clauses[at].text[other]
    if (text.trim()) await addClauseText(ctx, clause.id, { language: other, text })
  }
}

async function clauseIds(ctx: Context, programmeId: string): Promise<Map<string, string>> {
  const policies = await policyTexts(ctx, programmeId)
  return new Map(
    policies.flatMap(({ code, clauses }) =>
      clauses.map(({ number, id }) => [`${code}/${number}`, id] as const),
    ),
  )
}

async function bringCard(ctx: Context, card: Of<'cards'>, clauses: Map<string, string>, position: number) {
  const { origin, evidence, ...entry } = card
  const cited = evidence.map(({ text, source, clause }, at) => {
    const clauseId = clause ? clauses.get(clause) : null
    if (clauseId === undefined) {
      const why = msg('The office has another text of this policy: there is no such clause in it.')
      throw new Problem('invalid', { errors: [finding(`/evidence/${at}/clause`, 'unknown', why)] })
    }
    return { text, source, clauseId, stepId: null }
  })
  await makeCard(
    ctx,
    { ...entry, evidence: cited },
    { origin, position, illustrativeEvidence: evidence.map(({ illustrative = false }) => illustrative) },
  )
}
