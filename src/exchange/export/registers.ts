// What goes out of the registers: places, trades, posts, organisations, people, who held which post and was a member of
// which unit when.

import { sql } from 'kysely'
import { msg } from '../../base/words.ts'
import { leftReasonNames } from '../../carry-out/reports/rules.ts'
import { consentHowNames, partyNames } from '../../formation/rules.ts'
import { levelNames, organisationKindNames, organisationStatusNames } from '../../registry/rules.ts'
import { byPlace, coded, column, type ExportTable, names, openDay, reference } from './table.ts'

const inBoth: [string, string] = [msg('Name in Chinese'), msg('Name in English')]
const everybody = () => sql<boolean>`true`

export const registers: ExportTable[] = [
  {
    name: 'places',
    from: 'registry.place as place',
    within: byPlace('place.id'),
    order: 'place.code, place.id',
    columns: [
      column('id', msg('Id'), 'place.id'),
      column('code', msg('Code'), 'place.code'),
      ...names('place.names', inBoth),
      coded('level', msg('Level'), 'place.level', levelNames),
      column('from', msg('From'), openDay('place.from_on'), 'date'),
      column('to', msg('To'), openDay('place.to_on'), 'date'),
    ],
  },
  {
    name: 'place-parents',
    from: 'registry.place_parent as parent',
    within: byPlace('parent.place_id'),
    order: 'parent.place_id, parent.from_on',
    columns: [
      reference('place_id', msg('Place'), 'parent.place_id', 'places'),
      // The place above may lie outside of what is taken out.
      column('parent_id', msg('Under'), 'parent.parent_id'),
      column('from', msg('From'), openDay('parent.from_on'), 'date'),
      column('to', msg('To'), openDay('parent.to_on'), 'date'),
    ],
  },
  {
    name: 'trades',
    from: 'registry.trade as trade',
    within: everybody,
    order: 'trade.code',
    columns: [
      column('id', msg('Id'), 'trade.id'),
      column('code', msg('Code'), 'trade.code'),
      ...names('trade.names', inBoth),
    ],
  },
  {
    name: 'forms',
    from: 'registry.form as form',
    within: everybody,
    order: 'form.position, form.code',
    columns: [
      column('id', msg('Id'), 'form.id'),
      column('code', msg('Code'), 'form.code'),
      ...names('form.names', inBoth),
      coded('kind', msg('Kind'), 'form.kind', organisationKindNames),
      column('counted', msg('Counted in plans and totals'), 'form.counted', 'boolean'),
    ],
  },
  {
    name: 'posts',
    from: 'registry.post as post',
    within: everybody,
    order: 'post.code',
    columns: [
      column('id', msg('Id'), 'post.id'),
      column('code', msg('Code'), 'post.code'),
      ...names('post.names', inBoth),
      column('forms', msg('In units of the form'), `array_to_string(post.forms, ' ')`),
      column('single_seat', msg('Held by one person'), 'post.single_seat', 'boolean'),
    ],
  },
  {
    name: 'organisations',
    from: 'registry.organisation as unit',
    within: (isUnder) => sql<boolean>`${isUnder('unit.place_id')} and unit.kept_as is null`,
    order: 'unit.code, unit.id',
    columns: [
      column('id', msg('Id'), 'unit.id'),
      column('code', msg('Code'), 'unit.code'),
      ...names('unit.names', inBoth),
      coded('form', msg('Form'), 'unit.form', 'forms'),
      reference('trade_id', msg('Trade'), 'unit.trade_id', 'trades'),
      reference('place_id', msg('Place'), 'unit.place_id', 'places'),
      column('parent_id', msg('Belongs to'), 'unit.parent_id'),
      column('founded', msg('Founded'), 'unit.founded_said'),
      coded('status', msg('Status'), 'unit.status', organisationStatusNames),
      column('illustrative', msg('Illustrative'), 'unit.illustrative', 'boolean'),
    ],
  },
  {
    name: 'organisation-forms',
    from: 'registry.organisation_form as form join registry.organisation as unit on unit.id = form.organisation_id',
    within: (isUnder) => sql<boolean>`${isUnder('unit.place_id')} and unit.kept_as is null`,
    order: 'form.organisation_id, form.from_on',
    columns: [
      reference('organisation_id', msg('Organisation'), 'form.organisation_id', 'organisations'),
      coded('form', msg('Form'), 'form.form', 'forms'),
      column('from', msg('From'), openDay('form.from_on'), 'date'),
      column('to', msg('To'), openDay('form.to_on'), 'date'),
    ],
  },
  {
    name: 'people',
    from: 'registry.person as person',
    within: (isUnder) => sql<boolean>`${isUnder('person.place_id')} and person.kept_as is null`,
    order: 'person.code, person.id',
    columns: [
      column('id', msg('Id'), 'person.id'),
      column('code', msg('Code'), 'person.code'),
      ...names('person.names', inBoth),
      column('phone', msg('Phone'), 'person.phone'),
      reference('place_id', msg('Place'), 'person.place_id', 'places'),
      column('illustrative', msg('Illustrative'), 'person.illustrative', 'boolean'),
    ],
  },
  {
    name: 'appointments',
    from: `registry.appointment as held join registry.organisation as unit on unit.id = held.organisation_id
      join registry.person as person on person.id = held.person_id`,
    within: (isUnder) => sql<boolean>`${isUnder('unit.place_id')} and ${isUnder('person.place_id')}`,
    order: 'held.id',
    columns: [
      column('id', msg('Id'), 'held.id'),
      reference('person_id', msg('Person'), 'held.person_id', 'people'),
      reference('post_id', msg('Post'), 'held.post_id', 'posts'),
      reference('organisation_id', msg('Organisation'), 'held.organisation_id', 'organisations'),
      column('from', msg('From'), openDay('held.from_on'), 'date'),
      column('to', msg('To'), openDay('held.to_on'), 'date'),
    ],
  },
  {
    // What was struck out never was and does not go out; notes are for those who keep the list.
    name: 'memberships',
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
