// The front door of cases: which function answers which call.
import type { Serve } from '../access/context.ts'
import { changeCase, makeCase } from './case-actions.ts'
import { readCase, readQuestions } from './case-page-queries.ts'
import { readChoices, readLibrary } from './case-queries.ts'
import * as calls from './contract.ts'
import { publishCase, reopenCase, returnCase, submitCase, withdrawCase } from './decision-actions.ts'
import { recordConsent, verifyResult, withdrawConsent } from './evidence-actions.ts'
import { searchSteps } from './queries.ts'
import { answerQuestion, askQuestion } from './question-actions.ts'

export function routes(serve: Serve): void {
  serve(calls.caseLibrary, (ctx, { query }) => readLibrary(ctx, query))
  serve(calls.caseChoices, (ctx, { query }) => readChoices(ctx, query))
  serve(calls.stepChoices, async (ctx, { query }) => ({ steps: await searchSteps(ctx, query) }))
  serve(calls.casePage, (ctx, { params }) => readCase(ctx, params.caseId))
  serve(calls.caseQuestions, (ctx, { params, query }) => readQuestions(ctx, params.caseId, query.after))
  serve(calls.makeCase, (ctx, { body }) => makeCase(ctx, body))
  serve(calls.changeCase, (ctx, { params, body }) => changeCase(ctx, params.caseId, body))
  serve(calls.submitCase, (ctx, { params }) => submitCase(ctx, params.caseId))
  serve(calls.returnCase, (ctx, { params, body }) => returnCase(ctx, params.caseId, body.reason))
  serve(calls.publishCase, (ctx, { params }) => publishCase(ctx, params.caseId))
  serve(calls.withdrawCase, (ctx, { params, body }) => withdrawCase(ctx, params.caseId, body.reason))
  serve(calls.reopenCase, (ctx, { params }) => reopenCase(ctx, params.caseId))
  serve(calls.recordConsent, (ctx, { params, body }) => recordConsent(ctx, params.caseId, body))
  serve(calls.withdrawConsent, (ctx, { params }) => withdrawConsent(ctx, params.caseId))
  serve(calls.verifyResult, (ctx, { params, body }) =>
    verifyResult(ctx, params.caseId, params.resultId, body),
  )
  serve(calls.askQuestion, (ctx, { params, body }) => askQuestion(ctx, params.caseId, body))
  serve(calls.answerQuestion, (ctx, { params, body }) =>
    answerQuestion(ctx, params.caseId, params.questionId, body.text),
  )
}
