// What convening is to the whole house.
import type { Room } from '../access/context.ts'
import { finding } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import * as attendance from './attendance/contract.ts'
import { attendanceExports } from './attendance/exports.ts'
import { jobs } from './attendance/jobs.ts'
import { attendanceSourceNames, attendanceStateNames } from './attendance/rules.ts'
import * as classes from './classes/contract.ts'
import { classExports } from './classes/exports.ts'
import { correctedNames } from './classes/rules.ts'
import { erasePerson } from './erasure.ts'
import * as invitations from './invitations/contract.ts'
import { naming } from './naming.ts'
import * as nominations from './nominations/contract.ts'
import { nominationExports } from './nominations/exports.ts'
import { nominationStateNames } from './nominations/rules.ts'
import * as papers from './papers/contract.ts'
import { paperExports } from './papers/exports.ts'
import { classPapers } from './papers/rules.ts'
import * as programmes from './programmes/contract.ts'
import { countClasses, countProgrammes, seatsNow } from './programmes/queries.ts'
import { forgetMarks } from './retention.ts'
import { routes } from './routes.ts'
import * as seats from './seats/contract.ts'
import { seatExports } from './seats/exports.ts'
import { seed } from './seed.ts'
import * as sessions from './sessions/contract.ts'
import { sessionExports } from './sessions/exports.ts'

export const convene: Room = {
  name: 'convene',
  about: 'Calling a class together: programmes, classes, seats, nominations, timetable and attendance.',
  contracts: {
    attendance,
    classes,
    invitations,
    nominations,
    papers,
    programmes,
    seats,
    sessions,
  },
  routes,
  naming,
  papers: classPapers,
  exports: [
    ...paperExports,
    ...classExports,
    ...seatExports,
    ...nominationExports,
    ...sessionExports,
    ...attendanceExports,
  ],
  named: { class: 'names', session: 'title' },
  erasure: erasePerson,
  retention: { marks: async (db, days) => (days === null ? 0 : forgetMarks(db, days)) },
  jobs,
  seed,
  facts: { rail: seatsNow, classesOf: countClasses, programmesOf: countProgrammes },
  heldWords: {
    columns: {
      class_id: msg('Class'),
      session_id: msg('Session'),
      from_seats: msg('Seats before'),
      to_seats: msg('Seats after'),
      seated_on: msg('Sits in the class from'),
      left_on: msg('No longer from'),
      settled_left_on: msg('No longer from, before two entries were made one'),
      settled_with: msg('Made one with the entry'),
      is_late: msg('Put forward after the deadline'),
      arrival: msg('Place in the order of arrival'),
      what: msg('What was corrected'),
      marks: msg('Marks'),
      from_state: msg('State before'),
      to_state: msg('State after'),
    },
    values: {
      what: correctedNames,
      from_state: attendanceStateNames,
      to_state: attendanceStateNames,
      state: { ...nominationStateNames, ...attendanceStateNames },
      source: attendanceSourceNames,
    },
  },
  journal: {
    verbs: {
      'programme.created': msg('Programme made'),
      'programme.edited': msg('Programme changed'),
      'programme.words-added': msg('Words of a programme added'),
      'programme.example-changed': msg('Class kept as the example for new ones'),
      'paper.edited': msg('Title and signatures of a paper changed'),
      'class.created': msg('Class made'),
      'class.changed': msg('Class changed'),
      'class.post_added': msg('Post added to the seat table'),
      'class.called': msg('Notice of the class sent out'),
      'class.running': msg('Class begun'),
      'class.closed': msg('Class closed'),
      'class.invited': msg('Class invited: a link for each'),
      'seats.changed': msg('Seats given out'),
      'nomination.made': msg('Nomination made'),
      'nomination.resubmitted': msg('Nomination put forward again'),
      'nomination.accepted': msg('Nomination accepted'),
      'nomination.taken_back': msg('Acceptance taken back'),
      'nomination.declined': msg('Nomination declined'),
      'nomination.returned': msg('Nomination returned'),
      'nomination.withdrawn': msg('Nomination withdrawn'),
      'nomination.moved_up': msg('Moved up from the waiting list'),
      'session.added': msg('Session put on the timetable'),
      'session.changed': msg('Session changed'),
      'session.dropped': msg('Session taken off the timetable'),
      'attendance.recorded': msg('Attendance recorded'),
    },
    kinds: {
      programme: { text: msg('Programmes') },
      class: { text: msg('Classes'), path: '/classes/:id', told: msg('classes and seats') },
      nomination: { text: msg('Nominations'), told: msg('nominations') },
      session: { text: msg('Sessions'), told: msg('sessions and attendance') },
    },
  },
  refusals: {
    nomination_person_once: finding(
      '/personId',
      'twice',
      msg('This person is already put forward for this class.'),
    ),
  },
}
