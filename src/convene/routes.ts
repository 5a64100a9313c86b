// Convene's front door: which function answers which call.
import type { Serve } from '../access/context.ts'
import { recordAttendance } from './attendance/actions.ts'
import * as attendanceCalls from './attendance/contract.ts'
import { readAttendance, readSessionAttendance } from './attendance/queries.ts'
import * as act from './classes/actions.ts'
import * as calls from './classes/contract.ts'
import { readCorrectedPeople, readCorrections } from './classes/corrections.ts'
import { readClass, readClasses, readClassForm, searchClasses } from './classes/page-queries.ts'
import { readSummary } from './classes/summary.ts'
import { inviteClass } from './invitations/actions.ts'
import * as invitations from './invitations/contract.ts'
import { readInvitations } from './invitations/queries.ts'
import { nominatePerson, resubmitNomination, withdrawNomination } from './nominations/actions.ts'
import * as nominations from './nominations/contract.ts'
import {
  acceptNomination,
  declineNomination,
  moveUpNomination,
  returnNomination,
  takeBackAcceptance,
} from './nominations/decisions.ts'
import { readHistory } from './nominations/history.ts'
import { readNominations, readRoster, searchCandidates } from './nominations/queries.ts'
import * as programmeActions from './programmes/actions.ts'
import * as programmeCalls from './programmes/contract.ts'
import { changeSeats } from './seats/actions.ts'
import * as seatCalls from './seats/contract.ts'
import { readSeatChanges, readSeats } from './seats/queries.ts'
import { addSession, changeSession, removeSession } from './sessions/actions.ts'
import * as sessions from './sessions/contract.ts'
import { readTimetable } from './sessions/queries.ts'

export function routes(serve: Serve): void {
  serve(programmeCalls.makeProgramme, (ctx, { body }) => programmeActions.makeProgramme(ctx, body))
  serve(programmeCalls.changeProgramme, (ctx, { params, body }) =>
    programmeActions.changeProgramme(ctx, params.programmeId, body),
  )
  serve(calls.listClasses, (ctx, { query }) => readClasses(ctx, query))
  serve(calls.classChoices, (ctx, { query }) => searchClasses(ctx, query))
  serve(calls.classForm, (ctx, { query }) => readClassForm(ctx, query))
  serve(calls.makeClass, (ctx, { body }) => act.makeClass(ctx, body))
  serve(programmeCalls.keepExample, (ctx, { params }) => act.keepExample(ctx, params.classId))
  serve(calls.changeClass, (ctx, { params, body }) => act.changeClass(ctx, params.classId, body))
  serve(calls.moveClass, (ctx, { params, body }) => act.moveClass(ctx, params.classId, body.to))
  serve(calls.addPost, (ctx, { params, body }) => act.addPost(ctx, params.classId, body.postId))
  serve(calls.classPage, (ctx, { params }) => readClass(ctx, params.classId))
  serve(seatCalls.seatTable, (ctx, { params }) => readSeats(ctx, params.classId))
  serve(seatCalls.seatChanges, (ctx, { params, query }) => readSeatChanges(ctx, params.classId, query.after))
  serve(seatCalls.changeSeats, (ctx, { params, body }) => changeSeats(ctx, params.classId, body))
  serve(calls.corrections, (ctx, { params, query }) => readCorrections(ctx, params.classId, query.after))
  serve(calls.correctedPeople, (ctx, { params, query }) =>
    readCorrectedPeople(ctx, params.classId, params.correctionId, query.after),
  )
  serve(calls.classSummary, (ctx, { params }) => readSummary(ctx, params.classId))

  serve(nominations.nominationList, (ctx, { params }) => readNominations(ctx, params.classId))
  serve(nominations.candidates, (ctx, { params, query }) => searchCandidates(ctx, params.classId, query))
  serve(nominations.nominate, (ctx, { params, body }) => nominatePerson(ctx, params.classId, body))
  serve(nominations.resubmit, (ctx, { params, body }) => resubmitNomination(ctx, params.nominationId, body))
  serve(nominations.accept, (ctx, { params, body }) => acceptNomination(ctx, params.nominationId, body))
  serve(nominations.takeBack, (ctx, { params, body }) => takeBackAcceptance(ctx, params.nominationId, body))
  serve(nominations.nominationHistory, (ctx, { params, query }) =>
    readHistory(ctx, params.nominationId, query.after),
  )
  serve(nominations.sendBack, (ctx, { params, body }) =>
    returnNomination(ctx, params.nominationId, body.reason),
  )
  serve(nominations.decline, (ctx, { params, body }) =>
    declineNomination(ctx, params.nominationId, body.reason),
  )
  serve(nominations.withdraw, (ctx, { params, body }) => withdrawNomination(ctx, params.nominationId, body))
  serve(nominations.moveUp, (ctx, { params, body }) =>
    moveUpNomination(ctx, params.nominationId, body.reason),
  )
  serve(nominations.roster, (ctx, { params }) => readRoster(ctx, params.classId))

  serve(invitations.classInvitations, (ctx, { params }) => readInvitations(ctx, params.classId))
  serve(invitations.inviteClass, (ctx, { params, body }) => inviteClass(ctx, params.classId, body.personIds))

  serve(sessions.timetable, (ctx, { params }) => readTimetable(ctx, params.classId))
  serve(sessions.addSession, (ctx, { params, body }) => addSession(ctx, params.classId, body))
  serve(sessions.changeSession, (ctx, { params, body }) => changeSession(ctx, params.sessionId, body))
  serve(sessions.removeSession, (ctx, { params }) => removeSession(ctx, params.sessionId))
  serve(attendanceCalls.attendanceOverview, (ctx, { params }) => readAttendance(ctx, params.classId))
  serve(attendanceCalls.sessionAttendance, (ctx, { params }) => readSessionAttendance(ctx, params.sessionId))
  serve(
    attendanceCalls.recordAttendance,
    (ctx, { params, body }) => recordAttendance(ctx, params.sessionId, body),
    { inOneStatement: true },
  )
}
