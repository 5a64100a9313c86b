// Imports at the front door: which function answers which call.
import type { Serve } from '../../access/context.ts'
import { mustSomewhere } from '../../access/rules.ts'
import { finding, notFound, Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { analyzeGrown } from '../../platform/analyze.ts'
import type { ExportTable } from '../../platform/exports.ts'
import { type Gate, openGate } from '../../platform/gate.ts'
import type { Naming } from '../../platform/naming.ts'
import { checkImport, commitImport, decideRows, prepareImport, readEntry, removeImport } from './actions.ts'
import * as imports from './contract.ts'
import { correctCell, mapColumn } from './correcting.ts'
import { type Kinds, readImport, readImports, readRows } from './queries.ts'
import { previewTakingBack, takeBackImport } from './taking-back.ts'
import { templateOf } from './template.ts'

/** So many rows at once leave the database with a wrong idea of its tables. */
const manyRows = 1000

/** Whatever judges the rows of a file anew goes through one gate: a large file is work for all the server. */
export function serveImports(
  serve: Serve,
  {
    imports: kinds,
    exports,
    naming,
  }: { imports: Kinds; exports: readonly ExportTable[]; naming: readonly Naming[] },
): void {
  serve(imports.listImports, (ctx, { query }) => readImports(ctx, kinds, query))
  serve(imports.importKinds, async ({ say }) => ({
    kinds: kinds.map(({ name, title, note, register }) => ({
      kind: name,
      title: say(title),
      note: say(note),
      register,
    })),
  }))
  const gate = openGate(2)
  // What goes in waits for what goes in before it, and holds no transaction meanwhile.
  const one = openGate(1)
  const entering: Gate = (account, work, gone) => one(account, () => gate(account, work, gone), gone)
  serve(
    imports.uploadImport,
    async (ctx, { query: { importId, kind, name, encoding }, body }, reply) => {
      if (!Buffer.isBuffer(body) || body.length === 0)
        throw new Problem('invalid', { errors: [finding('', 'empty', msg('The file is empty.'))] })
      const entry = { importId, kind, name, encoding, files: [{ name, bytes: body }] }
      const read = await readEntry(ctx, kinds, entry)
      const { id } = await reply.transaction((ctx) => prepareImport(ctx, entry, read, exports))
      return { id }
    },
    { opensItself: true, gate },
  )
  serve(imports.importTemplate, async (ctx, { params: { kind } }, reply) => {
    const found = kinds.find(({ name }) => name === kind)
    if (!found) throw notFound()
    mustSomewhere(ctx.actor, found.verb)
    const { name, text } = templateOf(found, ctx.language, ctx.say)
    reply.file(name, 'text/csv; charset=utf-8')
    return text
  })
  serve(imports.importPage, (ctx, { params }) => readImport(ctx, kinds, params.importId))
  serve(imports.importRows, (ctx, { params, query }) => readRows(ctx, params.importId, query))
  serve(imports.mapColumns, (ctx, { params, body }) => mapColumn(ctx, kinds, params.importId, body), { gate })
  serve(imports.correctCell, (ctx, { params, body }) => correctCell(ctx, kinds, params.importId, body), {
    gate,
  })
  serve(imports.decideRows, (ctx, { params, body }) => decideRows(ctx, kinds, params.importId, body), {
    gate,
  })
  serve(imports.checkImport, (ctx, { params }) => checkImport(ctx, kinds, params.importId), { gate })
  serve(
    imports.commitImport,
    async (ctx, { params }, reply) => {
      const done = await commitImport(ctx, kinds, params.importId)
      const rows = Object.values(done.counts).reduce((sum, n) => sum + n, 0)
      // Nobody waits for it, nor does it matter if it fails: until the database has looked, it reckons by how large its
      // tables are by now, and a minute later it looks by itself. Closing it waits.
      if (rows >= manyRows) reply.afterCommit(async () => void analyzeGrown(reply.outside).catch(() => {}))
      return done
    },
    { gate: entering },
  )
  serve(imports.previewTakingBack, (ctx, { params }) =>
    previewTakingBack(ctx, naming, kinds, params.importId),
  )
  serve(imports.takeBackImport, (ctx, { params }) => takeBackImport(ctx, naming, kinds, params.importId), {
    gate: entering,
  })
  serve(imports.removeImport, (ctx, { params }) => removeImport(ctx, kinds, params.importId))
}
