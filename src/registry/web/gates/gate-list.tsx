// The formation path: its steps, and the questions at each gate.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { CheckField, SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Tag } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatNumber, t } from '../../../kit/words.ts'
import { addGate, editGate, listGates } from '../../gates/contract.ts'
import { formName, formOptions } from '../parts/forms.ts'

type Gate = CallReply<typeof listGates>['gates'][number]

const titleOf = (gate: Gate) =>
  t('{from} → {to}', { from: capital(formName(gate.fromForm)), to: formName(gate.toForm) })

export function GateList() {
  const gates = useCall(listGates, {})
  const [open, setOpen] = useState<Gate | 'new' | null>(null)
  const close = () => setOpen(null)
  return (
    <Loaded of={gates}>
      {({ gates, mayChange }) => (
        <Section
          title={t('Formation path')}
          note={t('Which form a unit may take next, and what is asked at that gate. Nobody has to climb.')}
          actions={mayChange && <Button onClick={() => setOpen('new')}>{t('Add a step')}</Button>}
        >
          <Table
            label={t('Formation path')}
            rows={gates}
            rowKey={(one) => one.id}
            empty={<Empty>{t('No step yet: a unit may take any form, and nothing is asked.')}</Empty>}
            columns={[
              {
                key: 'step',
                title: t('Step'),
                cell: (one) => (
                  <>
                    {titleOf(one)} {one.retiredOn && <Tag>{t('no longer offered')}</Tag>}
                  </>
                ),
              },
              {
                key: 'questions',
                title: t('Questions asked'),
                num: true,
                cell: (one) => formatNumber(one.questions.length),
              },
              {
                key: 'skip',
                title: t('May be skipped'),
                cell: (one) => (one.skippable ? t('with a reason') : t('no')),
              },
              ...(mayChange
                ? [
                    {
                      key: 'change',
                      title: '',
                      width: '8rem',
                      cell: (one: Gate) => (
                        <Button
                          small
                          label={t('Change {name}', { name: titleOf(one) })}
                          onClick={() => setOpen(one)}
                        >
                          {t('Change')}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          <Dialog
            title={open === 'new' || open === null ? t('Add a step') : titleOf(open)}
            open={open !== null}
            onClose={close}
          >
            <GateEditor gate={open === 'new' ? null : open} onClose={close} />
          </Dialog>
        </Section>
      )}
    </Loaded>
  )
}

function GateEditor({ gate, onClose }: { gate: Gate | null; onClose: () => void }) {
  const draft = useDraft({
    fromForm: gate?.fromForm ?? '',
    toForm: gate?.toForm ?? '',
    skippable: gate?.skippable ?? true,
    questions: gate?.questions ?? [],
    retired: Boolean(gate?.retiredOn),
  })
  const [add, edit] = [useSend(addGate), useSend(editGate)]
  const { questions } = draft.value
  const set = (next: Gate['questions']) => draft.set({ ...draft.value, questions: next })
  const nextCode = () => `q${Math.max(0, ...questions.map(({ code }) => Number(code.slice(1)) || 0)) + 1}`
  return (
    <Form
      draft={draft}
      action={gate ? t('Save') : t('Add')}
      submit={({ retired, ...body }) =>
        gate
          ? edit.send({
              params: { gateId: gate.id },
              body: { skippable: body.skippable, questions, retired },
            })
          : add.send({ body })
      }
      onDone={onClose}
    >
      {!gate && (
        <FieldRow>
          <SelectField
            at={draft.at('fromForm')}
            label={t('From this form')}
            options={formOptions()}
            required
          />
          <SelectField at={draft.at('toForm')} label={t('to this form')} options={formOptions()} required />
        </FieldRow>
      )}
      <CheckField at={draft.at('skippable')} label={t('The step may be skipped, with a reason')} />
      <fieldset className='field' data-pointer='/questions'>
        <legend>{t('Questions at this gate')}</legend>
        {questions.map((question, at) => (
          <div key={question.code} className='stack'>
            <Bilingual
              at={{
                pointer: `/questions/${at}/text`,
                value: question.text,
                set: (text) => set(questions.map((one, n) => (n === at ? { ...one, text } : one))),
              }}
              label={t('Gate question {n}', { n: at + 1 })}
              maxLength={500}
            />
            <div>
              <Button small onClick={() => set(questions.filter((_, n) => n !== at))}>
                {t('Take question {n} off', { n: at + 1 })}
              </Button>
            </div>
          </div>
        ))}
        <div>
          <Button small onClick={() => set([...questions, { code: nextCode(), text: { zh: '', en: '' } }])}>
            {t('Add one more question')}
          </Button>
        </div>
      </fieldset>
      {gate && <CheckField at={draft.at('retired')} label={t('No longer offered')} />}
    </Form>
  )
}
