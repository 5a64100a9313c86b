// What practice cases are to the whole house.
import type { Room } from '../access/context.ts'
import { msg } from '../base/words.ts'
import { erasePerson } from './erasure.ts'
import { exports } from './exports.ts'
import { naming } from './naming.ts'
import { countPublished } from './queries.ts'
import { routes } from './routes.ts'
import { seed } from './seed.ts'

export const cases: Room = {
  name: 'cases',
  routes,
  naming,
  exports,
  named: { practice_case: 'title' },
  erasure: erasePerson,
  seed,
  facts: { rail: countPublished },
  journal: {
    verbs: {
      'case.created': msg('Practice case begun'),
      'case.saved': msg('Practice case saved'),
      'case.submitted': msg('Practice case submitted'),
      'case.returned': msg('Practice case returned'),
      'case.published': msg('Practice case published'),
      'case.withdrawn': msg('Practice case withdrawn'),
      'case.reopened': msg('Practice case opened again'),
      'case.consent-given': msg('Presenter’s consent recorded'),
      'case.consent-withdrawn': msg('Presenter’s consent withdrawn'),
      'case.result-verified': msg('Figure of a case verified'),
      'case.question-asked': msg('Question asked about a case'),
      'case.question-answered': msg('Question about a case answered'),
      'case-step.adopted': msg('Step of a case adopted in a plan'),
      'case-step.dropped': msg('Adoption of a step given up'),
    },
    kinds: {
      case: { text: msg('Practice cases'), path: '/cases/:id', told: msg('cases') },
      case_step: { text: msg('Steps of cases') },
    },
  },
}
