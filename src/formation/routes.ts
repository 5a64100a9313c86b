// The front door of formation: which function answers which call.
import type { Serve } from '../access/context.ts'
import { addMember, correctMembership, endMembership, strikeMembership } from './actions.ts'
import * as calls from './contract.ts'
import { readMembers, readMembershipsOf, readMembersPaper } from './member-queries.ts'

export function routes(serve: Serve): void {
  serve(calls.membersPage, (ctx, { params, query }) => readMembers(ctx, params.organisationId, query))
  serve(calls.membersPaper, (ctx, { params, query }) =>
    readMembersPaper(ctx, params.organisationId, query.on ?? ctx.today),
  )
  serve(calls.addMember, (ctx, { params, body }) => addMember(ctx, params.organisationId, body))
  serve(calls.personMemberships, (ctx, { params }) => readMembershipsOf(ctx, params.personId))
  serve(calls.endMembership, (ctx, { params, body }) => endMembership(ctx, params.membershipId, body))
  serve(calls.correctMembership, (ctx, { params, body }) => correctMembership(ctx, params.membershipId, body))
  serve(calls.strikeMembership, (ctx, { params, body }) => strikeMembership(ctx, params.membershipId, body))
}
