// An address that leads nowhere.
import { ButtonLink } from '../../../kit/button.tsx'
import { Page } from '../../../kit/page.tsx'
import { t } from '../../../kit/words.ts'

export function NotFound() {
  return (
    <Page
      title={t('There is no such page')}
      lead={t('The address may be mistyped, or what it led to was never here.')}
    >
      <ButtonLink href='/'>{t('To the beginning')}</ButtonLink>
    </Page>
  )
}
