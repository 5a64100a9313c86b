// What county and district say to each other about one line.
import { useRef } from 'react'
import { newId } from '../../../base/ids.ts'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { Form } from '../../../kit/form.tsx'
import { Quiet, Tag } from '../../../kit/marks.tsx'
import { Rows, Section } from '../../../kit/page.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { WrittenField } from '../../../kit/written.tsx'
import { commentOnLine, resolveComment } from '../../comments/contract.ts'
import { Prose } from '../marks.tsx'
import type { Line, Plan } from '../shapes.ts'

export function Comments({ plan, line }: { plan: Plan; line: Line }) {
  const comment = useSend(commentOnLine)
  const resolve = useSend(resolveComment)
  const draft = useDraft({ text: { zh: '', en: '' } })
  const id = useRef(newId())
  if (line.comments.length === 0 && !plan.mayComment) return null
  return (
    <Section title={t('Comments')}>
      <Rows
        of={line.comments.map((one) => ({
          key: one.id,
          mark: formatDay(one.on),
          text: <Prose of={one.text} />,
          note: nameOf(one.by),
          end: one.resolvedOn ? (
            <Tag tone='good'>{t('settled')}</Tag>
          ) : plan.mayComment ? (
            <Button
              small
              busy={resolve.busy}
              onClick={() => resolve.start({ params: { commentId: one.id }, body: { resolved: true } })}
            >
              {t('Settle')}
            </Button>
          ) : (
            <Tag tone='warn'>{t('not settled')}</Tag>
          ),
        }))}
      />
      {line.comments.length === 0 && (
        <p>
          <Quiet>{t('Nobody has said anything about this line yet.')}</Quiet>
        </p>
      )}
      {plan.mayComment && (
        <Form
          draft={draft}
          action={t('Comment')}
          saidAfter={t('Said.')}
          submit={({ text }) =>
            comment.send({ params: { planLineId: line.id }, body: { id: id.current, text } })
          }
          onDone={() => {
            id.current = newId()
            draft.reset({ text: { zh: '', en: '' } })
          }}
        >
          <WrittenField at={draft.at('text')} label={t('Your comment')} required />
        </Form>
      )}
    </Section>
  )
}
