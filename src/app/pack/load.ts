// Brings the words of a pack into this office: what is new comes in; what the office has otherwise stays, unless
// whoever brings the pack in takes theirs. Everything goes through the rooms' own actions, so that a pack obeys every
// rule; one entry that breaks one, and nothing comes in.
import type { Context } from '../../access/context.ts'
import { finding, Problem, refuseIf } from '../../base/problems.ts'
import { emptyText, msg, type Names } from '../../base/words.ts'
import { changePaper } from '../../convene/papers/actions.ts'
import {
  changeExample,
  changeProgramme,
  changeProgrammeWords,
  makeProgramme,
} from '../../convene/programmes/actions.ts'
import { ownProgramme } from '../../convene/programmes/queries.ts'
import { makeCard } from '../../examine/cards/actions.ts'
import { addDisaggregation } from '../../plan/disaggregations/actions.ts'
import { addIndicator } from '../../plan/indicators/actions.ts'
import { addOutlook, addSection } from '../../plan/lists/actions.ts'
import { addUnit } from '../../plan/units/actions.ts'
import { soundsLikeShare } from '../../plan/units/rules.ts'
import { digestOf } from '../../platform/once.ts'
import { addGate } from '../../registry/gates/actions.ts'
import { bringLevels } from '../../registry/levels/actions.ts'
import { addForm, addPost, addTrade } from '../../registry/lists/actions.ts'
import { addClauseText, addVersion, makePolicy } from '../../study/policies/actions.ts'
import { readStanding } from '../../study/policies/queries.ts'
import { papers } from '../rooms.ts'
import { compare, type Field } from './compare.ts'
import type { Section } from './contract.ts'
import { bringQuestions, cardEntry, clauseIds, indicatorEntry } from './entries.ts'
import type { EntryOf, Pack } from './format.ts'
import {
  asItComes,
  byCode,
  calendared,
  cardItem,
  exampleItem,
  gateItem,
  type Item,
  madeOf,
  ofOffice,
  one,
  paperItem,
  programmeItem,
  type Stages,
  some,
  stagesItem,
} from './items.ts'
import { readOffice } from './office.ts'
import * as take from './take.ts'

export type State = 'new' | 'same' | 'differs' | 'taken' | 'refused'
/**
 * What becomes of one entry of a pack. `fields`: where ours is otherwise, `same`: in how many it is not; `reasons` say
 * why it is refused.
 */
export type Outcome = {
  section: Section
  code: string
  names: Names
  state: State
  was: string | null
  fields: Field[]
  same: number
  reasons: string[]
}
/** Of which entries theirs is taken where ours is otherwise, each with the digest of ours that was seen. */
type Taken = readonly { section: Section; code: string; was: string }[]
/** How a pack comes in: whose programme it becomes where there is none yet, what is taken, and from when on. */
export type How = { placeId: string | null; take?: Taken; fromPeriodId?: string | null }

/** What is done with an entry that the office lacks, and with one that is taken in place of the office's own. */
type Ways<E> = { add: (entry: E, at: number) => Promise<unknown>; take: (entry: E) => Promise<unknown> }
type Bring = <E>(
  section: Section,
  entries: readonly E[] | undefined,
  own: readonly E[],
  itemOf: (entry: E) => Item<E>,
  ways: Ways<E>,
) => Promise<void>

/**
 * Loads a pack and says what became of each entry.
 * With refusals in the answer the caller must not keep what was done.
 */
export async function addPack(
  ctx: Context,
  pack: Pack,
  { placeId, take: taken = [], fromPeriodId }: How,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const bring: Bring = async (section, entries, own, itemOf, ways) => {
    const before = new Map(own.map((entry) => [itemOf(entry).code, entry]))
    for (const [at, entry] of (entries ?? []).entries()) {
      const { code, names } = itemOf(entry)
      const there = before.get(code)
      const outcome = outcomeOf(section, { code, names }, there, entry)
      outcomes.push(outcome)
      if (outcome.state === 'new') await attempt(ctx, outcome, () => ways.add(entry, at))
      if (isTaken(ctx, outcome, taken)) await attempt(ctx, outcome, () => ways.take(entry))
    }
  }
  const programmeId = await bringProgramme(ctx, pack, placeId, bring)
  const { parts } = await readOffice(ctx)
  outcomes.push(...(await levelOutcomes(ctx, pack.levels, parts.levels, taken)))
  await bringLists(ctx, pack, parts, bring)
  if (!programmeId) return outcomes
  await bringMeasures(ctx, pack, { parts, programmeId, fromPeriodId }, bring)
  const isCome = (section: Section, code: string) =>
    outcomes.some(
      (one) => one.section === section && one.code === code && (one.state === 'new' || one.state === 'taken'),
    )
  const postNames = Object.fromEntries(
    (pack.posts ?? []).flatMap(({ code, short }) => (short && isCome('posts', code) ? [[code, short]] : [])),
  )
  if (Object.keys(postNames).length > 0) await changeProgrammeWords(ctx, programmeId, { postNames })
  await bringClasses(ctx, pack, { parts, programmeId }, bring)
  return outcomes
}

function outcomeOf(
  section: Section,
  item: { code: string; names: Names },
  ours: unknown,
  theirs: unknown,
): Outcome {
  const none = { section, ...item, was: null, fields: [], same: 0, reasons: [] }
  if (ours === undefined) return { ...none, state: 'new' }
  const found = compare(ours, theirs)
  return { ...none, state: found.fields.length > 0 ? 'differs' : 'same', was: digestOf(ours), ...found }
}

/** Whether theirs is taken of what differs: not of what is otherwise now than it was when that was chosen. */
function isTaken(ctx: Context, outcome: Outcome, taken: Taken): boolean {
  const choice = taken.find(({ section, code }) => section === outcome.section && code === outcome.code)
  if (!choice || outcome.state !== 'differs') return false
  outcome.state = choice.was === outcome.was ? 'taken' : 'refused'
  if (outcome.state === 'refused')
    outcome.reasons = [ctx.say(msg('Somebody changed this here since it was compared. Choose once more.'))]
  return outcome.state === 'taken'
}

type Parts = Awaited<ReturnType<typeof readOffice>>['parts']
type Ours = { parts: Parts; programmeId: string; fromPeriodId?: string | null }

/** What all programmes of an office share. */
async function bringLists(ctx: Context, pack: Pack, parts: Parts, bring: Bring): Promise<void> {
  await bring('forms', pack.forms, parts.forms, byCode, {
    add: (form) =>
      addForm(ctx, {
        ...form,
        leastMembers: form.leastMembers ?? null,
        mostMembers: form.mostMembers ?? null,
      }),
    take: (form) => take.takeForm(ctx, form),
  })
  await bring('trades', pack.trades, parts.trades, byCode, {
    add: (trade) => addTrade(ctx, trade),
    take: (trade) => take.takeTrade(ctx, trade),
  })
  await bring('posts', pack.posts, parts.posts, byCode, {
    add: ({ short: _, ...post }) => addPost(ctx, post),
    take: (post) => take.takePost(ctx, post),
  })
  await bring('gates', pack.gates, parts.gates, gateItem([...(pack.forms ?? []), ...parts.forms]), {
    add: ({ from, to, ...gate }) => addGate(ctx, { fromForm: from, toForm: to, ...gate }),
    take: (gate) => take.takeGate(ctx, gate),
  })
  const units = pack.units?.map((unit) => ({ ...unit, isShare: unit.isShare ?? soundsLikeShare(unit) }))
  await bring('units', units, parts.units, byCode, {
    add: (unit) => addUnit(ctx, { ...unit, scale: unit.scale ?? 1, scaledNames: unit.scaledNames ?? null }),
    take: (unit) => take.takeUnit(ctx, unit),
  })
}

/** What plans are made of. */
async function bringMeasures(
  ctx: Context,
  pack: Pack,
  { parts, programmeId, fromPeriodId }: Ours,
  bring: Bring,
): Promise<void> {
  await bring('disaggregations', pack.disaggregations, parts.disaggregations, byCode, {
    add: (entry) => addDisaggregation(ctx, { least: 0, ...entry, programmeId }),
    take: (entry) => take.takeDisaggregation(ctx, programmeId, entry),
  })
  // What others are made of comes before them, in whatever order the programme shows it.
  const indicators = pack.indicators?.toSorted((a, b) => madeOf(a) - madeOf(b)).map(asItComes)
  await bring('indicators', indicators, parts.indicators, byCode, {
    add: async (one) =>
      addIndicator(ctx, { ...(await indicatorEntry(ctx, programmeId, one)).entry, programmeId }),
    take: (one) => take.takeIndicator(ctx, programmeId, one, fromPeriodId),
  })
  await bring('outlooks', pack.outlooks, parts.outlooks, byCode, {
    add: (entry) => addOutlook(ctx, { short: null, barsGrowth: false, ...entry, programmeId }),
    take: (entry) => take.takeOutlook(ctx, programmeId, entry),
  })
  await bring('sections', pack.sections, parts.sections, byCode, {
    add: (entry) => addSection(ctx, { about: emptyText, ...entry, programmeId }),
    take: (entry) => take.takeSection(ctx, programmeId, entry),
  })
}

/** Papers, what classes begin with, and what they study and examine. */
async function bringClasses(
  ctx: Context,
  pack: Pack,
  { parts, programmeId }: Ours,
  bring: Bring,
): Promise<void> {
  const sayPaper = (paper: EntryOf<'papers'>) =>
    changePaper(ctx, papers, { programmeId, paper: paper.code, said: paper })
  await bring('papers', pack.papers, parts.papers, paperItem, { add: sayPaper, take: sayPaper })
  const changeStages = (stages: Stages) => changeProgrammeWords(ctx, programmeId, { postNames: {}, stages })
  await bring('stages', some(pack.stages), some(parts.stages), stagesItem, {
    add: changeStages,
    take: changeStages,
  })
  const sayExample = (example: NonNullable<Pack['example']>) => changeExample(ctx, programmeId, example)
  await bring('example', one(pack.example), one(parts.example), exampleItem, {
    add: sayExample,
    take: sayExample,
  })
  await bring('policies', pack.policies, parts.policies, byCode, {
    add: (policy) => bringPolicy(ctx, policy),
    take: (policy) => take.takePolicy(ctx, programmeId, policy),
  })
  const clauses = await clauseIds(ctx, programmeId)
  const last = parts.cards.length
  await bring('cards', pack.cards, parts.cards, cardItem, {
    add: (card, at) => bringCard(ctx, card, clauses, last + at),
    take: (card) => take.takeCard(ctx, programmeId, card, clauses),
  })
}

/**
 * Levels come in together, into an office without places; where places stand the office keeps its own, but for those
 * that are taken.
 */
async function levelOutcomes(
  ctx: Context,
  levels: Pack['levels'] = [],
  own: NonNullable<Pack['levels']>,
  taken: Taken,
): Promise<Outcome[]> {
  const outcomes = levels.map((level): Outcome => {
    const item = { code: level.code, names: level.names }
    return outcomeOf('levels', item, own.find(({ code }) => code === level.code) ?? {}, level)
  })
  if (levels.length === 0 || compare(own, levels).fields.length === 0) return outcomes
  const [first] = outcomes
  let hasCome = true
  const trial = { ...first, state: 'new' as State }
  await attempt(ctx, trial, async () => {
    hasCome = await bringLevels(ctx, levels)
  })
  if (trial.state === 'refused') return [trial, ...outcomes.slice(1)]
  if (hasCome) return outcomes.map((one) => ({ ...one, state: 'new', was: null, fields: [], same: 0 }))
  const chosen = outcomes.filter((one) => isTaken(ctx, one, taken))
  if (chosen.length === 0) return outcomes
  await attempt(ctx, chosen[0], () => take.takeLevels(ctx, levels, new Set(chosen.map(({ code }) => code))))
  return outcomes
}

/** Loads a pack or refuses it as a whole. */
export async function importPack(ctx: Context, pack: Pack, how: How): Promise<Outcome[]> {
  const outcomes = await addPack(ctx, pack, how)
  refuseIf(
    outcomes.flatMap((one, at) =>
      one.state === 'refused'
        ? [finding(`/entries/${at}`, 'refused', `${one.section} ${one.code}: ${one.reasons.join(' ')}`)]
        : [],
    ),
  )
  return outcomes
}

/** Begins the programme where there is none and it is said whose it becomes; gives the one that the office has then. */
async function bringProgramme(
  ctx: Context,
  pack: Pack,
  placeId: string | null,
  bring: Bring,
): Promise<string | undefined> {
  const there = await ownProgramme(ctx)
  if (!there && !placeId) return
  const said = pack.programme ?? (there ? undefined : { names: pack.names, lead: emptyText })
  let id = there?.id ?? ''
  await bring('programme', one(said).map(calendared), one(there ?? undefined).map(ofOffice), programmeItem, {
    add: async (entry) => {
      id = (await makeProgramme(ctx, { placeId: placeId ?? '', ...entry, pack: pack.code })).id
    },
    take: (entry) => changeProgramme(ctx, id, entry),
  })
  return id
}

/** A rule that an entry breaks is its refusal; whatever else goes wrong is a fault and stops everything. */
async function attempt(ctx: Context, outcome: Outcome, add: () => Promise<unknown>): Promise<void> {
  try {
    await add()
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'not-permitted') throw error
    const { errors = [], text, params } = error.details
    outcome.state = 'refused'
    outcome.reasons = [...new Set(errors.map((one) => ctx.say(one.text, one.params)))]
    if (outcome.reasons.length === 0) outcome.reasons.push(ctx.say(text ?? error.message, params))
  }
}

async function bringPolicy(ctx: Context, policy: EntryOf<'policies'>): Promise<void> {
  const { code, names, source, clauses } = policy
  const { id } = await makePolicy(ctx, { code, names, source, illustrative: false })
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
  await bringQuestions(ctx, id, policy)
}

const bringCard = (ctx: Context, card: EntryOf<'cards'>, clauses: Map<string, string>, position: number) =>
  makeCard(ctx, cardEntry(card, clauses), {
    origin: card.origin,
    position,
    illustrativeEvidence: card.evidence.map(({ illustrative = false }) => illustrative),
  })
