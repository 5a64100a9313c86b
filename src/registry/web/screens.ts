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
    load: () => import('./twins/duplicates-page.tsx').then((m) => m.DuplicatesPage),
  },
  {
    path: '/registers/duplicates/:subject/:twinId/:keptId',
    load: () => import('./twins/twin-page.tsx').then((m) => m.TwinPage),
  },
  { path: '/places', load: () => import('./places/places-page.tsx').then((m) => m.PlacesPage) },
  { path: '/places/:placeId', load: () => import('./places/place-page.tsx').then((m) => m.PlacePage) },
  {
    path: '/organisations',
    load: () => import('./organisations/organisations-page.tsx').then((m) => m.OrganisationsPage),
  },
  {
    path: '/organisations/:organisationId',
    load: () => import('./organisations/organisation-page.tsx').then((m) => m.OrganisationPage),
  },
  { path: '/people', load: () => import('./people/people-page.tsx').then((m) => m.PeoplePage) },
  { path: '/people/:personId', load: () => import('./people/person-page.tsx').then((m) => m.PersonPage) },
  { path: '/lists', load: () => import('./lists/lists-page.tsx').then((m) => m.ListsPage) },
])
