// The classes of the programme, the latest first, a page at a time.
import { useState } from 'react'
import { emptyText } from '../../../base/words.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Further } from '../../../kit/further.tsx'
import { Page } from '../../../kit/page.tsx'
import { SearchField } from '../../../kit/search-field.tsx'
import { Empty, Loaded, Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { useFilter } from '../../../kit/use-filter.ts'
import { formatNumber, nameOf, t } from '../../../kit/words.ts'
import { classForm, listClasses } from '../../classes/contract.ts'
import { makeProgramme } from '../../programmes/contract.ts'
import { ClassStateTag } from '../parts/class-state.tsx'
import '../convene.css'
import { periodOf } from '../period.ts'

export function ClassesPage() {
  const { values, at, change } = useFilter(['text', 'after'])
  const classes = useCall(listClasses, { query: values }, { keep: true })
  const [isBeginning, setBeginning] = useState(false)
  return (
    <Loaded of={classes}>
      {({ classes, next, mayCreate, programme }) => (
        <Page
          title={t('Classes')}
          lead={t('Each class calls exactly the people it needs, place by place and post by post.')}
          actions={
            mayCreate &&
            programme && (
              <ButtonLink href='/classes/new' kind='primary'>
                {t('New class')}
              </ButtonLink>
            )
          }
        >
          {programme?.historical && <Notice title={nameOf(programme.names)}>{nameOf(programme.lead)}</Notice>}
          {(values.text || values.after || next) && (
            <SearchField at={at('text')} label={t('Find')} placeholder={t('A word of its name')} />
          )}
          <Table
            label={t('Classes')}
            isPart={Boolean(values.after || next)}
            rows={classes}
            rowKey={(one) => one.id}
            href={(one) => `/classes/${one.id}`}
            empty={
              <Empty
                action={
                  mayCreate &&
                  !values.text &&
                  (programme ? (
                    <ButtonLink href='/classes/new' kind='primary'>
                      {t('Prepare the first class')}
                    </ButtonLink>
                  ) : (
                    <>
                      <Button kind='primary' onClick={() => setBeginning(true)}>
                        {t('Begin a programme')}
                      </Button>
                      <ButtonLink href='/set-up'>{t('What is needed first')}</ButtonLink>
                    </>
                  ))
                }
              >
                {values.text
                  ? t('No class that you may see has these words in its name.')
                  : !mayCreate
                    ? t('No class calls you at the moment.')
                    : programme
                      ? t('No class yet. The first one is prepared in a minute: dates, posts, places, seats.')
                      : t('Classes belong to a programme that one place runs. Begin with the programme.')}
              </Empty>
            }
            columns={[
              {
                key: 'name',
                title: t('Class'),
                cell: (one) => nameOf(one.names),
                sort: (one) => nameOf(one.names),
              },
              {
                key: 'place',
                title: t('Organiser'),
                cell: (one) => nameOf(one.place.names),
                sort: (one) => nameOf(one.place.names),
              },
              { key: 'host', title: t('Held in'), cell: (one) => nameOf(one.hostPlace.names) },
              { key: 'time', title: t('Time'), cell: (one) => periodOf(one), sort: (one) => one.startsSaid },
              {
                key: 'accepted',
                title: t('Accepted of seats'),
                num: true,
                cell: (one) => `${formatNumber(one.accepted)} / ${formatNumber(one.seats)}`,
                sort: (one) => one.seats,
              },
              {
                key: 'state',
                title: t('State'),
                cell: (one) => <ClassStateTag of={one} />,
              },
            ]}
          />
          <Further after={values.after} next={next} change={change} />
          <Dialog title={t('Begin a programme')} open={isBeginning} onClose={() => setBeginning(false)}>
            <BeginProgramme onDone={() => setBeginning(false)} />
          </Dialog>
        </Page>
      )}
    </Loaded>
  )
}

function BeginProgramme({ onDone }: { onDone: () => void }) {
  const form = useCall(classForm, { query: {} })
  const begin = useSend(makeProgramme)
  const draft = useDraft({ placeId: '', names: emptyText, lead: emptyText })
  return (
    <Loaded of={form}>
      {({ organisers }) => (
        <Form
          draft={draft}
          submit={(body) => begin.send({ body })}
          onDone={onDone}
          action={t('Begin a programme')}
        >
          <SelectField
            at={draft.at('placeId')}
            label={t('Run by')}
            options={organisers.map(({ id, names }) => ({ value: id, text: nameOf(names) }))}
            required
          />
          <Bilingual at={draft.at('names')} label={t('Name')} required />
          <Bilingual
            at={draft.at('lead')}
            label={t('What it is about')}
            rows={2}
            maxLength={200}
            required={false}
          />
        </Form>
      )}
    </Loaded>
  )
}
