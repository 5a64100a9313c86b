// Imports at the front door: which function answers which call.
import type { Serve } from '../../access/context.ts'
import { mustSomewhere } from '../../access/rules.ts'
import { finding, Problem } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import {
  checkImport,
  commitImport,
  correctCell,
  decideRows,
  dropImport,
  mapColumn,
  prepareImport,
} from './actions.ts'
import * as imports from './contract.ts'
import { kinds } from './kinds.ts'
import { readImport, readImports, readRows } from './queries.ts'
import { templateOf } from './template.ts'

export function serveImports(serve: Serve): void {
  serve(imports.listImports, (ctx, { query }) => readImports(ctx, query))
  serve(imports.uploadImport, async (ctx, { query: { importId, kind, name }, body }) => {
    if (!Buffer.isBuffer(body) || body.length === 0)
      throw new Problem('invalid', { errors: [finding('', 'empty', msg('The file is empty.'))] })
    const { id } = await prepareImport(ctx, { importId, kind, name, files: [{ name, bytes: body }] })
    return { id }
  })
  serve(imports.importTemplate, async (ctx, { params: { kind } }, reply) => {
    mustSomewhere(ctx.actor, kinds[kind].verb)
    const { name, text } = templateOf(kind, ctx.language, ctx.say)
    reply.file(name, 'text/csv; charset=utf-8')
    return text
  })
  serve(imports.importPage, (ctx, { params }) => readImport(ctx, params.importId))
  serve(imports.importRows, (ctx, { params, query }) => readRows(ctx, params.importId, query))
  serve(imports.mapColumns, (ctx, { params, body }) => mapColumn(ctx, params.importId, body))
  serve(imports.correctCell, (ctx, { params, body }) => correctCell(ctx, params.importId, body))
  serve(imports.decideRows, (ctx, { params, body }) => decideRows(ctx, params.importId, body))
  serve(imports.checkImport, (ctx, { params }) => checkImport(ctx, params.importId))
  serve(imports.commitImport, (ctx, { params }) => commitImport(ctx, params.importId))
  serve(imports.dropImport, (ctx, { params }) => dropImport(ctx, params.importId))
}
