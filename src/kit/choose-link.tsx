// A button that leads on at once where there is one way, and asks which where there are several.
import { useState } from 'react'
import { Link } from 'wouter'
import { Button, ButtonLink } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Rows } from './page.tsx'

type Props = { text: string; title: string; of: { href: string; text: string }[] }

/** Nothing at all where there is no way. */
export function ChooseLink({ text, title, of }: Props) {
  const [isOpen, setOpen] = useState(false)
  if (of.length === 0) return null
  if (of.length === 1) return <ButtonLink href={of[0].href}>{text}</ButtonLink>
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text}</Button>
      <Dialog title={title} open={isOpen} onClose={() => setOpen(false)}>
        <Rows of={of.map((way) => ({ key: way.href, text: <Link href={way.href}>{way.text}</Link> }))} />
      </Dialog>
    </>
  )
}
