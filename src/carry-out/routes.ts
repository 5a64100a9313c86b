// The front door of carrying out: which function answers which call.
import type { Serve } from '../access/context.ts'
import { closeCommitment, makeCommitment, promiseSupport } from './commitments/actions.ts'
import * as commitments from './commitments/contract.ts'
import { readCommitment, readCommitments } from './commitments/queries.ts'
import { addEvidence, readEvidence } from './evidence/actions.ts'
import { makeReport } from './reports/actions.ts'
import * as calls from './reports/contract.ts'
import { readLate, readLine, readMonth, readPlaceProgress } from './reports/page-queries.ts'
import { readReport } from './reports/report-page.ts'
import { verifyReport } from './reports/visits.ts'

export function routes(serve: Serve): void {
  serve(calls.monthPage, (ctx, { query }) => readMonth(ctx, query))
  serve(calls.latePage, (ctx, { query }) => readLate(ctx, query))
  serve(calls.placeProgress, (ctx, { params, query }) => readPlaceProgress(ctx, params.placeId, query))
  serve(calls.linePage, (ctx, { params }) => readLine(ctx, params.planLineId))
  serve(calls.makeReport, (ctx, { params, body }) => makeReport(ctx, params.planLineId, body))
  serve(calls.reportPage, (ctx, { params }) => readReport(ctx, params.reportId))
  serve(calls.verifyReport, (ctx, { params, body }) => verifyReport(ctx, params.reportId, body))
  serve(calls.addEvidence, (ctx, { params, query, body }) => addEvidence(ctx, params.reportId, query, body))
  serve(calls.evidenceFile, async (ctx, { params }, reply) => {
    const { bytes, name, type } = await readEvidence(ctx, params.evidenceId)
    reply.file(name, type)
    return bytes
  })
  serve(commitments.listCommitments, (ctx, { query }) => readCommitments(ctx, query))
  serve(commitments.commitmentPage, (ctx, { params }) => readCommitment(ctx, params.commitmentId))
  serve(commitments.makeCommitment, (ctx, { body }) => makeCommitment(ctx, body))
  serve(commitments.closeCommitment, (ctx, { params, body }) =>
    closeCommitment(ctx, params.commitmentId, body),
  )
  serve(commitments.promiseSupport, (ctx, { params, body }) =>
    promiseSupport(ctx, params.commitmentId, body.promised),
  )
}
