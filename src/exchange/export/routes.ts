// Data that go out as files: which function answers which call.
import type { Context, Serve } from '../../access/context.ts'
import { mustSomewhere, scopes } from '../../access/rules.ts'
import { byteOrderMark } from '../../base/csv.ts'
import { notFound } from '../../base/problems.ts'
import type { ExportTable } from '../../platform/exports.ts'
import { openGate } from '../../platform/gate.ts'
import type { Reply } from '../../platform/http.ts'
import { note } from '../../platform/journal.ts'
import { searchPlaces } from '../../registry/places/queries.ts'
import { headOf, linesOf, packageOf } from '../package/queries.ts'
import { workbookOf } from '../workbook/queries.ts'
import * as exports from './contract.ts'
import { readTables, type Taken, takenPlace } from './queries.ts'

/** `tables`: all that go out, in their order. */
export function serveExports(serve: Serve, tables: readonly ExportTable[]): void {
  const gate = openGate(2)
  serve(exports.exportPlaces, async (ctx, { query }) => {
    mustSomewhere(ctx.actor, 'export.make')
    const mine = scopes(ctx.actor, 'export.make')
    const found = await searchPlaces(ctx.db, query.text ?? '', ctx.today, { scopes: mine })
    return { found: found.map(({ id, names, code }) => ({ id, names, code })) }
  })
  serve(exports.exportTables, async (ctx) => {
    mustSomewhere(ctx.actor, 'export.make')
    return { tables: tables.map(({ name, title }) => ({ name, title: ctx.say(title) })) }
  })
  const whole =
    (what: string, ending: string, type: string, bytesOf: typeof packageOf | typeof workbookOf) =>
    async (ctx: Context, { query }: { query: { placeId: string } }, reply: Reply) => {
      const taken = await takenPlace(ctx, query.placeId)
      const bytes = await bytesOf(ctx.db, tables, taken, ctx)
      await noteExport(ctx, taken.id, what)
      reply.file(fileName(taken, ending), type)
      return bytes
    }
  const sheets = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  serve(exports.exportPackage, whole('package', 'zip', 'application/zip', packageOf), { gate })
  serve(exports.exportWorkbook, whole('workbook', 'xlsx', sheets, workbookOf), { gate })
  serve(
    exports.exportCsv,
    async (ctx, { params, query }, reply) => {
      const table = tables.find(({ name }) => name === params.table)
      if (!table) throw notFound()
      const taken = await takenPlace(ctx, query.placeId)
      const parts = [byteOrderMark, headOf(table)]
      await readTables(ctx.db, [table], taken, {
        table: () => {},
        rows: (rows) => parts.push(linesOf(table, rows)),
      })
      await noteExport(ctx, taken.id, table.name)
      reply.file(fileName(taken, 'csv', table.name), 'text/csv; charset=utf-8')
      return parts.join('')
    },
    { gate },
  )
}

const fileName = ({ code, day }: Taken, ending: string, table?: string): string =>
  `${['hezuo', code, table, day].filter(Boolean).join('-')}.${ending}`

/** Who took out what stands in the journal, although nothing was changed. */
const noteExport = (ctx: Context, placeId: string, what: string): Promise<void> =>
  note(ctx, { verb: 'export.made', kind: 'place', id: placeId, placeId, detail: { what } })
