// The front door of the roll-up.
import type { Serve } from '../access/context.ts'
import { mustSomewhere } from '../access/rules.ts'
import { readCell } from './cell-queries.ts'
import * as calls from './contract.ts'
import { readCsv } from './csv-queries.ts'
import { readPlaces } from './place-queries.ts'
import { readRollUp } from './queries.ts'

export function routes(serve: Serve): void {
  serve(calls.rollUp, (ctx, { query }) => {
    mustSomewhere(ctx.actor, 'roll_up.read')
    return readRollUp(ctx, query)
  })
  serve(calls.rollUpPlaces, (ctx, { query }) => {
    mustSomewhere(ctx.actor, 'roll_up.read')
    return readPlaces(ctx, query)
  })
  serve(calls.rollUpCell, (ctx, { query }) => {
    mustSomewhere(ctx.actor, 'roll_up.read')
    return readCell(ctx, query)
  })
  serve(calls.rollUpCsv, async (ctx, { query }, reply) => {
    mustSomewhere(ctx.actor, 'roll_up.read')
    const { name, text } = await readCsv(ctx, query)
    reply.file(name, 'text/csv; charset=utf-8')
    return text
  })
}
