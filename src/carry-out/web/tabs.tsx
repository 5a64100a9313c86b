// The ways through carrying out.
import { Tabs } from '../../kit/page.tsx'
import { t } from '../../kit/words.ts'

export type CarryOutTab = 'month' | 'counties' | 'commitments'

export function CarryOutTabs({ current, reports }: { current: CarryOutTab; reports: boolean }) {
  const tabs = [
    ...(reports
      ? [{ text: t('This month’s figures'), href: '/carry-out', current: current === 'month' }]
      : []),
    { text: t('Counties by months'), href: '/carry-out/counties', current: current === 'counties' },
    { text: t('Commitments'), href: '/carry-out/commitments', current: current === 'commitments' },
  ]
  return <Tabs label={t('Carry out')} of={tabs} />
}
