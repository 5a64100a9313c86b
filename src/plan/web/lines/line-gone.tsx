// An address of a line that is no longer in its plan.
import { ButtonLink } from '../../../kit/button.tsx'
import { Page } from '../../../kit/page.tsx'
import { Empty } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import type { Plan } from '../shapes.ts'

export const LineGone = ({ plan }: { plan: Plan }) => (
  <Page title={t('Plan of {place}', { place: nameOf(plan.place.names) })}>
    <Empty action={<ButtonLink href={`/plan/${plan.id}`}>{t('To the plan')}</ButtonLink>}>
      {t('This line is no longer in the plan. Older versions may still show it.')}
    </Empty>
  </Page>
)
