// The papers of plans as they come. Apart from the rules of plans, which every phone fetches.
import type { PaperKind } from '../../base/papers.ts'
import { msg } from '../../base/words.ts'

/** The plan as it is printed and signed. */
export const planPaper: PaperKind = {
  code: 'plan',
  name: msg('Plan'),
  title: msg('{place}: plan, {period}'),
  holds: ['place', 'period'],
  signatures: [msg('For the {planningPlace}'), msg('For the {reviewingPlace}')],
}
