// The words of this office in the format of a pack: what an export holds, and what an import is held against.
import type { Context } from '../../access/context.ts'
import { isEmptyText } from '../../base/words.ts'
import { readPapers } from '../../convene/papers/queries.ts'
import {
  ownProgramme,
  type Programme,
  type ProgrammeWords,
  programmeWords,
} from '../../convene/programmes/queries.ts'
import { usualCalendar } from '../../convene/programmes/rules.ts'
import { cardTexts } from '../../examine/cards/queries.ts'
import { listDisaggregations } from '../../plan/disaggregations/queries.ts'
import { listIndicators } from '../../plan/indicators/queries.ts'
import { readLists } from '../../plan/lists/queries.ts'
import { listUnits } from '../../plan/units/queries.ts'
import { count, percent, persons } from '../../plan/units/rules.ts'
import { listGates } from '../../registry/gates/queries.ts'
import { readLevels } from '../../registry/levels/queries.ts'
import { listForms, listPosts, listTrades } from '../../registry/lists/queries.ts'
import { type PolicyText, policyTexts } from '../../study/policies/queries.ts'
import { type Pack, packFormat } from './format.ts'

type Parts = Omit<Pack, 'format' | 'code' | 'names' | 'about'>
export type Office = {
  programme: Programme | null
  parts: Required<Omit<Parts, 'programme' | 'example'>> & Pick<Parts, 'example'>
  /** what was taken off the lists: neither exported nor brought in anew */
  retired: Set<string>
}

const shared = [count, persons, percent]

/** Some of the parts, and what of them was taken off the lists. */
type Section<K extends keyof Office['parts']> = { parts: Pick<Office['parts'], K>; retired: string[] }

export async function readOffice(ctx: Context): Promise<Office> {
  const programme = await ownProgramme(ctx)
  const words: Pick<ProgrammeWords, 'postNames' | 'stages' | 'example'> = programme
    ? await programmeWords(ctx, programme.id)
    : { postNames: {}, stages: [], example: null }
  const lists = await readShared(ctx, words.postNames)
  const measures = await readMeasures(ctx, programme?.id)
  const ordered = await readOrdered(ctx, programme?.id)
  const taught = programme ? await readTaught(ctx, programme.id) : { policies: [], cards: [] }
  return {
    programme,
    retired: new Set([...lists.retired, ...measures.retired, ...ordered.retired]),
    parts: {
      ...lists.parts,
      ...measures.parts,
      ...ordered.parts,
      stages: words.stages,
      example: words.example ?? undefined,
      ...taught,
    },
  }
}

/** Levels of places, forms of unit, trades, posts, and the gates between forms. */
async function readShared(
  ctx: Context,
  postNames: ProgrammeWords['postNames'],
): Promise<Section<'levels' | 'forms' | 'trades' | 'posts' | 'gates'>> {
  const [forms, gates] = [await listForms(ctx.db), await listGates(ctx.db)]
  const [trades, posts] = [await listTrades(ctx.db), await listPosts(ctx.db)]
  const retired = [
    ...named('forms', forms),
    ...named('trades', trades),
    ...named('posts', posts),
    ...named(
      'gates',
      gates.map((gate) => ({ ...gate, code: `${gate.fromForm} → ${gate.toForm}` })),
    ),
  ]
  return {
    retired,
    parts: {
      levels: (await readLevels(ctx.db)).map(
        ({ code, names, plural, short, shortPlural, also, digits, tier }) => ({
          code,
          names,
          plural,
          ...(short ? { short } : {}),
          ...(shortPlural ? { shortPlural } : {}),
          ...(also.length > 0 ? { also } : {}),
          ...(digits === null ? {} : { digits }),
          ...(tier === 'planning' ? { plans: true } : {}),
        }),
      ),
      forms: forms.map(({ code, names, plural, kind, counted, leastMembers, mostMembers }) => ({
        code,
        names,
        plural,
        kind,
        counted,
        ...(leastMembers === null ? {} : { leastMembers }),
        ...(mostMembers === null ? {} : { mostMembers }),
      })),
      trades: trades.map(({ code, names }) => ({ code, names })),
      posts: posts.map(({ code, names, forms: of, singleSeat }) => ({
        code,
        names,
        ...(postNames[code] ? { short: postNames[code] } : {}),
        forms: of,
        singleSeat,
      })),
      gates: gates.map(({ fromForm, toForm, skippable, questions }) => ({
        from: fromForm,
        to: toForm,
        skippable,
        questions,
      })),
    },
  }
}

/** Units of figures, what figures are told apart by, and indicators. */
async function readMeasures(
  ctx: Context,
  programmeId: string | undefined,
): Promise<Section<'units' | 'disaggregations' | 'indicators'>> {
  const units = (await listUnits(ctx.db)).filter(({ code }) => !shared.includes(code))
  const indicators = (await listIndicators(ctx)).filter((one) => one.programmeId === programmeId)
  const apart = programmeId ? await listDisaggregations(ctx.db, programmeId) : []
  const apartBy = ({ disaggregations: has }: (typeof indicators)[number]) => {
    const own = apart.filter(({ id, retiredOn }) => !retiredOn && has.some((one) => one.id === id))
    return own.length > 0 ? { disaggregations: own.map(({ code }) => code) } : {}
  }
  const codeOf = (id: string | null) => indicators.find((one) => one.id === id)?.code ?? ''
  return {
    retired: [
      ...named('units', units),
      ...named('disaggregations', apart),
      ...named('indicators', indicators),
    ],
    parts: {
      units: units.map(({ code, names, scale, scaledNames, isShare }) => ({
        code,
        names,
        ...(scaledNames ? { scale, scaledNames } : {}),
        isShare,
      })),
      disaggregations: apart.map(({ code, names, least, parts }) => ({
        code,
        names,
        ...(least > 0 ? { least } : {}),
        parts: parts.flatMap((part) => (part.retiredOn ? [] : [{ code: part.code, names: part.names }])),
      })),
      indicators: indicators.map((one) => ({
        code: one.code,
        names: one.names,
        definition: one.definition,
        unit: one.unit,
        cumulative: one.cumulative,
        ...(one.averaged ? { averaged: true as const } : {}),
        byTrade: one.byTrade,
        byForm: one.byForm,
        ...(one.needsAction ? { needsAction: true } : {}),
        ...(one.counts ? { counts: one.counts } : {}),
        ...(one.countedIn === 'whole' ? { countedIn: one.countedIn } : {}),
        ...(one.frequency === 'month' ? {} : { frequency: one.frequency }),
        ...apartBy(one),
        ...(one.kind === 'ratio' ? { ratio: [codeOf(one.numeratorId), codeOf(one.denominatorId)] } : {}),
        ...(one.balance
          ? {
              balance: one.balance.map(({ indicatorId, way }) => ({ indicator: codeOf(indicatorId), way })),
            }
          : {}),
        ...(one.terms
          ? {
              formula: one.terms.map(({ indicatorId, weight }) => ({
                indicator: codeOf(indicatorId),
                weight,
              })),
            }
          : {}),
      })),
    },
  }
}

/** What plans are ordered by, and what papers are called. */
async function readOrdered(
  ctx: Context,
  programmeId: string | undefined,
): Promise<Section<'outlooks' | 'sections' | 'papers'>> {
  if (!programmeId) return { retired: [], parts: { outlooks: [], sections: [], papers: [] } }
  const { outlooks, sections } = await readLists(ctx.db, programmeId)
  return {
    retired: [...named('outlooks', outlooks), ...named('sections', sections)],
    parts: {
      outlooks: outlooks.map(({ code, names, short, barsGrowth, tone }) => ({
        code,
        names,
        ...(short ? { short } : {}),
        ...(barsGrowth ? { barsGrowth } : {}),
        tone,
      })),
      sections: sections.map(({ code, names, about }) => ({
        code,
        names,
        ...(isEmptyText(about) ? {} : { about }),
      })),
      papers: Object.entries(await readPapers(ctx.db, programmeId)).map(([code, said]) => ({
        code,
        ...said,
      })),
    },
  }
}

/** Policies with their clauses, and cards. */
async function readTaught(
  ctx: Context,
  programmeId: string,
): Promise<Pick<Office['parts'], 'policies' | 'cards'>> {
  const policies = await policyTexts(ctx, programmeId)
  const cards = await cardTexts(ctx, programmeId)
  const clauseOf = (id: string | null) => {
    for (const policy of policies) {
      const clause = policy.clauses.find((one) => one.id === id)
      if (clause) return `${policy.code}/${clause.number}`
    }
  }
  return {
    policies: policies
      .filter(({ clauses }) => clauses.length > 0)
      .map(({ code, names, source, clauses, questions }) => ({
        code,
        names,
        source,
        clauses: clauses.map(({ number, depth, heading, text }) => ({
          number,
          depth,
          ...(heading ? { heading } : {}),
          text,
        })),
        ...questionsOf(questions, clauses),
      })),
    cards: cards.map(({ id: _, origin, evidence, ...card }) => ({
      ...card,
      ...(origin === 'added' ? {} : { origin }),
      evidence: evidence.map(({ text, source, clauseId, illustrative }) => {
        const clause = clauseOf(clauseId)
        return { text, source, ...(clause ? { clause } : {}), ...(illustrative ? { illustrative } : {}) }
      }),
    })),
  }
}

/** Those that cite a clause of the text as it stands: one that was dropped is in no pack. */
function questionsOf(questions: PolicyText['questions'], clauses: PolicyText['clauses']) {
  const numbers = new Map(clauses.map(({ id, number }) => [id, number]))
  const told = questions
    .map(({ clauseIds, ...question }) => ({
      ...question,
      clauses: clauseIds.flatMap((id) => numbers.get(id) ?? []),
    }))
    .filter((question) => question.clauses.length > 0)
  return told.length > 0 ? { questions: told } : {}
}

const named = (section: string, entries: readonly { code: string; retiredOn: string | null }[]): string[] =>
  entries.flatMap(({ code, retiredOn }) => (retiredOn ? `${section}/${code}` : []))

/** Of its calendar what is not as usual. */
export const programmeOf = ({
  names,
  lead,
  historical,
  yearFrom,
  dueDay,
}: Programme): NonNullable<Pack['programme']> => ({
  names,
  lead,
  ...(historical ? { historical } : {}),
  ...(yearFrom === usualCalendar.yearFrom ? {} : { yearFrom }),
  ...(dueDay === usualCalendar.dueDay ? {} : { dueDay }),
})

/** The office's words as a pack: what is retired stays behind, and so do people, places and figures. */
export function packOf({ programme, parts, retired }: Office, code: string): Pack {
  const kept = <E>(section: string, entries: E[], codeOf: (entry: E) => string): E[] | undefined => {
    const left = entries.filter((entry) => !retired.has(`${section}/${codeOf(entry)}`))
    return left.length > 0 ? left : undefined
  }
  const byCode = ({ code }: { code: string }) => code
  const names = programme?.names ?? { zh: '本机构', en: 'This office' }
  return {
    format: packFormat,
    code,
    names,
    about: programme?.lead ?? { zh: '', en: '' },
    programme: programme ? programmeOf(programme) : undefined,
    levels: parts.levels,
    forms: kept('forms', parts.forms, byCode),
    trades: kept('trades', parts.trades, byCode),
    posts: kept('posts', parts.posts, byCode),
    gates: kept('gates', parts.gates, ({ from, to }) => `${from} → ${to}`),
    units: kept('units', parts.units, byCode),
    disaggregations: kept('disaggregations', parts.disaggregations, byCode),
    indicators: kept('indicators', parts.indicators, byCode),
    outlooks: kept('outlooks', parts.outlooks, byCode),
    sections: kept('sections', parts.sections, byCode),
    papers: kept('papers', parts.papers, byCode),
    stages: parts.stages.length > 0 ? parts.stages : undefined,
    example: parts.example,
    policies: kept('policies', parts.policies, byCode),
    cards: kept('cards', parts.cards, byCode),
  }
}
