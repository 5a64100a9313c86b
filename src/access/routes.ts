// The front door of what needs no places. What is told together with places and posts is put together in src/app.
import type { OpenServe, Serve } from './context.ts'
import * as calls from './contract.ts'
import { sessionsOf } from './queries.ts'
import {
  acceptInvitation,
  changeLanguage,
  changePassword,
  endOne,
  endOthers,
  readInvitation,
  signIn,
  signInAsCast,
  signOut,
} from './sign-in-actions.ts'

export function routes(serve: Serve, open: OpenServe): void {
  open(calls.signIn, (ctx, { body }, reply) => signIn(ctx, body, reply))
  open(calls.signInAsCast, (ctx, { body }, reply) => signInAsCast(ctx, body.accountId, reply))
  open(calls.readInvitation, (ctx, { params }) => readInvitation(ctx.db, params.secret))
  open(calls.acceptInvitation, (ctx, { params, body }, reply) =>
    acceptInvitation(ctx, params.secret, body.password, reply),
  )
  serve(calls.signOut, (ctx, _input, reply) => signOut(ctx, reply))
  serve(calls.listSignIns, async (ctx) => ({
    signIns: (await sessionsOf(ctx.db, ctx.actor.accountId)).map((one) => ({
      ...one,
      isThis: one.id === ctx.actor.sessionId,
    })),
  }))
  serve(calls.endSignIn, (ctx, { params }) => endOne(ctx, params.signInId))
  serve(calls.endOtherSignIns, (ctx) => endOthers(ctx))
  serve(calls.changePassword, (ctx, { body }, reply) => changePassword(ctx, body, reply))
  serve(calls.changeLanguage, (ctx, { body }) => changeLanguage(ctx, body.language))
}
