// What the registers are to the whole house.
import type { Room } from '../access/context.ts'
import { finding } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import { appointmentExports } from './appointments/exports.ts'
import { appointmentImport } from './appointments/import.ts'
import { erasePerson } from './erasure/actions.ts'
import * as gates from './gates/contract.ts'
import * as levels from './levels/contract.ts'
import { levelExports } from './levels/exports.ts'
import { sayLevels } from './levels/queries.ts'
import * as lists from './lists/contract.ts'
import { listExports } from './lists/exports.ts'
import { naming } from './naming.ts'
import * as organisations from './organisations/contract.ts'
import { organisationExports } from './organisations/exports.ts'
import { organisationImport } from './organisations/import.ts'
import * as people from './people/contract.ts'
import { personExports } from './people/exports.ts'
import { personImport } from './people/import.ts'
import * as places from './places/contract.ts'
import { placeExports } from './places/exports.ts'
import { placeImport } from './places/import.ts'
import { postImport } from './posts/import.ts'
import { routes } from './routes.ts'
import { seed } from './seed.ts'
import * as twins from './twins/contract.ts'
import { heldTwins } from './twins/queries.ts'

export const registry: Room = {
  name: 'registry',
  about:
    'What everything else refers to: places, organisations, people, posts and lists, each with its dates.',
  contracts: {
    gates,
    levels,
    lists,
    organisations,
    people,
    places,
    twins,
  },
  routes,
  naming,
  exports: [
    ...placeExports,
    ...levelExports,
    ...listExports,
    ...organisationExports,
    ...personExports,
    ...appointmentExports,
  ],
  named: { place: 'names', post: 'names', organisation: 'names' },
  // What comes later names what came before.
  imports: [placeImport, postImport, organisationImport, personImport, appointmentImport],
  erasure: erasePerson,
  heldAbout: heldTwins,
  seed,
  // Each process says them; another one may have changed them.
  jobs: [{ what: 'the words of the levels', every: 15_000, work: ({ kysely }) => sayLevels(kysely) }],
  heldWords: {
    columns: {
      phone: msg('Telephone'),
      place_id: msg('Place'),
      organisation_id: msg('Unit'),
      post_id: msg('Post'),
      from_on: msg('From'),
      to_on: msg('Until'),
      kept_as: msg('Earlier twins'),
      erased_at: msg('Erased'),
    },
  },
  journal: {
    verbs: {
      'level.edited': msg('Levels of places changed'),
      'place.opened': msg('Place entered'),
      'place.corrected': msg('Entry of a place corrected'),
      'place.moved': msg('Place put under another'),
      'place.taken-back': msg('Split, merger, transfer or new name taken back'),
      'place.event-recorded': msg('Split, merger or transfer recorded'),
      'form.added': msg('Form of units added to the list'),
      'form.edited': msg('Form of units changed'),
      'gate.added': msg('Step added to the formation path'),
      'gate.edited': msg('Step of the formation path changed'),
      'trade.edited': msg('Trade changed'),
      'post.edited': msg('Post changed'),
      'list.ordered': msg('List put in another order'),
      'trade.added': msg('Trade added to the list'),
      'post.added': msg('Post added to the list'),
      'organisation.added': msg('Organisation entered'),
      'organisation.edited': msg('Organisation corrected'),
      'organisation.form-changed': msg('Organisation took another form'),
      'organisation.merged': msg('Organisation merged into another'),
      'organisation.twin-merged': msg('Two entries of an organisation made one'),
      'organisation.twin-undone': msg('Two entries of an organisation made two again'),
      'organisation.set-apart': msg('Two entries said not to be the same organisation'),
      'organisation.not-apart': msg('Two entries of organisations no longer said to be different'),
      'person.added': msg('Person entered'),
      'person.edited': msg('Entry of a person corrected'),
      'person.twin-merged': msg('Two entries of a person made one'),
      'person.twin-undone': msg('Two entries of a person made two again'),
      'person.set-apart': msg('Two entries said not to be the same person'),
      'person.not-apart': msg('Two entries of people no longer said to be different'),
      'appointment.made': msg('Appointed to a post'),
      'appointment.ended': msg('Appointment ended'),
    },
    kinds: {
      place: { text: msg('Places'), path: '/places/:id', told: msg('places') },
      level: { text: msg('Levels of places'), path: '/lists' },
      trade: { text: msg('Trades'), path: '/lists' },
      form: { text: msg('Forms of units'), path: '/lists' },
      gate: { text: msg('Formation path'), path: '/lists' },
      list: { text: msg('Lists'), path: '/lists' },
      post: { text: msg('Posts') },
      organisation: { text: msg('Organisations'), path: '/organisations/:id', told: msg('organisations') },
      person: { text: msg('Persons'), path: '/people/:id', told: msg('people and their posts') },
    },
  },
  refusals: {
    place_level: finding('/level', 'unknown', msg('There is no such level of places.')),
    place_code_unique: finding('/code', 'taken', msg('This code is taken.')),
    organisation_code_unique: finding('/code', 'taken', msg('This code is taken.')),
    person_code_unique: finding('/code', 'taken', msg('This code is taken.')),
    form_code_unique: finding('/code', 'taken', msg('This code is taken.')),
    gate_once: finding('/toForm', 'twice', msg('The path has this step already. Change that one.')),
    post_code_unique: finding('/code', 'taken', msg('This code is taken.')),
    trade_code_unique: finding('/code', 'taken', msg('This code is taken.')),
  },
}
