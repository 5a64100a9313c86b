// The front door of what needs no places. What is told together with places and posts is put together in src/app.
import { Problem } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import { readSettings } from '../platform/settings.ts'
import type { OpenServe, Serve } from './context.ts'
import type { Holding } from './invitations/queries.ts'
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  endPasskey,
  type Home,
  namePasskey,
  signInByPasskey,
} from './passkeys/actions.ts'
import { beginProvider, connectProvider, endIdentity, finishProvider } from './providers/actions.ts'
import type { Provider } from './providers/context.ts'
import { hasWorkingAdministrator, sessionsOf } from './sessions/queries.ts'
import {
  acceptInvitation,
  changeLanguage,
  changePassword,
  endOne,
  endOthers,
  getProof,
  proveAgain,
  readInvitation,
  signIn,
  signInAsCast,
  signOut,
} from './sign-in/actions.ts'
import * as calls from './sign-in/contract.ts'
import * as ways from './ways/contract.ts'
import { waysOf } from './ways/queries.ts'

/** The ways in that depend on where and how this instance is reached, and on which links hold. */
export function wayRoutes(home: Home | null, provider: Provider | null, holding: Holding) {
  const at = () => home ?? elsewhere()
  const by = () => provider ?? elsewhere()
  return (serve: Serve, open: OpenServe): void => {
    open(ways.waysIn, async ({ db }) => ({
      provider: provider && { name: provider.name },
      passkey: home ? home.origin : null,
      isNew: !(await readSettings(db)).demo && !(await hasWorkingAdministrator(db)),
    }))
    open(ways.beginProvider, (ctx, { body }, reply) =>
      beginProvider(ctx, by(), body.invitation, reply, holding),
    )
    open(ways.finishProvider, (ctx, { body }, reply) => finishProvider(ctx, by(), body.query, reply, holding))
    open(calls.readInvitation, (ctx, { params }) => readInvitation(ctx, params.secret, holding))
    open(
      calls.acceptInvitation,
      (ctx, { params, body }, reply) => acceptInvitation(ctx, params.secret, body.password, reply, holding),
      { opensItself: true },
    )
    open(ways.beginPasskeySignIn, (ctx, _input, reply) => beginPasskeySignIn(ctx, at(), reply))
    open(ways.signInByPasskey, (ctx, { body }, reply) => signInByPasskey(ctx, body.credential, at(), reply))
    serve(ways.connectProvider, (ctx, _input, reply) => connectProvider(ctx, by(), reply))
    serve(ways.endIdentity, (ctx, { params }) => endIdentity(ctx, params.identityId))
    serve(ways.listWays, (ctx) => waysOf(ctx.db, ctx.actor.accountId))
    serve(ways.beginPasskey, (ctx, _input, reply) => beginPasskey(ctx, at(), reply))
    serve(ways.addPasskey, (ctx, { body }, reply) => addPasskey(ctx, body, at(), reply))
    serve(ways.namePasskey, (ctx, { params, body }) => namePasskey(ctx, params.passkeyId, body.name))
    serve(ways.endPasskey, (ctx, { params }) => endPasskey(ctx, params.passkeyId))
    serve(ways.proof, getProof)
    serve(ways.proveAgain, (ctx, { body }, reply) => proveAgain(ctx, body.password, reply), {
      opensItself: true,
    })
  }
}

function elsewhere(): never {
  throw new Problem('not-found', { text: msg('This way in is not offered here.') })
}

export function routes(serve: Serve, open: OpenServe): void {
  open(calls.signIn, (ctx, { body }, reply) => signIn(ctx, body, reply), { opensItself: true })
  open(calls.signInAsCast, (ctx, { body }, reply) => signInAsCast(ctx, body.accountId, reply))
  serve(calls.signOut, (ctx, _input, reply) => signOut(ctx, reply))
  serve(calls.listSignIns, async (ctx) => ({
    signIns: (await sessionsOf(ctx.db, ctx.actor.accountId)).map((one) => ({
      ...one,
      isThis: one.id === ctx.actor.sessionId,
    })),
  }))
  serve(calls.endSignIn, (ctx, { params }) => endOne(ctx, params.signInId))
  serve(calls.endOtherSignIns, (ctx) => endOthers(ctx))
  serve(calls.changePassword, (ctx, { body }, reply) => changePassword(ctx, body, reply), {
    opensItself: true,
  })
  serve(calls.changeLanguage, (ctx, { body }) => changeLanguage(ctx, body.language))
}
