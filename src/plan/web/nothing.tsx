// What stands in the place of plans where there are none to see: to whom they are not shown, and before the first
// period.
import { ButtonLink } from '../../kit/button.tsx'
import { Empty } from '../../kit/states.tsx'
import { t } from '../../kit/words.ts'

export const NotRead = () => (
  <Empty>{t('Your role does not read plans. Classes, policies and cases are open to you.')}</Empty>
)

export const NoPeriod = () => (
  <Empty action={<ButtonLink href='/set-up'>{t('How far the programme is set up')}</ButtonLink>}>
    {t('No period is open yet. Plans begin when the programme opens one.')}
  </Empty>
)
