// The front door of cases: which function answers which call.
import type { Serve } from '../access/context.ts'
import * as actions from './actions.ts'
import { readCase, readQuestions } from './case-page-queries.ts'
import { readChoices, readLibrary } from './case-queries.ts'
import * as calls from './contract.ts'
import { findSteps } from './queries.ts'

export function routes(serve: Serve): void {
  serve(calls.caseLibrary, (ctx, { query }) => readLibrary(ctx, query))
  serve(calls.caseChoices, (ctx, { query }) => readChoices(ctx, query))
  serve(calls.stepChoices, async (ctx, { query }) => ({ steps: await findSteps(ctx, query) }))
  serve(calls.casePage, (ctx, { params }) => readCase(ctx, params.caseId))
  serve(calls.caseQuestions, (ctx, { params, query }) => readQuestions(ctx, params.caseId, query.after))
  serve(calls.createCase, (ctx, { body }) => actions.createCase(ctx, body))
  serve(calls.saveCase, (ctx, { params, body }) => actions.saveCase(ctx, params.caseId, body))
  serve(calls.submitCase, (ctx, { params }) => actions.submitCase(ctx, params.caseId))
  serve(calls.returnCase, (ctx, { params, body }) => actions.returnCase(ctx, params.caseId, body.reason))
  serve(calls.publishCase, (ctx, { params }) => actions.publishCase(ctx, params.caseId))
  serve(calls.withdrawCase, (ctx, { params, body }) => actions.withdrawCase(ctx, params.caseId, body.reason))
  serve(calls.reopenCase, (ctx, { params }) => actions.reopenCase(ctx, params.caseId))
  serve(calls.recordConsent, (ctx, { params, body }) => actions.recordConsent(ctx, params.caseId, body))
  serve(calls.withdrawConsent, (ctx, { params }) => actions.withdrawConsent(ctx, params.caseId))
  serve(calls.verifyResult, (ctx, { params, body }) =>
    actions.verifyResult(ctx, params.caseId, params.resultId, body),
  )
  serve(calls.askQuestion, (ctx, { params, body }) => actions.askQuestion(ctx, params.caseId, body))
  serve(calls.answerQuestion, (ctx, { params, body }) =>
    actions.answerQuestion(ctx, params.caseId, params.questionId, body.text),
  )
}
