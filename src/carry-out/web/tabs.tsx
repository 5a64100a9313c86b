// The ways through carrying out.
import type { Named } from '../../base/schemas.ts'
import { Tabs } from '../../kit/page.tsx'
import { nameOf, t } from '../../kit/words.ts'

export type CarryOutTab = 'month' | 'counties' | 'commitments'

export function CarryOutTabs({ current, reports }: { current: CarryOutTab; reports: boolean }) {
  const tabs = [
    ...(reports
      ? [{ text: t('This month’s figures'), href: '/carry-out', current: current === 'month' }]
      : []),
    { text: t('{Planners} by months'), href: '/carry-out/counties', current: current === 'counties' },
    { text: t('Commitments'), href: '/carry-out/commitments', current: current === 'commitments' },
  ]
  return <Tabs label={t('Carry out')} of={tabs} />
}

/** From a line or a report back to its place in its period. */
export const placeCrumb = ({ line, period }: { line: { place: Named }; period: { id: string } }) => ({
  text: nameOf(line.place.names),
  href: `/carry-out/places/${line.place.id}?period=${period.id}`,
})
