// `hezuo import <kind> <file or folder>`: the same preview and the same rules as on the screen, all rows or none.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Context } from '../../access/context.ts'
import { newId } from '../../base/ids.ts'
import { Problem } from '../../base/problems.ts'
import { commitImport, decideRows, prepareImport, readEntry } from '../../exchange/import/actions.ts'
import { columnProblems, getImport, kindOf, listRows, suggestionText } from '../../exchange/import/queries.ts'
import { type Counts, largestFile, rowStateNames, rowStates } from '../../exchange/import/rules.ts'
import { analyzeGrown } from '../../platform/analyze.ts'
import { readWords, type Say } from '../../platform/catalogues.ts'
import type { Database } from '../../platform/database.ts'
import { StartRefusal, said, terminalLanguage } from '../../platform/embedded/refusal.ts'
import { ensureAdministrator } from '../instance/instance.ts'
import { exports, imports, migrate } from '../rooms.ts'
import { type Command, WrongCall } from './command.ts'
import { handAtTerminal } from './hand.ts'
import { withInstance } from './instance.ts'

const language = terminalLanguage()
const kindNames = imports.map(({ name }) => name).join(', ')
const endings = /\.(csv|tsv|txt|xlsx)$/i

export const importCommand: Command = {
  summary: () => said('bring in the rows of a CSV or XLSX file'),
  help: () =>
    said(
      `Usage: npx hezuo import <kind> <file or folder> [--dry-run] [--same | --new] [--json]

Brings the rows of a CSV or XLSX file into the registers: all of them, or none and a list of the
faulty cells. <kind> is one of: {what}.
A folder is one import: all its files together, such as the regions, cities, areas and streets
of a country. It is done in the name of the administrator. Exit code 0 only if everything went in.

  --dry-run  show what would happen and change nothing
  --same     rows that may be a record that is there (a person of the same name at the same
             place) are that record
  --new      such rows are new records
  --json     print {"counts", "marks", "problems"} for machines`,
      { what: kindNames },
    ),
  options: {
    json: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    same: { type: 'boolean' },
    new: { type: 'boolean' },
  },
  positionals: 2,
  async run({ json, 'dry-run': isDry, same, new: isNew }, [kind, path, ...more]) {
    if (!imports.some(({ name }) => name === kind) || !path || more.length > 0)
      throw new WrongCall(
        said('Name a kind ({what}) and a file or folder: npx hezuo import people roster.csv.', {
          what: kindNames,
        }),
      )
    if (same && isNew) throw new WrongCall(said('Give --same or --new, not both.'))
    const files = filesAt(path)
    const say = readWords().say(language)
    const outcome = await withInstance(
      async ({ database, dataFolder }) => {
        await migrate(database)
        const asked = { kind, name: basename(path), files }
        const decision = same ? ('same' as const) : isNew ? ('new' as const) : null
        return bringIn(database, dataFolder, say, asked, { isDry: isDry === true, decision })
      },
      { joins: true, isPatient: true },
    )
    if (json) console.log(JSON.stringify(outcome))
    else tell(outcome, isDry === true, say)
    if (!outcome.isIn) process.exitCode = 1
  },
}

type Given = { name: string; bytes: Uint8Array }

function filesAt(path: string): Given[] {
  try {
    const paths = statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((name) => endings.test(name))
          .sort()
          .map((name) => join(path, name))
      : [path]
    if (paths.length === 0) throw new WrongCall(said('{path} holds no CSV or XLSX file.', { path }))
    return paths.map((one) => {
      if (statSync(one).size > largestFile)
        throw new StartRefusal(said('{one} is larger than 10 MB.', { one }))
      return { name: basename(one), bytes: readFileSync(one) }
    })
  } catch (error) {
    if (error instanceof StartRefusal) throw error
    throw new WrongCall(said('{path} can’t be read.', { path }))
  }
}

type FaultyCell = {
  sheet: string
  row: number
  column: string
  value: string
  reason: string
  suggestions: string[]
}
type Outcome = { isIn: boolean; counts: Counts; marks: FaultyCell[]; problems: string[] }
type Asked = { kind: string; name: string; files: Given[] }
type How = { isDry: boolean; decision: 'same' | 'new' | null }

/** Ends the transaction without a trace and takes the outcome out of it. */
class TakenBack extends Error {
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super('taken back')
    this.outcome = outcome
  }
}

async function bringIn(
  database: Database,
  dataFolder: string,
  say: Say,
  asked: Asked,
  how: How,
): Promise<Outcome> {
  try {
    const outcome = await database.kysely.transaction().execute(async (db) => {
      const { id: accountId, placeId } = await ensureAdministrator(db, new Date())
      const ctx = await handAtTerminal(db, dataFolder, { accountId, placeId })
      const outcome = await bringWithin(ctx, asked, how)
      if (!outcome.isIn || how.isDry) throw new TakenBack(outcome)
      return outcome
    })
    await analyzeGrown(database.kysely)
    return outcome
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome
    if (!(error instanceof Problem)) throw error
    const reasons = error.details.errors?.map((one) => say(one.text, one.params)) ?? [say(error.message)]
    throw new StartRefusal(reasons.join(' '))
  }
}

async function bringWithin(ctx: Context, asked: Asked, { isDry, decision }: How): Promise<Outcome> {
  const importId = newId()
  console.error(said('Reading {files} …', { files: asked.files.map((file) => file.name).join(', ') }))
  const entry = { importId, ...asked }
  await prepareImport(ctx, entry, await readEntry(ctx, imports, entry), exports)
  if (decision) await decideRows(ctx, imports, importId, { position: null, decision })
  const { counts } = await getImport(ctx, importId)
  const rows = Object.values(counts).reduce((sum, n) => sum + n, 0)
  console.error(said('{n} rows read and checked.', { n: rows }))
  const found = await faultyCells(ctx, importId)
  const isRight = found.marks.length === 0 && found.problems.length === 0
  if (!isRight || isDry) return { isIn: isRight, counts, ...found }
  console.error(said('Bringing them in …'))
  const done = await commitImport(ctx, imports, importId)
  return { isIn: true, counts: done.counts, ...found }
}

async function faultyCells(
  ctx: Context,
  importId: string,
): Promise<{ marks: FaultyCell[]; problems: string[] }> {
  const found = await getImport(ctx, importId)
  const problems = columnProblems(kindOf(imports, found.kind), found.heads, found.tally).map(
    ({ kind, key }) =>
      kind === 'missing'
        ? said('The column {key} is missing.', { key })
        : said('Two columns are headed as {key}.', { key }),
  )
  const open = (await listRows(ctx, importId)).filter((row) => row.marks.length > 0)
  const marks = open.flatMap((row) => {
    const { name, columns } = found.heads[row.sheet]
    return row.marks.map(({ column, text, params, suggestions }) => {
      const at = columns.findIndex((one) => one.key === column)
      const near =
        suggestions.length > 0
          ? suggestions.map((one) => suggestionText(one, ctx))
          : row.candidates.map((one) => one.code)
      return {
        sheet: name,
        row: row.rowNumber,
        column: at < 0 ? column : columns[at].title,
        value: at < 0 ? '' : row.cells[at],
        reason: ctx.say(text, params),
        suggestions: near,
      }
    })
  })
  return { marks, problems }
}

/** More than a person reads at a terminal; --json gives all. */
const mostLines = 200

function tell({ isIn, counts, marks, problems }: Outcome, isDry: boolean, say: Say): void {
  for (const problem of problems) console.error(problem)
  for (const { sheet, row, column, value, reason, suggestions } of marks.slice(0, mostLines)) {
    const where = [sheet, said('row {row}', { row }), column].filter(Boolean).join(', ')
    const near =
      suggestions.length > 0 ? ` ${said('Perhaps: {what}', { what: suggestions.join(' / ') })}` : ''
    console.error(`${where}: “${value}” – ${reason}${near}`)
  }
  if (marks.length > mostLines)
    console.error(said('… and {what} more: --json lists all.', { what: marks.length - mostLines }))
  const parts = rowStates.filter((state) => counts[state] > 0)
  const summary = parts.map((state) => `${say(rowStateNames[state])} ${counts[state]}`).join(', ')
  if (!isIn) console.error(said('Nothing was changed: {summary}.', { summary }))
  else if (isDry) console.log(said('All of it could go in: {summary}.', { summary }))
  else console.log(said('All of it is in: {summary}.', { summary }))
}
