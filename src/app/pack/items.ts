// What is compared of a pack: each entry by its code, called as a person knows it, and said as an export says it. Pure.
import type { Names } from '../../base/words.ts'
import type { Programme } from '../../convene/programmes/queries.ts'
import { usualCalendar } from '../../convene/programmes/rules.ts'
import { type EntryOf, gateCode, type Pack } from './format.ts'
import { programmeOf } from './office.ts'

export type Item<E> = { code: string; names: Names; entry: E }
export const byCode = <E extends { code: string; names: Names }>(entry: E): Item<E> => ({ ...entry, entry })

export const gateItem =
  (forms: readonly EntryOf<'forms'>[]) =>
  (gate: EntryOf<'gates'>): Item<EntryOf<'gates'>> => {
    const nameOf = (code: string) => forms.find((form) => form.code === code)?.names ?? { zh: code, en: code }
    const [from, to] = [nameOf(gate.from), nameOf(gate.to)]
    const names = { zh: `${from.zh} → ${to.zh}`, en: `${from.en} → ${to.en}` }
    return { code: gateCode(gate), names, entry: gate }
  }
export const paperItem = (paper: EntryOf<'papers'>): Item<EntryOf<'papers'>> => ({
  code: paper.code,
  names: paper.title,
  entry: paper,
})
type Said = NonNullable<Pack['programme']>
/** Of a calendar what is not said is as usual. */
export const calendared = (said: Said): Said => ({ ...usualCalendar, ...said })
export const ofOffice = (programme: Programme): Said => calendared(programmeOf(programme))
export const programmeItem = (said: Said): Item<Said> => ({
  code: 'programme',
  names: said.names,
  entry: said,
})
export type Stages = EntryOf<'stages'>[]
/** Stages are one entry: a class goes through them in their order. */
export const stagesItem = (stages: Stages): Item<Stages> => ({
  code: 'stages',
  names: {
    zh: stages.map(({ names }) => names.zh).join(' → '),
    en: stages.map(({ names }) => names.en).join(' → '),
  },
  entry: stages,
})
export const one = <E>(entry: E | undefined): E[] => (entry === undefined ? [] : [entry])
export const some = <E>(all: E[] | undefined): E[][] => (all && all.length > 0 ? [all] : [])
export const exampleItem = (example: NonNullable<Pack['example']>): Item<NonNullable<Pack['example']>> => ({
  code: 'example',
  names: example.names,
  entry: example,
})
export const cardItem = (card: EntryOf<'cards'>): Item<EntryOf<'cards'>> => ({
  code: card.code,
  names: card.statement,
  entry: card,
})

/** What is said as it comes is left unsaid, as an export leaves it. */
export const asItComes = ({
  countedIn,
  frequency,
  ...one
}: EntryOf<'indicators'>): EntryOf<'indicators'> => ({
  ...one,
  ...(countedIn === 'whole' ? { countedIn } : {}),
  ...(frequency === undefined || frequency === 'month' ? {} : { frequency }),
})

export const madeOf = ({ ratio, formula, balance }: EntryOf<'indicators'>): number =>
  formula ? 3 : ratio ? 2 : balance ? 1 : 0
