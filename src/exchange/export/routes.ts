// Data that go out as files: which function answers which call.
import type { Context, Serve } from '../../access/context.ts'
import { mustSomewhere, scopes } from '../../access/rules.ts'
import { notFound } from '../../base/problems.ts'
import type { ExportTable } from '../../platform/exports.ts'
import { openGate } from '../../platform/gate.ts'
import type { Reply } from '../../platform/http.ts'
import { note } from '../../platform/journal.ts'
import { outgoing, type Write } from '../../platform/outgoing.ts'
import { searchPlaces } from '../../registry/places/queries.ts'
import { writeCsv, writePackage } from '../package/queries.ts'
import { writeWorkbook } from '../workbook/queries.ts'
import * as exports from './contract.ts'
import { type Taken, takenPlace } from './queries.ts'

const csvType = 'text/csv; charset=utf-8'
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

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
  const file = async (
    ctx: Context,
    taken: Taken,
    { what, name, type }: { what: string; name: string; type: string },
    reply: Reply,
    make: (write: Write) => Promise<void>,
  ) => {
    const going = await outgoing(ctx.actor.accountId, make)
    await noteExport(ctx, taken.id, what).catch((error: Error) => {
      going.destroy()
      throw error
    })
    reply.file(name, type)
    return going
  }
  serve(
    exports.exportPackage,
    async (ctx, { query }, reply) => {
      const taken = await takenPlace(ctx, query.placeId)
      const about = { what: 'package', name: fileName(taken, 'zip'), type: 'application/zip' }
      return file(ctx, taken, about, reply, (write) => writePackage(write, ctx.db, tables, taken, ctx))
    },
    { gate },
  )
  serve(
    exports.exportWorkbook,
    async (ctx, { query }, reply) => {
      const taken = await takenPlace(ctx, query.placeId)
      const about = { what: 'workbook', name: fileName(taken, 'xlsx'), type: workbookType }
      return file(ctx, taken, about, reply, (write) => writeWorkbook(write, ctx, tables, taken))
    },
    { gate },
  )
  serve(
    exports.exportCsv,
    async (ctx, { params, query }, reply) => {
      const table = tables.find(({ name }) => name === params.table)
      if (!table) throw notFound()
      const taken = await takenPlace(ctx, query.placeId)
      const about = { what: table.name, name: fileName(taken, 'csv', table.name), type: csvType }
      return file(ctx, taken, about, reply, (write) => writeCsv(write, ctx.db, table, taken))
    },
    { gate },
  )
}

const fileName = ({ code, day }: Taken, ending: string, table?: string): string =>
  `${['hezuo', code, table, day].filter(Boolean).join('-')}.${ending}`

/** Who took out what stands in the journal, although nothing was changed. */
const noteExport = (ctx: Context, placeId: string, what: string): Promise<void> =>
  note(ctx, { verb: 'export.made', kind: 'place', id: placeId, placeId, detail: { what } })
