// The tables that go out, in the order of the programme: a table comes after those that it refers to.
import { msg } from '../../base/words.ts'

export const exportTitles = {
  places: msg('Places'),
  'place-parents': msg('Which place lay under which'),
  trades: msg('Trades'),
  forms: msg('Forms'),
  posts: msg('Posts'),
  organisations: msg('Organisations'),
  'organisation-forms': msg('Forms over time'),
  people: msg('Persons'),
  appointments: msg('Who held which post'),
  memberships: msg('Memberships'),
  classes: msg('Classes'),
  seats: msg('Seats'),
  nominations: msg('Nominations'),
  sessions: msg('Sessions'),
  attendance: msg('Attendance'),
  cases: msg('Cases'),
  'case-steps': msg('Steps of cases'),
  'case-results': msg('Results of cases'),
  periods: msg('Periods'),
  indicators: msg('Indicators'),
  'condition-sheets': msg('Condition sheets'),
  'condition-figures': msg('Figures of condition sheets'),
  plans: msg('Plans'),
  'plan-lines': msg('Plan lines'),
  'plan-line-months': msg('Plan lines by month'),
  citations: msg('What plan lines refer to'),
  commitments: msg('Commitments'),
  reports: msg('Reports'),
  visits: msg('Visits'),
} as const
export type ExportName = keyof typeof exportTitles
export const exportNames = Object.keys(exportTitles) as unknown as readonly [ExportName, ...ExportName[]]

/** A workbook is built whole; more rows than this and a spreadsheet is no longer the right thing to read them with. */
export const mostWorkbookRows = 200_000
