// What is studied: the policies, the checks of the classes, the materials.
import { Page } from '../../kit/page.tsx'
import { t } from '../../kit/words.ts'
import { Checks } from './checks/checks.tsx'
import { Materials } from './materials/materials.tsx'
import { Policies } from './policies/policies.tsx'

export function StudyPage() {
  return (
    <Page
      title={t('Study')}
      lead={t(
        'Policy texts clause by clause, and what the class understood of each clause; never who understood it, unless a check was declared named beforehand.',
      )}
    >
      <Policies />
      <Checks />
      <Materials />
    </Page>
  )
}
