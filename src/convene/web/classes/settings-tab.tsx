// The particulars of a class and the posts that it calls, for its organiser.
import { useState } from 'react'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { type At, useDraft } from '../../../kit/draft.ts'
import { Field } from '../../../kit/field.tsx'
import { Form } from '../../../kit/form.tsx'
import { Rows, Section } from '../../../kit/page.tsx'
import { said } from '../../../kit/said.tsx'
import { Notice } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { addPost, changeClass, classForm } from '../../classes/contract.ts'
import { keepExample } from '../../programmes/contract.ts'
import type { Head, TabProps } from '../shapes.ts'
import { bodyOf, ClassFields, type Particulars } from './class-fields.tsx'

export function SettingsTab({ head }: TabProps) {
  const isClosed = head.class.state === 'closed'
  return (
    <>
      {isClosed && <Notice>{t('The class is closed. Open it again to change its particulars.')}</Notice>}
      <div className='page narrow'>
        <Section title={t('Particulars')}>{!isClosed && <Change head={head} />}</Section>
        <Section
          title={t('Posts called')}
          note={t('The list is open: another post can be called at any time.')}
        >
          <Rows of={head.posts.map((post) => ({ key: post.id, text: nameOf(post.names) }))} />
          {!isClosed && <AddPost head={head} />}
        </Section>
        {head.mayKeep && <KeepExample head={head} />}
      </div>
    </>
  )
}

function Change({ head }: { head: Head }) {
  const { class: now } = head
  const save = useSend(changeClass)
  // What the form began from, whatever the page has fetched since; after it was saved, what was saved.
  const [begun, setBegun] = useState<Particulars>({ ...now, deadlineSaid: now.deadlineSaid ?? '' })
  const draft = useDraft<Particulars>(begun)
  const at = <K extends keyof Particulars>(key: K): At<Particulars[K]> => draft.at(key)
  return (
    <Form
      draft={draft}
      submit={async (value) => {
        await save.send({ params: { classId: now.id }, body: { ...bodyOf(value), was: bodyOf(begun) } })
        setBegun(value)
      }}
      action={t('Save')}
    >
      <ClassFields at={at} placeId={now.place.id} host={now.hostPlace} />
    </Form>
  )
}

/** Offered to whoever sets the programme of the class up. */
function KeepExample({ head }: { head: Head }) {
  const keep = useSend(keepExample, { onDone: () => said(t('New classes can begin from this one.')) })
  return (
    <Section
      title={t('Example of a class')}
      note={t('Its name, purpose, stages and sessions are offered wherever a new class is prepared.')}
    >
      <Button busy={keep.busy} onClick={() => keep.start({ params: { classId: head.class.id } })}>
        {t('Keep it as the example')}
      </Button>
      {keep.refusal && <Notice tone='accent'>{keep.refusal.errors[0]?.detail ?? keep.refusal.title}</Notice>}
    </Section>
  )
}

function AddPost({ head }: { head: Head }) {
  const form = useCall(classForm, { query: { placeId: head.class.place.id } })
  const add = useSend(addPost, { onDone: () => said(t('Post called. Give it seats in the table.')) })
  const [postId, setPostId] = useState('')
  const others = (form.data?.posts ?? []).filter((post) => !head.posts.some((own) => own.id === post.id))
  if (others.length === 0)
    return (
      <p className='note'>
        {t('All posts of the register are called. New ones are added in the registers.')}
      </p>
    )
  return (
    <div className='filters'>
      <Field label={t('Another post')}>
        {(ties) => (
          <select {...ties} value={postId} onChange={(event) => setPostId(event.target.value)}>
            <option value=''>{t('Please choose')}</option>
            {others.map((post) => (
              <option key={post.id} value={post.id}>
                {nameOf(post.names)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Button
        disabled={postId === ''}
        busy={add.busy}
        onClick={() => {
          add.start({ params: { classId: head.class.id }, body: { postId } })
          setPostId('')
        }}
      >
        {t('Call this post')}
      </Button>
      {add.refusal && <Notice tone='accent'>{add.refusal.errors[0]?.detail ?? add.refusal.title}</Notice>}
    </div>
  )
}
