// All people that the reader may see, with the posts they hold today, a page at a time.
import { useCall } from '../../../kit/api.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { SelectField } from '../../../kit/fields.tsx'
import { Further } from '../../../kit/further.tsx'
import { InventedMark, InventedNote, PersonName } from '../../../kit/marks.tsx'
import { Page } from '../../../kit/page.tsx'
import { SearchField } from '../../../kit/search-field.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { useFilter } from '../../../kit/use-filter.ts'
import { nameOf, t } from '../../../kit/words.ts'
import { listPosts } from '../../lists/contract.ts'
import { listPeople } from '../../people/contract.ts'
import { ImportLink } from '../import-link.tsx'
import { OnlyUnder } from '../organisations/organisations-page.tsx'
import { PostName } from '../parts/post-name.tsx'
import { RegisterTabs } from '../register-tabs.tsx'

export function PeoplePage() {
  const { values, at, change } = useFilter(['text', 'postId', 'under', 'after'])
  const found = useCall(listPeople, { query: values }, { keep: true })
  const posts = useCall(listPosts, {})
  return (
    <Page
      title={t('People and posts')}
      actions={found.data?.mayAdd && <ImportLink kind='people' />}
      lead={t('The people of the places that you are responsible for, and the posts they hold.')}
    >
      <RegisterTabs />
      <FieldRow>
        <SearchField at={at('text')} label={t('Find')} placeholder={t('Name, pinyin or code')} />
        <SelectField
          at={at('postId')}
          label={t('Post')}
          none={t('all posts')}
          options={(posts.data?.posts ?? []).map(({ id, names }) => ({ value: id, text: nameOf(names) }))}
        />
      </FieldRow>
      {values.under && (
        <OnlyUnder placeId={values.under} onAll={() => change({ under: undefined, after: undefined })} />
      )}
      <Loaded of={found}>
        {({ people, next }) => (
          <>
            <Table
              label={t('People and posts')}
              rows={people}
              rowKey={(one) => one.id}
              href={(one) => `/people/${one.id}`}
              empty={
                <Empty>
                  {values.text || values.postId || values.under
                    ? t('Nobody that you may see matches. People are entered on the page of their place.')
                    : t('Nobody is entered yet. People are entered on the page of their place.')}
                </Empty>
              }
              columns={[
                {
                  key: 'name',
                  title: t('Person'),
                  cell: (one) => (
                    <>
                      <PersonName of={one.names} /> {one.illustrative && <InventedMark />}
                    </>
                  ),
                },
                {
                  key: 'posts',
                  title: t('Posts today'),
                  cell: (one) =>
                    one.posts.length === 0
                      ? '–'
                      : one.posts.map((held) => (
                          <PostName key={`${held.post.zh} ${held.organisation.zh}`} {...held} />
                        )),
                },
                { key: 'place', title: t('Place'), cell: (one) => nameOf(one.place.names) },
              ]}
            />
            <InventedNote of={people} />
            <Further after={values.after} next={next} change={change} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
