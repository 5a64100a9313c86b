// The front door of examine: which function answers which call.
import type { OpenServe, Serve } from '../access/context.ts'
import * as cards from './cards/actions.ts'
import { readCard, readCards, readRoundChoices } from './cards/queries.ts'
import * as calls from './contract.ts'
import * as rounds from './rounds/actions.ts'
import { readFigures, readRound, readRounds } from './rounds/queries.ts'

export function routes(serve: Serve, open: OpenServe): void {
  serve(calls.searchCards, (ctx, { query }) => readCards(ctx, query))
  serve(calls.cardPage, (ctx, { params }) => readCard(ctx, params.misconceptionId))
  serve(calls.makeCard, (ctx, { body }) => cards.makeCard(ctx, body))
  serve(calls.changeCard, (ctx, { params, body }) => cards.changeCard(ctx, params.misconceptionId, body))
  serve(calls.nameMisconception, (ctx, { params, body }) =>
    cards.nameMisconception(ctx, params.questionId, body.misconceptionId),
  )

  serve(calls.listRounds, (ctx, { query }) => readRounds(ctx, query))
  serve(calls.roundPage, (ctx, { params }) => readRound(ctx, params.roundId))
  serve(calls.roundChoices, (ctx, { params, query }) => readRoundChoices(ctx, params.classId, query))
  serve(calls.makeRound, (ctx, { params, body }) => rounds.makeRound(ctx, params.classId, body))
  serve(calls.moveRound, (ctx, { params, body: { to, ...opening } }) =>
    rounds.moveRound(ctx, params.roundId, to, opening),
  )
  serve(calls.changeRoundClosing, (ctx, { params, body }) =>
    rounds.changeRoundClosing(ctx, params.roundId, body.closesAt),
  )
  serve(calls.takeRoundBallot, (ctx, { params, body }) =>
    rounds.takeRoundBallot(ctx, params.roundId, body.blinded),
  )
  open(calls.answerRound, (ctx, { params, body }) => rounds.answerRound(ctx, params.roundId, body as never))
  serve(calls.roundFigures, (ctx, { params }) => readFigures(ctx, params.roundId))
}
