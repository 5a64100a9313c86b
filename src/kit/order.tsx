// Puts entries of a list into an order that matters, one step at a time: works with the keyboard, on a phone, and for
// those who listen.
import { Button } from './button.tsx'
import { t } from './words.ts'

type Props = {
  /** All entries in their order, by id. */
  ids: string[]
  id: string
  /** What is moved, for those who listen. */
  name: string
  onOrder: (ids: string[]) => void
}

export function OrderButtons({ ids, id, name, onOrder }: Props) {
  const at = ids.indexOf(id)
  const swap = (to: number) => {
    const next = [...ids]
    ;[next[at], next[to]] = [next[to], next[at]]
    onOrder(next)
  }
  return (
    <>
      <Button small label={t('Move {name} up', { name })} disabled={at <= 0} onClick={() => swap(at - 1)}>
        ↑
      </Button>{' '}
      <Button
        small
        label={t('Move {name} down', { name })}
        disabled={at < 0 || at === ids.length - 1}
        onClick={() => swap(at + 1)}
      >
        ↓
      </Button>
    </>
  )
}
