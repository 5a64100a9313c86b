// Convene's front door: which function answers which call.
import type { Serve } from '../access/context.ts'
import * as act from './actions.ts'
import {
  findClasses,
  readClass,
  readClasses,
  readClassForm,
  readSeatChanges,
  readSeats,
} from './class-queries.ts'
import * as calls from './contract.ts'
import * as nominations from './nomination-contract.ts'
import { findCandidates, readNominations, readRoster } from './nomination-queries.ts'
import * as sessions from './session-contract.ts'
import { readAttendance, readSessionAttendance, readTimetable } from './session-queries.ts'
import { readSummary } from './summary.ts'

export function routes(serve: Serve): void {
  serve(calls.createProgramme, (ctx, { body }) => act.createProgramme(ctx, body))
  serve(calls.editProgramme, (ctx, { params, body }) => act.editProgramme(ctx, params.programmeId, body))
  serve(calls.listClasses, (ctx, { query }) => readClasses(ctx, query))
  serve(calls.classChoices, (ctx, { query }) => findClasses(ctx, query))
  serve(calls.classForm, (ctx, { query }) => readClassForm(ctx, query))
  serve(calls.createClass, (ctx, { body }) => act.createClass(ctx, body))
  serve(calls.changeClass, (ctx, { params, body }) => act.changeClass(ctx, params.classId, body))
  serve(calls.moveClass, (ctx, { params, body }) => act.moveClass(ctx, params.classId, body.to))
  serve(calls.addPost, (ctx, { params, body }) => act.addPost(ctx, params.classId, body.postId))
  serve(calls.classPage, (ctx, { params }) => readClass(ctx, params.classId))
  serve(calls.seatTable, (ctx, { params }) => readSeats(ctx, params.classId))
  serve(calls.seatChanges, (ctx, { params, query }) => readSeatChanges(ctx, params.classId, query.after))
  serve(calls.changeSeats, (ctx, { params, body }) => act.changeSeats(ctx, params.classId, body))
  serve(calls.classSummary, (ctx, { params }) => readSummary(ctx, params.classId))

  serve(nominations.nominationList, (ctx, { params }) => readNominations(ctx, params.classId))
  serve(nominations.candidates, (ctx, { params, query }) => findCandidates(ctx, params.classId, query))
  serve(nominations.nominate, (ctx, { params, body }) => act.nominatePerson(ctx, params.classId, body))
  serve(nominations.resubmit, (ctx, { params, body }) =>
    act.resubmitNomination(ctx, params.nominationId, body.personId),
  )
  serve(nominations.accept, (ctx, { params }) => act.acceptNomination(ctx, params.nominationId))
  serve(nominations.giveBack, (ctx, { params, body }) =>
    act.returnNomination(ctx, params.nominationId, body.reason),
  )
  serve(nominations.decline, (ctx, { params, body }) =>
    act.declineNomination(ctx, params.nominationId, body.reason),
  )
  serve(nominations.withdraw, (ctx, { params, body }) =>
    act.withdrawNomination(ctx, params.nominationId, body.reason),
  )
  serve(nominations.moveUp, (ctx, { params, body }) =>
    act.moveUpNomination(ctx, params.nominationId, body.reason),
  )
  serve(nominations.roster, (ctx, { params }) => readRoster(ctx, params.classId))

  serve(sessions.timetable, (ctx, { params }) => readTimetable(ctx, params.classId))
  serve(sessions.addSession, (ctx, { params, body }) => act.addSession(ctx, params.classId, body))
  serve(sessions.changeSession, (ctx, { params, body }) => act.changeSession(ctx, params.sessionId, body))
  serve(sessions.dropSession, (ctx, { params }) => act.dropSession(ctx, params.sessionId))
  serve(sessions.attendanceOverview, (ctx, { params }) => readAttendance(ctx, params.classId))
  serve(sessions.sessionAttendance, (ctx, { params }) => readSessionAttendance(ctx, params.sessionId))
  serve(
    sessions.recordAttendance,
    (ctx, { params, body }) => act.recordAttendance(ctx, params.sessionId, body),
    { inOneStatement: true },
  )
}
