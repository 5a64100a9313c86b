// What is late, for whoever reports as well.
import { useCall } from '../../../kit/api.ts'
import { Page } from '../../../kit/page.tsx'
import { t } from '../../../kit/words.ts'
import { monthPage } from '../../reports/contract.ts'
import { CarryOutTabs } from '../tabs.tsx'
import { LateView } from './late-view.tsx'

export function CountiesPage() {
  const month = useCall(monthPage, { query: {} })
  return (
    <Page
      title={t('{Planners} by months')}
      lead={t('What was planned is carried out in the {planners}; here is what they reported.')}
    >
      <CarryOutTabs current='counties' reports={(month.data?.places.length ?? 0) > 0} />
      <LateView />
    </Page>
  )
}
