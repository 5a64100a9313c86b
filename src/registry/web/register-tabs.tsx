// The registers beside each other.
import { useLocation } from 'wouter'
import { Tabs } from '../../kit/page.tsx'
import { t } from '../../kit/words.ts'

export function RegisterTabs() {
  const [path] = useLocation()
  const tabs = [
    { text: t('Search'), href: '/registers' },
    { text: t('Places'), href: '/places' },
    { text: t('Organisations'), href: '/organisations' },
    { text: t('People and posts'), href: '/people' },
    { text: t('Lists'), href: '/lists' },
    { text: t('Set-up'), href: '/programme' },
  ]
  return <Tabs label={t('Registers')} of={tabs.map((tab) => ({ ...tab, current: tab.href === path }))} />
}

/** The name in the language that the reader does not read first, for beside a title; '' where both are the same. */
export const otherName = ({ zh, en }: { zh: string; en: string }, shown: string): string => {
  const other = shown === zh ? en : zh
  return other === shown ? '' : other
}
