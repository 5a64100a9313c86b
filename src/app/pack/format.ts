// The one format of programme packs: what a programme calls things, as one JSON document. docs/packs.md explains it.
import { type Static, Type } from 'typebox'
import Value from 'typebox/value'
import { NamesShape, nullable, oneOf, PaperWords, TextUpTo } from '../../base/schemas.ts'
import { fill } from '../../base/words.ts'
import { DueDay, ExampleShape, StagesShape, YearFrom } from '../../convene/programmes/contract.ts'
import { exampleFindings } from '../../convene/programmes/rules.ts'
import { cardOrigins } from '../../examine/rules.ts'
import { mostLeast, mostParts } from '../../plan/disaggregations/rules.ts'
import { frequencies } from '../../plan/frequency/rules.ts'
import { mostDisaggregations } from '../../plan/indicators/contract.ts'
import { countables, countedIns, mostTerms, ways } from '../../plan/indicators/rules.ts'
import { outlookTones } from '../../plan/lists/rules.ts'
import { close } from '../../platform/closed.ts'
import { mostLevels } from '../../registry/levels/rules.ts'
import { organisationKinds } from '../../registry/lists/rules.ts'
import { mostChoices, mostQuestions } from '../../study/checks/rules.ts'

export const packFormat = 'hezuo-pack-1'

const Code = Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,59}$' })
const Text = Type.Object({ zh: Type.String({ maxLength: 20000 }), en: Type.String({ maxLength: 20000 }) })
const Members = Type.Optional(nullable(Type.Integer({ minimum: 1 })))

const FormEntry = Type.Object({
  code: Code,
  names: NamesShape,
  plural: NamesShape,
  kind: oneOf(organisationKinds),
  counted: Type.Boolean(),
  leastMembers: Members,
  mostMembers: Members,
})
const LevelEntry = Type.Object({
  code: Code,
  names: NamesShape,
  plural: NamesShape,
  /** as sentences have it, one and several, where that is shorter */
  short: Type.Optional(NamesShape),
  shortPlural: Type.Optional(NamesShape),
  /** other words by which files call it */
  also: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 40 })),
  /** how many digits its codes have, where the codes of an administration nest */
  digits: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
  /** the one level whose places draw up plans */
  plans: Type.Optional(Type.Boolean()),
})
const TradeEntry = Type.Object({ code: Code, names: NamesShape })
const PostEntry = Type.Object({
  code: Code,
  names: NamesShape,
  /** what heads of columns call it */
  short: Type.Optional(NamesShape),
  forms: Type.Array(Code, { minItems: 1 }),
  singleSeat: Type.Boolean(),
})
const GateEntry = Type.Object({
  from: Code,
  to: Code,
  skippable: Type.Boolean(),
  questions: Type.Array(Type.Object({ code: Code, text: Text })),
})
const UnitEntry = Type.Object({
  code: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$' }),
  names: NamesShape,
  scale: Type.Optional(Type.Integer({ minimum: 2 })),
  scaledNames: Type.Optional(NamesShape),
  /** its figures are shares, and no two of them are added; where a pack does not say it, its names do */
  isShare: Type.Optional(Type.Boolean()),
})
const DisaggregationEntry = Type.Object({
  code: Code,
  names: NamesShape,
  /** in totals, figures from 1 to below this are withheld */
  least: Type.Optional(Type.Integer({ minimum: 1, maximum: mostLeast })),
  parts: Type.Array(Type.Object({ code: Code, names: NamesShape }), {
    minItems: 2,
    maxItems: mostParts,
  }),
})
const IndicatorEntry = Type.Object({
  code: Code,
  names: NamesShape,
  definition: Text,
  unit: Type.String(),
  cumulative: Type.Boolean(),
  /** of a period the mean over its months; not `cumulative` then */
  averaged: Type.Optional(Type.Literal(true)),
  byTrade: Type.Boolean(),
  byForm: Type.Boolean(),
  needsAction: Type.Optional(Type.Boolean()),
  counts: Type.Optional(oneOf(countables)),
  /** where it is not said: in the parts */
  countedIn: Type.Optional(oneOf(countedIns)),
  /** where it is not said: every month */
  frequency: Type.Optional(oneOf(frequencies)),
  /** codes of what its figures are told apart by */
  disaggregations: Type.Optional(Type.Array(Code, { minItems: 1, maxItems: mostDisaggregations })),
  /** codes of numerator and denominator */
  ratio: Type.Optional(Type.Array(Code, { minItems: 2, maxItems: 2 })),
  /** of what stands: codes of what comes to it in a month, and of what goes from it */
  balance: Type.Optional(
    Type.Array(Type.Object({ indicator: Code, way: oneOf(ways) }), {
      minItems: 1,
      maxItems: mostTerms,
    }),
  ),
  /** codes of the indicators that a formula adds up, each times its weight */
  formula: Type.Optional(
    Type.Array(Type.Object({ indicator: Code, weight: Type.Number() }), {
      minItems: 1,
      maxItems: mostTerms,
    }),
  ),
})
const OutlookEntry = Type.Object({
  code: Code,
  names: NamesShape,
  /** in tables, where that is shorter */
  short: Type.Optional(NamesShape),
  /** whoever plans growth in the trade all the same says why */
  barsGrowth: Type.Optional(Type.Boolean()),
  tone: oneOf(outlookTones),
})
const SectionEntry = Type.Object({ code: Code, names: NamesShape, about: Type.Optional(TextUpTo(300)) })
const PaperEntry = Type.Object({ code: Code, ...PaperWords.properties })
const ClauseEntry = Type.Object({
  number: Type.String({ minLength: 1 }),
  depth: Type.Integer({ minimum: 1, maximum: 6 }),
  heading: Type.Optional(Type.Boolean()),
  text: Text,
})
/** A question of a check: `right` counts the choices from 0, `clauses` are numbers of the policy that it stands in. */
const QuestionEntry = Type.Object({
  text: NamesShape,
  choices: Type.Array(NamesShape, { minItems: 2, maxItems: mostChoices }),
  right: Type.Integer({ minimum: 0, maximum: mostChoices - 1 }),
  why: Text,
  clauses: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 10, uniqueItems: true }),
})
const PolicyEntry = Type.Object({
  code: Code,
  names: NamesShape,
  source: NamesShape,
  clauses: Type.Array(ClauseEntry, { minItems: 1 }),
  questions: Type.Optional(Type.Array(QuestionEntry, { maxItems: mostQuestions })),
})
const CardEntry = Type.Object({
  code: Code,
  origin: Type.Optional(oneOf(cardOrigins)),
  statement: Text,
  reasons: Text,
  correction: Text,
  instead: Text,
  question: Text,
  source: Text,
  evidence: Type.Array(
    Type.Object({
      text: Text,
      source: Text,
      /** 'policy/number' of a clause of the pack */
      clause: Type.Optional(Type.String()),
      /** in the files of a sample only: a step of one of its cases */
      step: Type.Optional(Type.String()),
      illustrative: Type.Optional(Type.Boolean()),
    }),
  ),
})
const many = <T extends Parameters<typeof Type.Array>[0]>(entry: T) =>
  Type.Optional(Type.Array(entry, { maxItems: 1000 }))

/** Closed as calls are: a key that it does not name is refused. */
export const PackShape = close(
  Type.Object({
    format: Type.Literal(packFormat),
    code: Code,
    names: NamesShape,
    about: Text,
    /** what a programme begun from the pack is called; the office may change it */
    programme: Type.Optional(
      Type.Object({
        names: NamesShape,
        lead: NamesShape,
        historical: Type.Optional(Type.Boolean()),
        /** where it is not said: January, and the 5th of the next month */
        yearFrom: Type.Optional(YearFrom),
        dueDay: Type.Optional(DueDay),
      }),
    ),
    levels: Type.Optional(Type.Array(LevelEntry, { minItems: 1, maxItems: mostLevels })),
    forms: many(FormEntry),
    trades: many(TradeEntry),
    posts: many(PostEntry),
    gates: many(GateEntry),
    units: many(UnitEntry),
    disaggregations: many(DisaggregationEntry),
    indicators: many(IndicatorEntry),
    outlooks: many(OutlookEntry),
    sections: many(SectionEntry),
    papers: many(PaperEntry),
    stages: many(StagesShape.items),
    example: Type.Optional(ExampleShape),
    policies: many(PolicyEntry),
    cards: many(CardEntry),
  }),
)
export type Pack = Static<typeof PackShape>
type Lists = Extract<
  { [K in keyof Pack]-?: NonNullable<Pack[K]> extends unknown[] ? K : never }[keyof Pack],
  string
>
/** An entry of a list of a pack. */
export type EntryOf<S extends Lists> = NonNullable<Pack[S]>[number]

export type Fault = { pointer: string; reason: string }

/** What is wrong with the shape of a pack, by JSON pointer; and with what it names but does not hold. */
export function faultsOf(value: unknown): Fault[] {
  if (!Value.Check(PackShape, value)) {
    const all = [...Value.Errors(PackShape, value)].map((error) => ({
      pointer: error.instancePath || '/',
      reason: error.message,
    }))
    return all
      .filter((one, at) => all.findIndex((other) => other.pointer === one.pointer) === at)
      .slice(0, 50)
  }
  return referenceFaults(value)
}

function referenceFaults(pack: Pack): Fault[] {
  const faults: Fault[] = []
  const codes = <E>(entries: readonly E[] | undefined, codeOf: (entry: E) => string, section: string) => {
    const seen = new Set<string>()
    for (const [at, entry] of (entries ?? []).entries()) {
      const code = codeOf(entry)
      if (seen.has(code)) faults.push({ pointer: `/${section}/${at}`, reason: `“${code}” stands here twice` })
      seen.add(code)
    }
    return seen
  }
  codes(pack.levels, (one) => one.code, 'levels')
  if (pack.levels && pack.levels.filter(({ plans }) => plans).length !== 1)
    faults.push({ pointer: '/levels', reason: 'one level and no more draws up plans' })
  codes(pack.forms, (one) => one.code, 'forms')
  codes(pack.trades, (one) => one.code, 'trades')
  codes(pack.posts, (one) => one.code, 'posts')
  codes(pack.units, (one) => one.code, 'units')
  const apart = codes(pack.disaggregations, (one) => one.code, 'disaggregations')
  codes(pack.outlooks, (one) => one.code, 'outlooks')
  codes(pack.sections, (one) => one.code, 'sections')
  codes(pack.papers, (one) => one.code, 'papers')
  codes(pack.cards, (one) => one.code, 'cards')
  codes(pack.gates, gateCode, 'gates')
  const policies = codes(pack.policies, (one) => one.code, 'policies')
  const indicators = codes(pack.indicators, (one) => one.code, 'indicators')
  for (const [at, { disaggregations = [] }] of (pack.indicators ?? []).entries())
    for (const code of disaggregations)
      if (!apart.has(code)) {
        const reason = `there is no disaggregation “${code}”`
        faults.push({ pointer: `/indicators/${at}/disaggregations`, reason })
      }
  for (const [at, { ratio = [], formula = [], balance = [] }] of (pack.indicators ?? []).entries()) {
    const parts = [
      ...ratio.map((code) => ['ratio', code]),
      ...formula.map(({ indicator }) => ['formula', indicator]),
      ...balance.map(({ indicator }) => ['balance', indicator]),
    ]
    for (const [key, code] of parts)
      if (!indicators.has(code))
        faults.push({ pointer: `/indicators/${at}/${key}`, reason: `there is no indicator “${code}”` })
  }
  for (const { pointer, text, params } of pack.example ? exampleFindings(pack.example) : [])
    faults.push({ pointer: `/example${pointer}`, reason: fill(text, params).replace(/\.$/, '') })
  for (const [at, { questions = [], clauses }] of (pack.policies ?? []).entries())
    for (const [n, question] of questions.entries()) {
      const pointer = `/policies/${at}/questions/${n}`
      const unknown = question.clauses.find((number) => !clauses.some((one) => one.number === number))
      if (unknown) faults.push({ pointer: `${pointer}/clauses`, reason: `there is no clause “${unknown}”` })
      if (question.right >= question.choices.length)
        faults.push({ pointer: `${pointer}/right`, reason: 'there is no such choice' })
    }
  for (const [at, { evidence }] of (pack.cards ?? []).entries())
    for (const [n, { clause }] of evidence.entries()) {
      const [policy, number] = clause?.split('/') ?? []
      const clauses = pack.policies?.find((one) => one.code === policy)?.clauses
      if (clause && !(policies.has(policy) && clauses?.some((one) => one.number === number)))
        faults.push({
          pointer: `/cards/${at}/evidence/${n}/clause`,
          reason: `there is no clause “${clause}”`,
        })
    }
  return faults
}

export const gateCode = ({ from, to }: { from: string; to: string }): string => `${from} → ${to}`

/** A pack as a file: its keys in the order of the format, so that the same words are always the same bytes. */
export const packText = (pack: Pack): string =>
  `${JSON.stringify(inOrder(PackShape as unknown as Shape, pack), null, 2)}\n`

type Shape = { properties?: Record<string, Shape>; items?: Shape }

function inOrder(shape: Shape | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => inOrder(shape?.items, one))
  if (typeof value !== 'object' || value === null) return value
  const given = value as Record<string, unknown>
  const keys = Object.keys(shape?.properties ?? given).filter((key) => given[key] !== undefined)
  return Object.fromEntries(keys.map((key) => [key, inOrder(shape?.properties?.[key], given[key])]))
}
