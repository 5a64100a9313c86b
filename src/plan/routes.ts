// The front door of plans: which function answers which call.
import type { Serve } from '../access/context.ts'
import * as boardCalls from './board/contract.ts'
import { readBoard, readChoices, readPeriods } from './board/queries.ts'
import * as comments from './comments/actions.ts'
import * as commentCalls from './comments/contract.ts'
import * as definitionActions from './definitions/actions.ts'
import * as definitionCalls from './definitions/contract.ts'
import * as apartActions from './disaggregations/actions.ts'
import * as apartCalls from './disaggregations/contract.ts'
import { readDisaggregations } from './disaggregations/queries.ts'
import * as setupActions from './indicators/actions.ts'
import * as setup from './indicators/contract.ts'
import { readIndicators } from './indicators/queries.ts'
import * as lines from './lines/actions.ts'
import * as lineCalls from './lines/contract.ts'
import { readSources } from './lines/queries.ts'
import * as listActions from './lists/actions.ts'
import * as listCalls from './lists/contract.ts'
import { readPlanLists } from './lists/queries.ts'
import * as periodActions from './periods/actions.ts'
import * as periodCalls from './periods/contract.ts'
import * as actions from './plans/actions.ts'
import * as calls from './plans/contract.ts'
import { readPlan } from './plans/page.ts'
import * as reporterCalls from './reporters/contract.ts'
import { readReporterChoices } from './reporters/queries.ts'
import * as sheets from './sheets/actions.ts'
import * as sheetCalls from './sheets/contract.ts'
import { readEarlier, readGrid, readSheet } from './sheets/queries.ts'
import * as unitActions from './units/actions.ts'
import * as unitCalls from './units/contract.ts'
import { readUnits } from './units/queries.ts'
import * as versionCalls from './versions/contract.ts'
import { readVersion } from './versions/queries.ts'

export function routes(serve: Serve): void {
  serveSetup(serve)
  serve(periodCalls.periods, (ctx) => readPeriods(ctx))
  serve(boardCalls.planChoices, (ctx) => readChoices(ctx))
  serve(boardCalls.planBoard, (ctx, { query }) => readBoard(ctx, query))

  serve(sheetCalls.sheetGrid, (ctx, { query }) => readGrid(ctx, query.periodId))
  serve(sheetCalls.earlierSheet, (ctx, { query }) => readEarlier(ctx, query))
  serve(sheetCalls.sheetPage, (ctx, { params }) => readSheet(ctx, params.sheetId))
  serve(sheetCalls.makeSheet, (ctx, { body }) => sheets.makeSheet(ctx, body))
  serve(sheetCalls.changeSheet, (ctx, { params, body }) => sheets.changeSheet(ctx, params.sheetId, body))

  serve(calls.makePlan, (ctx, { body }) => actions.makePlan(ctx, body))
  serve(calls.planPage, (ctx, { params }) => readPlan(ctx, params.planId))
  serve(reporterCalls.reporterChoices, (ctx, { params }) => readReporterChoices(ctx, params.planId))
  serve(calls.planSources, (ctx, { params }) => readSources(ctx, params.planId))
  serve(versionCalls.planVersion, (ctx, { params }) => readVersion(ctx, params.planId, params.number))
  serve(calls.submitPlan, (ctx, { params, body }) => actions.submitPlan(ctx, params.planId, body))
  serve(calls.returnPlan, (ctx, { params, body }) => actions.returnPlan(ctx, params.planId, body))
  serve(calls.acceptLines, (ctx, { params, body }) => actions.acceptLines(ctx, params.planId, body))
  serve(calls.approvePlan, (ctx, { params, body }) => actions.approvePlan(ctx, params.planId, body))

  serve(lineCalls.addLine, (ctx, { params, body }) => lines.addLine(ctx, params.planId, body))
  serve(lineCalls.changeLine, (ctx, { params, body }) => lines.changeLine(ctx, params.planLineId, body))
  serve(lineCalls.removeLine, (ctx, { params, query }) =>
    lines.removeLine(ctx, params.planLineId, query.editVersion),
  )
  serve(lineCalls.citeInLine, (ctx, { params, body }) => lines.citeInLine(ctx, params.planLineId, body))
  serve(lineCalls.decideLine, (ctx, { params, body }) => lines.decideLine(ctx, params.planLineId, body))
  serve(commentCalls.commentOnLine, (ctx, { params, body }) =>
    comments.commentOnLine(ctx, params.planLineId, body),
  )
  serve(commentCalls.resolveComment, (ctx, { params, body }) =>
    comments.resolveComment(ctx, params.commentId, body.resolved),
  )
}

function serveSetup(serve: Serve): void {
  serve(unitCalls.listUnits, readUnits)
  serve(unitCalls.addUnit, (ctx, { body }) => unitActions.addUnit(ctx, body))
  serve(unitCalls.changeUnit, (ctx, { params, body }) => unitActions.changeUnit(ctx, params.unitId, body))
  serve(setup.listIndicators, (ctx, { query }) => readIndicators(ctx, query))
  serve(setup.addIndicator, (ctx, { body }) => setupActions.addIndicator(ctx, body))
  serve(setup.changeIndicator, (ctx, { params, body }) =>
    setupActions.changeIndicator(ctx, params.indicatorId, body),
  )
  serve(definitionCalls.removeDefinition, (ctx, { params }) =>
    definitionActions.removeDefinition(ctx, params),
  )
  serve(setup.orderIndicators, (ctx, { params, body }) =>
    setupActions.orderIndicators(ctx, params.programmeId, body.ids),
  )
  serve(apartCalls.listDisaggregations, (ctx, { query }) => readDisaggregations(ctx, query))
  serve(apartCalls.addDisaggregation, (ctx, { body }) => apartActions.addDisaggregation(ctx, body))
  serve(apartCalls.changeDisaggregation, (ctx, { params, body }) =>
    apartActions.changeDisaggregation(ctx, params.disaggregationId, body),
  )
  serve(apartCalls.orderDisaggregations, (ctx, { params, body }) =>
    apartActions.orderDisaggregations(ctx, params.programmeId, body.ids),
  )
  serve(listCalls.planLists, (ctx, { query }) => readPlanLists(ctx, query))
  serve(listCalls.addOutlook, (ctx, { body }) => listActions.addOutlook(ctx, body))
  serve(listCalls.changeOutlook, (ctx, { params, body }) =>
    listActions.changeOutlook(ctx, params.outlookId, body),
  )
  serve(listCalls.addSection, (ctx, { body }) => listActions.addSection(ctx, body))
  serve(listCalls.changeSection, (ctx, { params, body }) =>
    listActions.changeSection(ctx, params.sectionId, body),
  )
  serve(listCalls.orderPlanList, (ctx, { params, body }) =>
    listActions.orderPlanList(ctx, params.programmeId, body),
  )
  serve(periodCalls.addYear, (ctx, { body }) => periodActions.addYear(ctx, body))
  serve(periodCalls.addPeriod, (ctx, { body }) => periodActions.addPeriod(ctx, body))
  serve(periodCalls.changePeriod, (ctx, { params, body }) =>
    periodActions.changePeriod(ctx, params.periodId, body),
  )
}
