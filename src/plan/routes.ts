// The front door of plans: which function answers which call.
import type { Serve } from '../access/context.ts'
import { readBoard, readChoices, readPeriods } from './board/queries.ts'
import * as comments from './comments/actions.ts'
import * as setupActions from './indicators/actions.ts'
import * as setup from './indicators/contract.ts'
import { readIndicators, readUnits } from './indicators/queries.ts'
import * as lines from './lines/actions.ts'
import { readSources } from './lines/cited.ts'
import * as actions from './plans/actions.ts'
import * as calls from './plans/contract.ts'
import { readPlan } from './plans/page.ts'
import * as sheets from './sheets/actions.ts'
import { readGrid, readSheet } from './sheets/queries.ts'
import { readVersion } from './versions/queries.ts'

export function routes(serve: Serve): void {
  serveSetup(serve)
  serve(calls.periods, (ctx) => readPeriods(ctx))
  serve(calls.planChoices, (ctx) => readChoices(ctx))
  serve(calls.planBoard, (ctx, { query }) => readBoard(ctx, query))

  serve(calls.sheetGrid, (ctx, { query }) => readGrid(ctx, query.periodId))
  serve(calls.sheetPage, (ctx, { params }) => readSheet(ctx, params.sheetId))
  serve(calls.makeSheet, (ctx, { body }) => sheets.makeSheet(ctx, body))
  serve(calls.changeSheet, (ctx, { params, body }) => sheets.changeSheet(ctx, params.sheetId, body))

  serve(calls.openPlan, (ctx, { body }) => actions.openPlan(ctx, body))
  serve(calls.planPage, (ctx, { params }) => readPlan(ctx, params.planId))
  serve(calls.planSources, (ctx, { params }) => readSources(ctx, params.planId))
  serve(calls.planVersion, (ctx, { params }) => readVersion(ctx, params.planId, params.number))
  serve(calls.submitPlan, (ctx, { params, body }) => actions.submitPlan(ctx, params.planId, body))
  serve(calls.returnPlan, (ctx, { params, body }) => actions.returnPlan(ctx, params.planId, body))
  serve(calls.acceptLines, (ctx, { params, body }) => actions.acceptLines(ctx, params.planId, body))
  serve(calls.approvePlan, (ctx, { params, body }) => actions.approvePlan(ctx, params.planId, body))

  serve(calls.addLine, (ctx, { params, body }) => lines.addLine(ctx, params.planId, body))
  serve(calls.changeLine, (ctx, { params, body }) => lines.changeLine(ctx, params.planLineId, body))
  serve(calls.removeLine, (ctx, { params, query }) =>
    lines.removeLine(ctx, params.planLineId, query.editVersion),
  )
  serve(calls.citeInLine, (ctx, { params, body }) => lines.citeInLine(ctx, params.planLineId, body))
  serve(calls.decideLine, (ctx, { params, body }) => lines.decideLine(ctx, params.planLineId, body))
  serve(calls.commentOnLine, (ctx, { params, body }) => comments.commentOnLine(ctx, params.planLineId, body))
  serve(calls.resolveComment, (ctx, { params, body }) =>
    comments.resolveComment(ctx, params.commentId, body.resolved),
  )
}

function serveSetup(serve: Serve): void {
  serve(setup.listUnits, readUnits)
  serve(setup.addUnit, (ctx, { body }) => setupActions.addUnit(ctx, body))
  serve(setup.editUnit, (ctx, { params, body }) => setupActions.editUnit(ctx, params.unitId, body))
  serve(setup.listIndicators, (ctx, { query }) => readIndicators(ctx, query))
  serve(setup.addIndicator, (ctx, { body }) => setupActions.addIndicator(ctx, body))
  serve(setup.editIndicator, (ctx, { params, body }) =>
    setupActions.editIndicator(ctx, params.indicatorId, body),
  )
  serve(setup.orderIndicators, (ctx, { params, body }) =>
    setupActions.orderIndicators(ctx, params.programmeId, body.ids),
  )
  serve(setup.addPeriod, (ctx, { body }) => setupActions.addPeriod(ctx, body))
  serve(setup.editPeriod, (ctx, { params, body }) => setupActions.editPeriod(ctx, params.periodId, body))
  serve(setup.setPeriodState, (ctx, { params, body }) =>
    setupActions.setPeriodState(ctx, params.periodId, body.state),
  )
}
