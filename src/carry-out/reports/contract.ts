// The calls of carrying out: reports against plan lines, what shows that they are so, and who looked on the spot.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import {
  DayText,
  Done,
  Id,
  MonthText,
  Named,
  NamesShape,
  nullable,
  oneOf,
  TextUpTo,
} from '../../base/schemas.ts'
import { IndicatorShape } from '../../plan/indicators/contract.ts'
import { CalendarShape, ReopenedShape } from '../../plan/periods/contract.ts'
import { mostReporters } from '../../plan/reporters/rules.ts'
import { UnitCode } from '../../plan/units/contract.ts'
import { FormCode } from '../../registry/lists/contract.ts'
import { GoneShape } from '../../registry/places/contract.ts'
import { monthStates } from '../coverage/rules.ts'
import { evidenceKinds, leftReasons, reportStates, sources, visitHows, visitOutcomes } from './rules.ts'

/** A text that a person wrote, in one language or both. */
export const Words = TextUpTo(2000)
const FormShape = nullable(FormCode)
export const PeriodShape = Type.Object({
  id: Id,
  names: NamesShape,
  fromOn: DayText,
  toOn: DayText,
  bordersOn: DayText,
  ...CalendarShape,
  state: oneOf(['open', 'closed']),
  /** how it was opened again after it had been closed; told of the period whose reports are read */
  reopened: Type.Optional(nullable(ReopenedShape)),
})

export const LineShape = Type.Object({
  id: Id,
  planId: Id,
  planState: Type.String(),
  place: Named,
  indicator: Type.Pick(IndicatorShape, [
    'id',
    'code',
    'names',
    'unit',
    'kind',
    'balance',
    'cumulative',
    'counts',
    'frequency',
    'disaggregations',
  ]),
  trade: nullable(Named),
  form: FormShape,
  baseline: Type.Integer(),
  target: Type.Integer(),
  phasing: Type.Record(Type.String(), Type.Integer()),
  illustrative: Type.Boolean(),
})

export const LeftReasonShape = Type.Object({ reason: oneOf(leftReasons), count: Type.Number() })

/** A standing figure, short. */
export const FigureShape = Type.Object({
  id: Id,
  month: MonthText,
  value: Type.Integer(),
  dormant: nullable(Type.Integer()),
  state: oneOf(reportStates),
  madeOn: DayText,
})

/** How a month stands: said in one way everywhere (coverage/rules.ts). */
export const MonthSentShape = Type.Object({
  month: MonthText,
  state: oneOf(monthStates),
  expected: Type.Integer(),
  reported: Type.Integer(),
  lastMadeOn: nullable(DayText),
  dueOn: DayText,
  /** the first day on which something was overdue that is missing now, or that came after it */
  lateSince: nullable(DayText),
})

// The month of a reporter

/** A place below the one that plans that reports a line, with its part of the baseline. */
const ReporterShape = Type.Object({ id: Id, names: NamesShape, baseline: Type.Integer() })

export const Todo = Type.Object({
  line: LineShape,
  /** null where the place that plans reports the line itself */
  reporter: nullable(ReporterShape),
  /** all standing figures of the line by this reporter */
  figures: Type.Array(FigureShape),
})

export const monthPage = call({
  method: 'GET',
  path: '/api/carry-out/month',
  summary: 'The lines that the actor reports in a month, each with what was reported before.',
  query: Type.Object({
    month: Type.Optional(MonthText),
    placeId: Type.Optional(Id),
    periodId: Type.Optional(Id),
  }),
  reply: Type.Object({
    period: nullable(PeriodShape),
    /** those that are open and have begun, the latest first; and the one shown, whatever it is */
    periods: Type.Array(PeriodShape),
    month: MonthText,
    /** those that have begun, the latest first */
    months: Type.Array(MonthText),
    dueOn: DayText,
    sent: MonthSentShape,
    place: nullable(Named),
    /** how it ended, if it has gone into another */
    gone: nullable(GoneShape),
    places: Type.Array(Named),
    lines: Type.Array(Todo),
    /** lines that have nothing to report in the month, and the one in which they are reported next */
    later: Type.Array(Type.Object({ line: LineShape, month: MonthText })),
    mayReport: Type.Boolean(),
  }),
})

// What is late

export const latePage = call({
  method: 'GET',
  path: '/api/carry-out/late',
  summary: 'Places that plan, by months: what was reported, what came late, and where nothing came.',
  query: Type.Object({
    periodId: Type.Optional(Id),
    /** only the counties under this place */
    placeId: Type.Optional(Id),
  }),
  reply: Type.Object({
    period: nullable(PeriodShape),
    periods: Type.Array(PeriodShape),
    place: nullable(Named),
    /** how many more counties there are than one page shows */
    more: Type.Integer(),
    /** whether the actor reads reports of any place: to whoever does not, no row says nothing of the counties */
    mayRead: Type.Boolean(),
    months: Type.Array(Type.Object({ month: MonthText, dueOn: DayText })),
    rows: Type.Array(
      Type.Object({
        place: Named,
        /** what it went into; its plan goes on there */
        mergedInto: nullable(Named),
        planId: nullable(Id),
        planState: nullable(Type.String()),
        verified: Type.Integer(),
        disputed: Type.Integer(),
        reports: Type.Integer(),
        openCommitments: Type.Integer(),
        overdueCommitments: Type.Integer(),
        months: Type.Array(MonthSentShape),
      }),
    ),
  }),
})

export const placeProgress = call({
  method: 'GET',
  path: '/api/carry-out/places/:placeId',
  summary: 'One place’s lines with their phased targets and what was reported, month by month.',
  params: Type.Object({ placeId: Id }),
  query: Type.Object({ periodId: Type.Optional(Id) }),
  reply: Type.Object({
    place: Named,
    /** how it ended, if it has gone into another */
    gone: nullable(GoneShape),
    period: nullable(PeriodShape),
    periods: Type.Array(PeriodShape),
    planState: nullable(Type.String()),
    months: Type.Array(MonthText),
    sent: Type.Array(MonthSentShape),
    lines: Type.Array(Todo),
    mayReport: Type.Boolean(),
  }),
})

// One line and its reports

export const ReportShape = Type.Object({
  id: Id,
  /** null where the place that plans reports the line itself */
  reporter: nullable(Named),
  month: MonthText,
  asOf: DayText,
  value: Type.Integer(),
  /** of the figure, by the ids of the indicator's parts */
  parts: Type.Record(Type.String(), Type.Integer()),
  leftReasons: Type.Array(LeftReasonShape),
  dormant: nullable(Type.Integer()),
  source: oneOf(sources),
  sourceNote: Words,
  cause: Words,
  help: Words,
  state: oneOf(reportStates),
  supersedesId: nullable(Id),
  reason: nullable(Words),
  standing: Type.Boolean(),
  madeOn: DayText,
  madeBy: nullable(NamesShape),
})

/** The lines that make up the closing accounts of which the line is a part, with their standing figures. */
const AccountShape = Type.Array(Todo)

export const linePage = call({
  method: 'GET',
  path: '/api/plan-lines/:planLineId/reports',
  summary: 'All reports against one plan line, corrected ones included.',
  params: Type.Object({ planLineId: Id }),
  reply: Type.Object({
    line: LineShape,
    period: PeriodShape,
    months: Type.Array(MonthText),
    /** those of them in which the line is reported */
    dueMonths: Type.Array(MonthText),
    /** places below that report it, as far as the reader reads of them; none where the place that plans does */
    reporters: Type.Array(ReporterShape, { maxItems: mostReporters }),
    reports: Type.Array(ReportShape),
    account: AccountShape,
    mayReport: Type.Boolean(),
    /** whether the reader sees the plan, and not only what a place below reports of it */
    mayOpenPlan: Type.Boolean(),
  }),
})

export const LookShape = Type.Object({
  code: Type.String(),
  /** in the reader's language */
  text: Type.String(),
})

/** A figure shows with its line, in every total above it, and where its evidence is looked at. */
const figureTouches = ['carry-out', 'plan-lines', 'reports', 'roll-up', 'roll-up.csv', 'thread', 'plans']

export const makeReport = call({
  method: 'POST',
  path: '/api/plan-lines/:planLineId/reports',
  summary:
    'Reports a figure against a plan line, or corrects the one that stands. The same report twice is kept once.',
  once: 'id',
  touches: figureTouches,
  params: Type.Object({ planLineId: Id }),
  body: Type.Object({
    /** made on the device, so that sending again is recognised */
    id: Id,
    /** of a line that several places report, which of them; needed where the sender reports for more than one */
    reporterId: Type.Optional(Id),
    month: MonthText,
    asOf: DayText,
    value: Type.Number(),
    /** of the figure, by the ids of the indicator's parts: of one disaggregation all or none; together the figure */
    parts: Type.Optional(Type.Record(Type.String(), Type.Number())),
    unit: UnitCode,
    leftReasons: Type.Array(LeftReasonShape, { maxItems: 12 }),
    dormant: nullable(Type.Number()),
    source: oneOf(sources),
    sourceNote: Words,
    cause: Words,
    help: Words,
    /** the report that stands and is corrected by this one */
    supersedesId: nullable(Id),
    reason: nullable(Words),
  }),
  reply: Type.Object({ id: Id, looks: Type.Array(LookShape) }),
})

const EvidenceShape = Type.Object({
  id: Id,
  kind: oneOf(evidenceKinds),
  size: Type.Integer(),
  caption: Type.String(),
  madeOn: Type.String(),
})

export const reportPage = call({
  method: 'GET',
  path: '/api/reports/:reportId',
  summary:
    'One report with its evidence, the visits that looked at it and the corrections before and after it.',
  params: Type.Object({ reportId: Id }),
  reply: Type.Object({
    report: ReportShape,
    line: LineShape,
    period: PeriodShape,
    looks: Type.Array(LookShape),
    /** the chain of corrections, oldest first, this one included */
    chain: Type.Array(ReportShape),
    evidence: Type.Array(EvidenceShape),
    visits: Type.Array(
      Type.Object({
        id: Id,
        onDay: DayText,
        outcome: oneOf(visitOutcomes),
        how: oneOf(visitHows),
        found: nullable(Type.Integer()),
        note: Words,
        madeBy: nullable(NamesShape),
      }),
    ),
    account: AccountShape,
    mayOpenPlan: Type.Boolean(),
    mayCorrect: Type.Boolean(),
    mayVerify: Type.Boolean(),
    mayAddEvidence: Type.Boolean(),
  }),
})

export const verifyReport = call({
  method: 'POST',
  path: '/api/reports/:reportId/visits',
  summary: 'Records a visit that looked at a figure on the spot, and marks it verified or disputed.',
  once: 'id',
  touches: figureTouches,
  params: Type.Object({ reportId: Id }),
  body: Type.Object({
    /** made on the device, so that sending again is recognised */
    id: Id,
    onDay: DayText,
    outcome: oneOf(visitOutcomes),
    how: oneOf(visitHows),
    found: nullable(Type.Number()),
    note: Words,
  }),
  reply: Done,
})

export const addEvidence = call({
  method: 'POST',
  path: '/api/reports/:reportId/evidence',
  summary: 'Adds a picture or a PDF to a report. What it is is read from its bytes, not from its name.',
  once: 'id',
  touches: figureTouches,
  params: Type.Object({ reportId: Id }),
  query: Type.Object({
    evidenceId: Id,
    /** as the device calls it; a name that claims another kind than the bytes is refused */
    name: Type.String({ minLength: 1, maxLength: 200 }),
    caption: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  raw: true,
  body: Type.Any(),
  reply: Type.Object({ id: Id, kind: oneOf(evidenceKinds), size: Type.Integer(), sha256: Type.String() }),
})

export const evidenceFile = call({
  method: 'GET',
  path: '/api/evidence/:evidenceId',
  summary: 'The file itself.',
  params: Type.Object({ evidenceId: Id }),
  file: true,
  reply: Type.Any(),
})
