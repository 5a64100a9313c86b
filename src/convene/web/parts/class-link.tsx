// A button that leads on to something of a class: at once where there is one class, else it asks which.
import { useState } from 'react'
import { Link } from 'wouter'
import { useCall } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { TextField } from '../../../kit/fields.tsx'
import { Rows } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { classChoices } from '../../classes/contract.ts'
import { periodOf } from '../period.ts'

type Props = {
  text: string
  /** What is to be done with the class: only where the reader may is it offered. */
  may: 'study.change' | 'round.change'
  href: (classId: string) => string
}

/** Nothing at all where there is no class for it. */
export function ClassLink({ text, may, href }: Props) {
  const [isOpen, setOpen] = useState(false)
  const found = useCall(classChoices, { query: { may } }).data?.found ?? []
  if (found.length === 0) return null
  if (found.length === 1) return <ButtonLink href={href(found[0].id)}>{text}</ButtonLink>
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text}</Button>
      <Dialog title={t('For which class?')} open={isOpen} onClose={() => setOpen(false)}>
        <Ways may={may} href={href} />
      </Dialog>
    </>
  )
}

function Ways({ may, href }: Omit<Props, 'text'>) {
  const [text, setText] = useState('')
  const asked = useCall(classChoices, { query: { may, text } }, { keep: true })
  return (
    <>
      <TextField
        at={{ pointer: '/text', value: text, set: setText }}
        label={t('Find')}
        type='search'
        placeholder={t('A word of its name')}
      />
      <Loaded of={asked}>
        {({ found }) =>
          found.length === 0 ? (
            <Empty>{t('No class that you may see has these words in its name.')}</Empty>
          ) : (
            <Rows
              of={found.map((one) => ({
                key: one.id,
                text: <Link href={href(one.id)}>{nameOf(one.names)}</Link>,
                note: periodOf(one),
              }))}
            />
          )
        }
      </Loaded>
    </>
  )
}
