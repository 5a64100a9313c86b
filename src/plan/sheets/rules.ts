// What a condition sheet must hold before a target may stand on it: every figure with its date and source, and figures
// that agree with each other.
import { choiceFindings } from '../../base/choices.ts'
import { type Day, earliest, isSaidDate, type SaidDate } from '../../base/dates.ts'
import { wholeFinding } from '../../base/figures.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { isEmptyText, msg, type Names } from '../../base/words.ts'
import type { Countable } from '../indicators/rules.ts'

export type SheetInput = {
  figures: Figures
  tools: Names
  materials: Names
  markets: Names
  repairs: Names
  problems: Names
  busyMonths: number[]
  /** null where the programme has no outlooks */
  outlook: string | null
  outlookReason: Names
}

/** What a sheet is judged against. */
export type SheetSetting = {
  /** the codes of the forms that the programme counts */
  forms: readonly string[]
  outlooks: readonly { code: string; retiredOn: Day | null }[]
  /** the outlook that stands on it already */
  standing: string | null
}

/** Every sheet says how many units and members of each counted form there are. */
export function sheetFindings(
  sheet: SheetInput,
  { forms, outlooks, standing }: SheetSetting,
  today: Day,
): Finding[] {
  const codes = figureCodes([...new Set([...forms, ...formsIn(sheet.figures)])])
  const found = [
    ...figureFindings(sheet.figures, codes, today),
    ...choiceFindings('/outlook', outlooks, sheet.outlook, standing),
    ...textFindings(sheet),
  ]
  return found.length > 0 ? found : agreementFindings(sheet.figures)
}

function figureFindings(figures: Figures, codes: readonly string[], today: Day): Finding[] {
  const strange = Object.keys(figures).filter((code) => !codes.includes(code))
  const unknown = strange.map((code) =>
    finding(`/figures/${code}`, 'unknown', msg('A condition sheet counts no such thing.')),
  )
  const known = codes.flatMap((code) => {
    const figure = figures[code]
    if (!figure) return [finding(`/figures/${code}/value`, 'missing', msg('Please write a number.'))]
    const { value, said, source } = figure
    const found: Finding[] = []
    const wrong = wholeFinding(`/figures/${code}/value`, value)
    if (wrong) found.push(wrong)
    if (!isSaidDate(said)) {
      found.push(finding(`/figures/${code}/said`, 'no-date', msg('Please say when this was counted.')))
    } else if (earliest(said) > today) {
      found.push(finding(`/figures/${code}/said`, 'future', msg('A count cannot lie in the future.')))
    }
    if (isEmptyText(source)) {
      found.push(
        finding(`/figures/${code}/source`, 'missing', msg('Please say where this figure comes from.')),
      )
    }
    return found
  })
  return [...unknown, ...known]
}

function textFindings(sheet: SheetInput): Finding[] {
  const found: Finding[] = []
  const need = (key: 'materials' | 'markets' | 'outlookReason', text: string) => {
    if (isEmptyText(sheet[key])) found.push(finding(`/${key}`, 'missing', text))
  }
  need('materials', msg('Please name the main materials and where they come from.'))
  need('markets', msg('Please say where the products are sold.'))
  if (sheet.outlook !== null) need('outlookReason', msg('Please say what the outlook rests on.'))
  else if (!isEmptyText(sheet.outlookReason))
    found.push(finding('/outlookReason', 'no-outlook', msg('Without an outlook nothing rests on one.')))
  sheet.busyMonths.forEach((month, at) => {
    const isMonth = Number.isInteger(month) && month >= 1 && month <= 12
    if (!isMonth || sheet.busyMonths.indexOf(month) !== at) {
      found.push(
        finding(`/busyMonths/${at}`, 'no-month', msg('Months are the numbers from 1 to 12, each once.')),
      )
    }
  })
  return found
}

function agreementFindings(figures: Figures): Finding[] {
  const found: Finding[] = []
  const value = (code: string) => figures[code]?.value ?? 0
  const forms = formsIn(figures)
  // Members without a unit, or a unit without members, is a slip of the pen.
  for (const form of forms) {
    if ((value(`units:${form}`) === 0) !== (value(`members:${form}`) === 0)) {
      found.push(
        finding(
          `/figures/members:${form}/value`,
          'without',
          msg('Units and members stand together: one of the two is zero.'),
        ),
      )
    }
  }
  const artisans = value('artisans')
  const sum = forms.reduce((all, form) => all + value(`members:${form}`), value('unorganised'))
  if (sum !== artisans) {
    const text = msg('Organised and not organised together make {sum}, not {artisans}.')
    found.push(finding('/figures/artisans/value', 'sum', text, { sum, artisans }))
  }
  return found
}

/** What a condition sheet counts of a trade as a whole; then, form by form, its units and their members. */
const baseFigures = ['households', 'artisans', 'unorganised'] as const
export const baseFigureNames: Record<(typeof baseFigures)[number], string> = {
  households: msg('Households in the trade'),
  artisans: msg('Artisans'),
  unorganised: msg('Artisans not organised'),
}

/** The figure of a condition sheet that an indicator counts in a form; undefined where the sheet has none. */
export const figureCode = (counts: Countable | null, form: string): string | undefined =>
  counts === 'organisations' ? `units:${form}` : counts === 'members' ? `members:${form}` : undefined

/** Everything that a condition sheet counts where the programme counts these forms; each needs date and source. */
export const figureCodes = (forms: readonly string[]): string[] => [
  ...baseFigures,
  ...forms.flatMap((form) => [`units:${form}`, `members:${form}`]),
]

/** The forms whose figures stand in a sheet. */
export const formsIn = (figures: Figures): string[] =>
  Object.keys(figures).flatMap((code) => (code.startsWith('units:') ? code.slice('units:'.length) : []))

export type Figure = { value: number; said: SaidDate; source: Names; estimate: boolean }
export type Figures = Record<string, Figure>
