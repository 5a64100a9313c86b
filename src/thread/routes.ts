// The front door of the thread.
import type { Serve } from '../access/context.ts'
import * as calls from './contract.ts'
import { readStart, readThread } from './queries.ts'

export function routes(serve: Serve): void {
  serve(calls.threadStart, (ctx, { query }) => readStart(ctx, query.text))
  serve(calls.threadPage, (ctx, { params }) => readThread(ctx, { kind: params.refKind, id: params.refId }))
}
