// A button that leads on to something of a class: at once where there is one class, else it asks which.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useCall } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { t } from '../../../kit/words.ts'
import { classChoices } from '../../contract.ts'
import { ClassPicker } from './class-picker.tsx'

type Props = {
  text: string
  /** What is to be done with the class: only where the reader may is it offered. */
  may: 'study.change' | 'round.change'
  href: (classId: string) => string
}

/** Nothing at all where there is no class for it. */
export function ClassLink({ text, may, href }: Props) {
  const [isOpen, setOpen] = useState(false)
  const [, go] = useLocation()
  const found = useCall(classChoices, { query: { may } }).data?.found ?? []
  if (found.length === 0) return null
  if (found.length === 1) return <ButtonLink href={href(found[0].id)}>{text}</ButtonLink>
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text}</Button>
      <Dialog title={text} open={isOpen} onClose={() => setOpen(false)}>
        <ClassPicker
          at={{ pointer: '/classId', value: '', set: () => {} }}
          label={t('For which class?')}
          may={may}
          onChoose={(one) => one && go(href(one.id))}
        />
      </Dialog>
    </>
  )
}
