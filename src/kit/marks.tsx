// Small marks inside text and tables: states, the mark of invented figures, heat, ways to the thread, names.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Names } from '../base/words.ts'
import { htmlLang, nameOf, side, t } from './words.ts'

export type Tone = 'plain' | 'good' | 'warn' | 'accent'

/** A state in words; the tone only underlines it. */
export function Tag({ children, tone = 'plain' }: { children: ReactNode; tone?: Tone }) {
  return <span className={`tag ${tone}`}>{children}</span>
}

/** Stands beside every figure that was invented for the sample. */
export function Illustrative() {
  const why = t('Invented to show how this works; no source says it.')
  return (
    <abbr className='ill' title={why}>
      {t('illustrative')}
    </abbr>
  )
}

/** The same on one row of a list, above which `InventedNote` says once what the sign means. */
export function InventedMark() {
  return (
    <abbr className='ill of-row' title={t('Invented to show how this works; no source says it.')}>
      ※<span className='unseen'> {t('illustrative')}</span>
    </abbr>
  )
}

/** Once for a whole list; nothing where none of its rows was invented. */
export function InventedNote({ of }: { of: readonly { illustrative: boolean }[] }) {
  if (!of.some((one) => one.illustrative)) return null
  return (
    <p className='note'>
      <span aria-hidden='true'>※ </span>
      <Illustrative />
    </p>
  )
}

type HeatProps = {
  children: ReactNode
  /** 0 empty to 5 strongest; use `heatOf`. */
  level: 0 | 1 | 2 | 3 | 4 | 5
  /** Something is missing here: outlined. Say what in `label`. */
  gap?: boolean
  label?: string
}

/** What a coloured cell of a matrix holds; always shows its figure as well. */
export function HeatCell({ children, level, gap, label }: HeatProps) {
  return (
    <span className={`heat h${level}${gap ? ' gap' : ''}`} title={label}>
      {children}
      {label && <span className='unseen'> {label}</span>}
    </span>
  )
}

/** The step of the heat scale for a value against the largest one. */
export function heatOf(value: number, largest: number): 0 | 1 | 2 | 3 | 4 | 5 {
  if (value <= 0 || largest <= 0) return 0
  // Small counts are their own scale: one is always the faintest.
  if (largest <= 5 && Number.isInteger(value)) return Math.min(value, 5) as 1 | 2 | 3 | 4 | 5
  return Math.min(5, Math.max(1, Math.ceil((value / largest) * 5))) as 1 | 2 | 3 | 4 | 5
}

/** Leads to everything that this one thing is linked to. */
export function ThreadLink({ kind, id }: { kind: string; id: string }) {
  return (
    <Link className='thread-link' href={`/thread/${kind}/${id}`}>
      <span className='ch' aria-hidden='true' lang='zh-Hans'>
        脉
      </span>
      {t('Thread')}
    </Link>
  )
}

function Name({ of, href }: { of: Names; href?: string }) {
  const isBoth = side() !== 'zh' && of.zh !== '' && of.en !== '' && of.zh !== of.en
  const names = isBoth ? (
    <>
      {of.en}{' '}
      <small className='zh' lang={htmlLang('zh')}>
        {of.zh}
      </small>
    </>
  ) : (
    nameOf(of)
  )
  return href ? (
    <Link className='name' href={href}>
      {names}
    </Link>
  ) : (
    <span className='name'>{names}</span>
  )
}

/** A place's name in the reader's language; whoever does not read Chinese gets the own one beside it, smaller. */
export const PlaceName = Name
/** A person's own name, likewise. */
export const PersonName = Name
/** A unit's own name, likewise. */
export const UnitName = Name

/** For screen readers only. */
export const Unseen = ({ children }: { children: ReactNode }) => <span className='unseen'>{children}</span>
/** Quieter text: units, sources, notes. */
export const Quiet = ({ children }: { children: ReactNode }) => <small className='quiet'>{children}</small>
