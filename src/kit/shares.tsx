// Coarse shares of people's answers (base/shares.ts), in words and drawn.
import type { Share } from '../base/shares.ts'
import './shares.css'
import { Unseen } from './marks.tsx'
import { formatPercent, t } from './words.ts'

/** 'about 40%', '20% or less', '80% or more' */
function sayShare({ sign, percent }: Share): string {
  const n = formatPercent(percent)
  if (sign === 'most') return t('{n} or less', { n })
  return sign === 'least' ? t('{n} or more', { n }) : t('about {n}', { n })
}

/** One share as a bar with its words. */
export function ShareBar({
  share,
  said = sayShare(share),
  label,
  tone = 'good',
}: {
  share: Share
  /** other words than those of the share, where more is known */
  said?: string
  label?: string
  tone?: 'good' | 'wrong'
}) {
  return (
    <span className='share'>
      {label && <Unseen>{label} </Unseen>}
      <span className={`share-bar ${tone}`} aria-hidden='true'>
        <i style={{ inlineSize: `${share.percent}%` }} />
      </span>
      <span className='share-words'>{said}</span>
    </span>
  )
}

export type SpreadPart = {
  key: string
  label: string
  share: Share
  tone: 'wrong' | 'between' | 'right'
  inner?: { label: string; share: Share }
}

/** Shares that together make up a group, side by side; each also in words. `inner` is a part of a part, hatched. */
export function SpreadBar({ parts, label }: { parts: SpreadPart[]; label: string }) {
  const whole = parts.reduce((sum, { share }) => sum + share.percent, 0) || 1
  return (
    <figure className='spread' aria-label={label}>
      <span className='spread-bar' aria-hidden='true'>
        {parts.map(({ key, share, tone, inner }) => (
          <i key={key} className={tone} style={{ inlineSize: `${(share.percent / whole) * 100}%` }}>
            {inner && inner.share.sign !== 'most' && (
              <b
                style={{
                  inlineSize: `${Math.min(100, (inner.share.percent / (share.percent || 1)) * 100)}%`,
                }}
              />
            )}
          </i>
        ))}
      </span>
      <figcaption>
        {parts.map(({ key, label: name, share, tone, inner }) => (
          <span key={key} className='spread-part'>
            <i className={`spread-key ${tone}`} aria-hidden='true' />
            {name} <strong>{sayShare(share)}</strong>
            {inner && (
              <>
                {' '}
                <small>
                  {inner.label} {sayShare(inner.share)}
                </small>
              </>
            )}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
