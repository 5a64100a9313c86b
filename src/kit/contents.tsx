// What stands on a long page: its sections, each a leap away. Drawn by the page itself where it has many; under tabs
// and filters by what lists them, below those.
import { type RefObject, useEffect, useId, useState } from 'react'
import { t } from './words.ts'

type Part = { id: string; text: string }

/**
 * From so many sections on, a page without tabs has a list of contents. Its height would not do: what is drawn only
 * once it is scrolled to has none before, and the list would stand on one visit and not on the next.
 */
const many = 7

const partsOf = (page: HTMLElement): Part[] =>
  page.querySelector('.tabs')
    ? []
    : [...page.querySelectorAll<HTMLElement>('.section > .section-head > h2')].map((one) => ({
        id: one.id,
        text: one.textContent ?? '',
      }))

export function Contents({ page }: { page: RefObject<HTMLElement | null> }) {
  const [parts, setParts] = useState<Part[]>([])
  const label = useId()
  useEffect(() => {
    const whole = page.current
    if (!whole) return
    const look = () => {
      const next = partsOf(whole)
      setParts((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    }
    look()
    const observer = new MutationObserver(look)
    observer.observe(whole, { childList: true, characterData: true, subtree: true })
    return () => observer.disconnect()
  }, [page])
  if (parts.length < many) return null
  return (
    <nav className='contents' aria-labelledby={label}>
      <p id={label}>{t('On this page')}</p>
      <ul>
        {parts.map(({ id, text }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(id)?.scrollIntoView({ behavior: 'smooth' })
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
