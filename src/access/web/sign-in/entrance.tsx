// The frame of the two screens before the door: the name of the house, the page, and the languages.
import type { ReactNode } from 'react'
import { Tongues } from '../../../kit/tongues.tsx'
import { htmlLang, t } from '../../../kit/words.ts'
import './entrance.css'

export function Entrance({ children, lead }: { children: ReactNode; lead?: string }) {
  return (
    <div className='entrance'>
      <header>
        <p className='entrance-name'>
          <b lang={htmlLang('zh')}>合作</b> Hezuo
        </p>
        {lead && <p className='lead'>{lead}</p>}
        <nav aria-label={t('Language')} className='entrance-tongues'>
          <Tongues />
        </nav>
      </header>
      {children}
    </div>
  )
}

/** Goes on inside. The page is loaded anew, so that nothing of what somebody else saw here is left. */
export function enter(then: string | null): void {
  // Only to a page of this house, as the browser itself reads the address.
  const to = then && URL.canParse(then, location.origin) ? new URL(then, location.origin) : null
  location.assign(to?.origin === location.origin ? to.href : '/')
}
