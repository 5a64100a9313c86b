// What stands on a long page: its sections, each a leap away. Drawn by the page itself where it is longer than a few screens.
import { type RefObject, useEffect, useState } from 'react'
import { t } from './words.ts'

type Part = { id: string; text: string }

/** From so many pixels on, and so many sections, a page has a list of contents. */
const long = 3600
const many = 4

/** How high the page is without its list: or the list itself would decide whether it stands. */
const heightOf = (page: HTMLElement): number =>
  page.scrollHeight - (page.querySelector<HTMLElement>('.contents')?.offsetHeight ?? 0)

const partsOf = (page: HTMLElement): Part[] =>
  heightOf(page) < long
    ? []
    : [...page.querySelectorAll<HTMLElement>('.section > .section-head > h2')].map((one) => ({
        id: one.id,
        text: one.textContent ?? '',
      }))

export function Contents({ page }: { page: RefObject<HTMLElement | null> }) {
  const [parts, setParts] = useState<Part[]>([])
  useEffect(() => {
    if (!page.current || !('ResizeObserver' in window)) return
    const look = () => {
      const next = page.current ? partsOf(page.current) : []
      setParts((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    }
    const observer = new ResizeObserver(look)
    observer.observe(page.current)
    return () => observer.disconnect()
  }, [page])
  if (parts.length < many) return null
  return (
    <nav className='contents' aria-label={t('On this page')}>
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
