// The actions of a line: what, where, who, from when to when.
import { Button } from '../../../kit/button.tsx'
import type { Draft } from '../../../kit/draft.ts'
import { Field, FieldRow } from '../../../kit/field.tsx'
import { SaidDateField } from '../../../kit/said-date-field.tsx'
import { t } from '../../../kit/words.ts'
import { WrittenField } from '../../../kit/written.tsx'
import { emptyAction, type LineDraft } from './line-draft.ts'

export function ActionFields({ draft }: { draft: Draft<LineDraft> }) {
  const { actions } = draft.value
  const put = (next: LineDraft['actions']) => draft.set({ ...draft.value, actions: next })
  return (
    <Field label={t('Actions')} pointer='/actions' group>
      {() => (
        <>
          <p className='hint'>
            {t('What will be done, by whom, and when: a target alone brings nothing about.')}
          </p>
          {actions.map((_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an action that is not saved yet has only its place
            <div key={at} className='stack action-row'>
              <WrittenField at={draft.at('actions', at, 'what')} label={t('What')} required />
              <FieldRow>
                <WrittenField
                  short
                  at={draft.at('actions', at, 'where')}
                  label={t('Where')}
                  required={false}
                />
                <WrittenField short at={draft.at('actions', at, 'who')} label={t('Who')} required />
              </FieldRow>
              <FieldRow>
                <SaidDateField at={draft.at('actions', at, 'fromSaid')} label={t('Begins')} required />
                <SaidDateField at={draft.at('actions', at, 'toSaid')} label={t('Ends')} required />
              </FieldRow>
              <div className='actions'>
                <Button small kind='link' onClick={() => put(actions.filter((_, other) => other !== at))}>
                  {t('Take this action out')}
                </Button>
              </div>
            </div>
          ))}
          <div className='actions'>
            <Button small onClick={() => put([...actions, emptyAction()])}>
              {t('Add an action')}
            </Button>
          </div>
        </>
      )}
    </Field>
  )
}
