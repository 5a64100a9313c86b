// What studying is to the whole house.
import type { Room } from '../access/context.ts'
import { finding } from '../base/problems.ts'
import { msg } from '../base/words.ts'
import { forgetPeople } from './asked/actions.ts'
import { beginAnew } from './checks/begin-anew.ts'
import * as checks from './checks/contract.ts'
import { erasePerson } from './erasure.ts'
import * as materials from './materials/contract.ts'
import { naming } from './naming.ts'
import * as policies from './policies/contract.ts'
import { filesNamed } from './queries.ts'
import { routes } from './routes.ts'
import { seed } from './seed.ts'

export const study: Room = {
  name: 'study',
  about: 'What a class studies: policies clause by clause, materials, and checks of understanding.',
  contracts: { checks, materials, policies },
  routes,
  naming,
  named: { check: 'title' },
  erasure: erasePerson,
  listeners: { 'class.closed': [(db, { id }) => forgetPeople(db, id)] },
  files: filesNamed,
  seed,
  // The box is there just while a check without names is open. Who took a ballot for what is closed is not known after
  // a restore, and counts as if few had changed.
  secrets: ['ballot_box', 'asked_people'],
  beginAnew,
  heldWords: {
    columns: {
      check_id: msg('Check of understanding'),
      answers: msg('Answers chosen (0: the first)'),
    },
  },
  journal: {
    verbs: {
      'policy.made': msg('Policy entered'),
      'policy.text-saved': msg('Text of a policy saved'),
      'policy.questions-changed': msg('Questions that stand ready with a policy changed'),
      'clause.text-added': msg('Clause written in another language'),
      'question.misconception-named': msg('Question tied to a misconception'),
      'material.made': msg('Material added'),
      'material.file-put': msg('File of a material put in'),
      'material.dropped': msg('Material taken away'),
      'check.made': msg('Check of understanding made'),
      'check.changed': msg('Check of understanding changed'),
      'check.opened': msg('Check of understanding opened'),
      'check.lengthened': msg('Closing time of a check moved later'),
      'check.handed-in': msg('Named check handed in'),
      'check.closed': msg('Check of understanding closed'),
    },
    kinds: {
      policy: { text: msg('Policies'), path: '/study/policies/:id', told: msg('policies') },
      clause: { text: msg('Clauses') },
      question: { text: msg('Questions') },
      material: { text: msg('Study materials') },
      check: {
        text: msg('Checks of understanding'),
        path: '/study/checks/:id',
        told: msg('checks of understanding'),
      },
    },
  },
  refusals: {
    policy_code_unique: finding('/code', 'taken', msg('This code is taken.')),
  },
}
