// What goes out of formation: who was a member of which unit when, and by whose consent.
import { sql } from 'kysely'
import { msg } from '../base/words.ts'
import { leftReasonNames } from '../carry-out/reports/rules.ts'
import { coded, column, type ExportTable, openDay, reference } from '../platform/exports.ts'
import { consentHowNames, partyNames } from './rules.ts'

export const exports: ExportTable[] = [
  {
    // What was struck out never was and does not go out; notes are for those who keep the list.
    name: 'memberships',
    title: msg('Memberships'),
    after: 'appointments',
    from: `formation.membership as member join registry.organisation as unit on unit.id = member.organisation_id
      join registry.person as person on person.id = member.person_id`,
    within: (isUnder) =>
      sql<boolean>`${isUnder('unit.place_id')} and ${isUnder('person.place_id')} and not member.struck`,
    order: 'member.id',
    columns: [
      column('id', msg('Id'), 'member.id'),
      reference('person_id', msg('Person'), 'member.person_id', 'people'),
      reference('organisation_id', msg('Organisation'), 'member.organisation_id', 'organisations'),
      coded('party', msg('Joined as'), 'member.party', partyNames),
      column('joined', msg('Joined'), openDay('member.joined_on'), 'date'),
      column('left', msg('Left'), openDay('member.left_on'), 'date'),
      coded('left_reason', msg('Reason for leaving'), 'member.left_reason', leftReasonNames),
      column('consent_on', msg('Day of consent'), openDay('member.consent_on'), 'date'),
      coded('consent_how', msg('Consent'), 'member.consent_how', consentHowNames),
      column('illustrative', msg('Illustrative'), 'member.illustrative', 'boolean'),
    ],
  },
]
