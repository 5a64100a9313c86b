// The frame of a screen: where one is, its title, what can be done; then facts and sections.
import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'
import { Link } from 'wouter'
import { Contents } from './contents.tsx'
import { capital, t } from './words.ts'

type Crumb = { text: ReactNode; href?: string }

/** Sets the tab's title. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · 合作 Hezuo` : '合作 Hezuo'
    document.documentElement.style.setProperty('--running', JSON.stringify(title))
  }, [title])
}

type PageProps = {
  /** Plain text: it is also the tab's title. */
  title: string
  /** Beside the title, quieter: a name in the other language, a code, a state tag. */
  beside?: ReactNode
  crumbs?: Crumb[]
  lead?: ReactNode
  actions?: ReactNode
  children?: ReactNode
  /** One narrow column, for forms. */
  narrow?: boolean
}

export function Page({ title, beside, crumbs, lead, actions, children, narrow }: PageProps) {
  const headed = capital(title)
  const page = useRef<HTMLDivElement>(null)
  useTitle(headed)
  return (
    <div className={narrow ? 'page narrow' : 'page'} ref={page}>
      {crumbs && crumbs.length > 0 && (
        <nav className='crumbs' aria-label={t('Where you are')}>
          <ol>
            {crumbs.map((crumb, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: crumbs have no other identity than their place
              <li key={at}>{crumb.href ? <Link href={crumb.href}>{crumb.text}</Link> : crumb.text}</li>
            ))}
          </ol>
        </nav>
      )}
      <header className='head'>
        <div>
          <h1>
            {headed}
            {beside && ' '}
            {beside && <span className='beside'>{beside}</span>}
          </h1>
          {lead && <p className='lead'>{lead}</p>}
        </div>
        {actions && <div className='actions'>{actions}</div>}
      </header>
      <Contents page={page} />
      {children}
    </div>
  )
}

type SectionProps = {
  title: ReactNode
  actions?: ReactNode
  note?: ReactNode
  /** One of several long ones: on a phone the head stays in sight. */
  stays?: boolean
  children?: ReactNode
}

/** A part of a page under a black rule. */
export function Section({ title, actions, note, stays, children }: SectionProps) {
  const id = useId()
  return (
    <section className='section' aria-labelledby={id}>
      <div className={stays ? 'section-head stays' : 'section-head'}>
        <h2 id={id}>{title}</h2>
        {actions && <div className='actions'>{actions}</div>}
      </div>
      {note && <p className='note'>{note}</p>}
      {children}
    </section>
  )
}

/** Work at the left, a narrow side column at the right; one below the other where there is no room. */
export function Columns({ children, side }: { children: ReactNode; side: ReactNode }) {
  return (
    <div className='cols'>
      <div>{children}</div>
      <div className='side'>{side}</div>
    </div>
  )
}

export type Fact = { key?: string; figure: ReactNode; label: ReactNode; href?: string }

/** A row of large figures with their labels. */
export function Facts({ of }: { of: Fact[] }) {
  return (
    <dl className='facts'>
      {of.map((fact, at) => (
        <div key={fact.key ?? at}>
          <dt>{fact.label}</dt>
          <dd>{fact.href ? <Link href={fact.href}>{fact.figure}</Link> : fact.figure}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Names and values below each other: the particulars of one thing. */
export function Particulars({ of }: { of: { label: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className='particulars'>
      {of.map(({ label, value }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list in a fixed order
        <div key={at}>
          <dt>{typeof label === 'string' ? capital(label) : label}</dt>
          <dd>{typeof value === 'string' ? capital(value) : value}</dd>
        </div>
      ))}
    </dl>
  )
}

/**
 * A list with hairlines: a short mark at the left (time, tag, number), the text, and perhaps something at the right.
 */
export function Rows({
  of,
  stacks,
}: {
  /** The marks are long, as rough dates are: on a phone they stand above the text. */
  stacks?: boolean
  of: { key: string; mark?: ReactNode; text: ReactNode; note?: ReactNode; end?: ReactNode }[]
}) {
  return (
    <ul className={stacks ? 'rows stacks' : 'rows'}>
      {of.map(({ key, mark, text, note, end }) => (
        <li key={key} className={mark === undefined ? 'no-mark' : undefined}>
          {mark !== undefined && (
            <span className='mark'>{typeof mark === 'string' ? capital(mark) : mark}</span>
          )}
          <div>
            {typeof text === 'string' ? capital(text) : text}
            {note && <small className='below'>{note}</small>}
          </div>
          {end && <span>{end}</span>}
        </li>
      ))}
    </ul>
  )
}

/** Links to sibling pages, set as tabs; mark the current one. */
export function Tabs({
  of,
  label,
}: {
  of: { text: ReactNode; href: string; current?: boolean }[]
  label: string
}) {
  const tabs = useRef<HTMLElement>(null)
  const at = of.find((tab) => tab.current)?.href
  const count = of.length
  // Where they are wider than a phone, the current one is brought into sight; again when more of them have come.
  useEffect(() => {
    const current = at && count > 0 && tabs.current?.querySelector<HTMLElement>('[aria-current]')
    if (tabs.current && current) tabs.current.scrollLeft = current.offsetLeft - tabs.current.offsetLeft - 60
  }, [at, count])
  return (
    <nav className='tabs' aria-label={label} ref={tabs}>
      {of.map(({ text, href, current }) => (
        <Link key={href} href={href} aria-current={current ? 'page' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  )
}
