// What a screen shows while it has nothing to show: loading, failed, empty, being unreachable.
import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { Asked } from './api.ts'
import { Button } from './button.tsx'
import type { Refusal } from './refusal.ts'
import { t } from './words.ts'

/** Grey lines in the shape of text, but only where the answer takes longer than a blink. */
export function Loading({ lines = 5 }: { lines?: number }) {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={isLate ? 'loading late' : 'loading'} role='status'>
      {isLate && <span className='unseen'>{t('Loading …')}</span>}
      {Array.from({ length: lines }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey lines are all alike
        <i key={at} style={{ width: `${[92, 78, 85, 64, 71][at % 5]}%` }} />
      ))}
    </div>
  )
}

/** Says what went wrong and offers to try again where that may help. */
export function Failed({ refusal, retry }: { refusal: Refusal; retry?: () => void }) {
  const isGone = refusal.kind === 'not-found' || refusal.kind === 'not-permitted'
  return (
    <div className='failed' role='alert'>
      <h2>{refusal.title}</h2>
      {refusal.detail && <p>{refusal.detail}</p>}
      {!isGone && retry && <Button onClick={retry}>{t('Try again')}</Button>}
      {isGone && <Button onClick={() => history.back()}>{t('Go back')}</Button>}
    </div>
  )
}

/** Draws an answer once it is there; until then lines, and the reason where it does not come. */
export function Loaded<T>({
  of,
  children,
  lines,
  closed,
}: {
  of: Asked<T>
  children: (answer: T) => ReactNode
  lines?: number
  /** What the reader's role does not do, said where it may not ask this. */
  closed?: string
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>
  if (closed && of.error?.kind === 'not-permitted') return <Empty>{closed}</Empty>
  if (of.error) return <Failed refusal={of.error} retry={() => of.refetch()} />
  return <Loading lines={lines} />
}

/** Nothing here yet: what would stand here, and what to do next. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className='empty'>
      <p>{children}</p>
      {action && <div className='actions'>{action}</div>}
    </div>
  )
}

/** A quiet or urgent remark in the flow of a page. */
export function Notice({
  children,
  tone = 'plain',
  title,
}: {
  children?: ReactNode
  tone?: 'plain' | 'good' | 'warn' | 'accent'
  title?: ReactNode
}) {
  return (
    <div className={`notice ${tone}`}>
      {title && <strong>{title}</strong>}
      {children && <div>{children}</div>}
    </div>
  )
}

/** A remark with a choice that a person makes before anything goes on: the keyboard is at it as soon as it is there. */
export function Choice({ children, title }: { children: ReactNode; title: ReactNode }) {
  const at = useRef<HTMLDivElement>(null)
  useEffect(() => at.current?.focus(), [])
  return (
    <div className='notice accent' role='alert' tabIndex={-1} ref={at}>
      <strong>{title}</strong>
      <div>{children}</div>
    </div>
  )
}
