// The screens of the registers: search, places, organisations, people, lists.
import { msg } from '../../base/words.ts'
import { inArea, type Stage } from '../../kit/screen.ts'

export const stage: Stage = { area: 'registers', part: 'over', at: 3, ch: '册', title: msg('Registers') }

export const screens = inArea('registers', [
  {
    path: '/registers',
    entrance: true,
    load: () => import('./registers-page.tsx').then((m) => m.RegistersPage),
  },
  {
    path: '/registers/duplicates',
    guide: 'registers-twins',
    load: () => import('./twins/duplicates-page.tsx').then((m) => m.DuplicatesPage),
  },
  {
    path: '/registers/duplicates/:subject/:twinId/:keptId',
    guide: 'registers-twins',
    load: () => import('./twins/twin-page.tsx').then((m) => m.TwinPage),
  },
  {
    path: '/places',
    guide: 'registers-places',
    load: () => import('./places/places-page.tsx').then((m) => m.PlacesPage),
  },
  {
    path: '/places/:placeId',
    guide: 'registers-places',
    load: () => import('./places/place-page.tsx').then((m) => m.PlacePage),
  },
  {
    path: '/organisations',
    guide: 'registers-units',
    load: () => import('./organisations/organisations-page.tsx').then((m) => m.OrganisationsPage),
  },
  {
    path: '/organisations/:organisationId',
    guide: 'registers-units',
    load: () => import('./organisations/organisation-page.tsx').then((m) => m.OrganisationPage),
  },
  {
    path: '/people',
    guide: 'registers-people',
    load: () => import('./people/people-page.tsx').then((m) => m.PeoplePage),
  },
  {
    path: '/people/:personId',
    guide: 'registers-people',
    load: () => import('./people/person-page.tsx').then((m) => m.PersonPage),
  },
  {
    path: '/lists',
    guide: 'registers-lists',
    load: () => import('./lists/lists-page.tsx').then((m) => m.ListsPage),
  },
])
