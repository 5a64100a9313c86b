// What goes out of the register of organisations: the units, and the forms that each had.
import { sql } from 'kysely'
import { msg } from '../../base/words.ts'
import {
  coded,
  column,
  type ExportTable,
  inBoth,
  names,
  noLongerFrom,
  openDay,
  reference,
  saidDate,
} from '../../platform/exports.ts'
import { namedId } from '../queries.ts'
import { organisationStatusNames } from './rules.ts'

export const organisationExports: ExportTable[] = [
  {
    name: 'organisations',
    title: msg('Organisations'),
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
      namedId('parent_id', msg('Belongs to'), 'unit.parent_id', 'registry.organisation'),
      saidDate('founded', msg('Founded'), 'unit.founded_said'),
      coded('status', msg('Status'), 'unit.status', organisationStatusNames),
      column('illustrative', msg('Illustrative'), 'unit.illustrative', 'boolean'),
    ],
  },
  {
    name: 'organisation-forms',
    title: msg('Forms over time'),
    from: 'registry.organisation_form as form join registry.organisation as unit on unit.id = form.organisation_id',
    within: (isUnder) => sql<boolean>`${isUnder('unit.place_id')} and unit.kept_as is null`,
    order: 'form.organisation_id, form.from_on',
    columns: [
      reference('organisation_id', msg('Organisation'), 'form.organisation_id', 'organisations'),
      coded('form', msg('Form'), 'form.form', 'forms'),
      column('from', msg('From'), openDay('form.from_on'), 'date'),
      noLongerFrom('form.to_on'),
    ],
  },
]
