// A screen that breaks leaves the rail standing and says so; a new version on the server is the usual cause.
import type { ReactNode } from 'react'
import { Component } from 'react'
import { isReachable } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { Failed } from '../../../kit/states.tsx'
import { t } from '../../../kit/words.ts'

type Props = { children: ReactNode; place: string }

/** A browser remembers that a file did not come, so the page is loaded anew, but only once the server answers. */
const loadAnew = async () => {
  if (await isReachable()) location.reload()
}

export class ErrorBoundary extends Component<Props, { error: Error | null; place: string }> {
  override state = { error: null as Error | null, place: this.props.place }
  static getDerivedStateFromError(error: Error) {
    return { error }
  }
  // Going somewhere else gets a new chance.
  static getDerivedStateFromProps(props: Props, state: { place: string }) {
    return props.place === state.place ? null : { error: null, place: props.place }
  }
  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    if (error instanceof Refusal) return <Failed refusal={error} retry={loadAnew} />
    return (
      <div className='failed' role='alert'>
        <h2>{t('This page could not be shown.')}</h2>
        <p>{t('Loading it again usually helps. What was saved before is safe.')}</p>
        <Button kind='primary' onClick={() => location.reload()}>
          {t('Load again')}
        </Button>
        <p>
          <small>{error.message}</small>
        </p>
      </div>
    )
  }
}
