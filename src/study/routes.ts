// The front door of study: which function answers which call.
import type { OpenServe, Serve } from '../access/context.ts'
import * as checks from './checks/actions.ts'
import { closeCheck } from './checks/closing.ts'
import * as calls from './checks/contract.ts'
import { listReadyQuestions, readCheck, readChecks, readResults } from './checks/queries.ts'
import * as materials from './materials/actions.ts'
import * as materialCalls from './materials/contract.ts'
import * as policies from './policies/actions.ts'
import * as policyCalls from './policies/contract.ts'
import { readMaterials, readPolicies, readPolicy } from './policies/queries.ts'
import { searchClauses } from './queries.ts'

/** The file that was sent; its call describes no body. */
function bytesOf(input: object): Uint8Array {
  const { body } = input as { body?: unknown }
  return body instanceof Uint8Array ? body : new Uint8Array()
}

export function routes(serve: Serve, open: OpenServe): void {
  serve(policyCalls.listPolicies, (ctx, { query }) => readPolicies(ctx, query))
  serve(policyCalls.policyPage, (ctx, { params, query }) => readPolicy(ctx, params.policyId, query.version))
  serve(policyCalls.makePolicy, (ctx, { body }) => policies.makePolicy(ctx, body))
  serve(policyCalls.previewText, (ctx, input) =>
    policies.previewText(ctx, input.params.policyId, input.query.language, bytesOf(input)),
  )
  serve(policyCalls.addVersion, (ctx, { params, body }) => policies.addVersion(ctx, params.policyId, body))
  serve(policyCalls.addClauseText, (ctx, { params, body }) =>
    policies.addClauseText(ctx, params.clauseId, body),
  )
  serve(policyCalls.searchClauses, async (ctx, { query }) => ({ found: await searchClauses(ctx, query) }))

  serve(materialCalls.listMaterials, (ctx, { query }) => readMaterials(ctx, query))
  serve(materialCalls.makeMaterial, (ctx, { body }) => materials.makeMaterial(ctx, body))
  serve(materialCalls.changeMaterialFile, (ctx, input) =>
    materials.changeMaterialFile(ctx, input.params.materialId, input.query.name, bytesOf(input)),
  )
  serve(materialCalls.materialFile, (ctx, { params }, reply) =>
    materials.readMaterialFile(ctx, params.materialId, reply),
  )
  serve(materialCalls.removeMaterial, (ctx, { params }) => materials.removeMaterial(ctx, params.materialId))

  serve(calls.listChecks, (ctx, { query }) => readChecks(ctx, query))
  serve(calls.checkPage, (ctx, { params }) => readCheck(ctx, params.checkId))
  serve(calls.readyQuestions, (ctx, { params }) => listReadyQuestions(ctx, params.classId))
  serve(calls.policyQuestions, (ctx, { params }) => policies.readPolicyQuestions(ctx, params.policyId))
  serve(calls.changePolicyQuestions, (ctx, { params, body }) =>
    policies.changeQuestions(ctx, params.policyId, body),
  )
  serve(calls.makeCheck, (ctx, { params, body }) => checks.makeCheck(ctx, params.classId, body))
  serve(calls.changeCheck, (ctx, { params, body }) => checks.changeCheck(ctx, params.checkId, body))
  serve(calls.openCheck, (ctx, { params, body }) => checks.openCheck(ctx, params.checkId, body))
  serve(calls.changeCheckClosing, (ctx, { params, body }) =>
    checks.changeCheckClosing(ctx, params.checkId, body.closesAt),
  )
  serve(calls.closeCheck, (ctx, { params }) => closeCheck(ctx, params.checkId))
  serve(calls.takeCheckBallot, (ctx, { params, body }) =>
    checks.takeCheckBallot(ctx, params.checkId, body.blinded),
  )
  open(calls.answerCheck, (ctx, { params, body }) => checks.answerCheck(ctx, params.checkId, body))
  serve(calls.answerNamedCheck, (ctx, { params, body }) =>
    checks.answerNamedCheck(ctx, params.checkId, body.answers),
  )
  serve(calls.checkResults, (ctx, { params }) => readResults(ctx, params.checkId))
}
