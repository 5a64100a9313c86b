// What a condition sheet must hold before a target may stand on it: every figure with its date and source, and figures
// that agree with each other.
import { type Day, earliest, isSaidDate } from '../base/dates.ts'
import { wholeFinding } from '../base/figures.ts'
import { type Finding, finding } from '../base/problems.ts'
import { msg, type Names } from '../base/words.ts'
import { type Figures, figureCodes, isEmptyText, type Outlook } from './rules.ts'

export type SheetInput = {
  figures: Figures
  tools: Names
  materials: Names
  markets: Names
  repairs: Names
  problems: Names
  busyMonths: number[]
  outlook: Outlook
  outlookReason: Names
}

/** Units and their members stand together: members without a unit, or a unit without members, is a slip of the pen. */
const pairs = [
  ['groups', 'group_members'],
  ['smp_coops', 'smp_coop_members'],
  ['coops', 'coop_members'],
] as const

export function sheetFindings(sheet: SheetInput, today: Day): Finding[] {
  const found = [...figureFindings(sheet.figures, today), ...textFindings(sheet)]
  return found.length > 0 ? found : agreementFindings(sheet.figures)
}

function figureFindings(figures: Figures, today: Day): Finding[] {
  return figureCodes.flatMap((code) => {
    const { value, said, source } = figures[code]
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
}

function textFindings(sheet: SheetInput): Finding[] {
  const found: Finding[] = []
  const need = (key: 'materials' | 'markets' | 'outlookReason', text: string) => {
    if (isEmptyText(sheet[key])) found.push(finding(`/${key}`, 'missing', text))
  }
  need('materials', msg('Please name the main materials and where they come from.'))
  need('markets', msg('Please say where the products are sold.'))
  need('outlookReason', msg('Please say what the outlook rests on.'))
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
  const value = (code: keyof Figures) => figures[code].value
  for (const [unit, members] of pairs) {
    if ((value(unit) === 0) !== (value(members) === 0)) {
      found.push(
        finding(
          `/figures/${members}/value`,
          'without',
          msg('Units and members stand together: one of the two is zero.'),
        ),
      )
    }
  }
  const sum =
    value('unorganised') + value('group_members') + value('smp_coop_members') + value('coop_members')
  if (sum !== value('artisans')) {
    found.push(
      finding(
        '/figures/artisans/value',
        'sum',
        msg('Organised and not organised together make {sum}, not {artisans}.'),
        {
          sum,
          artisans: value('artisans'),
        },
      ),
    )
  }
  return found
}
