/** The house's import rules. Each is an error: a folder that cannot keep them is in the wrong place. */
const OUTSIDE_TESTS = '(\\.spec|\\.int-spec|\\.e2e-spec)\\.ts$';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    { name: 'apps-are-islands', severity: 'error', from: { path: '^apps/([^/]+)/' }, to: { path: '^apps/', pathNot: '^apps/$1/' } },
    {
      name: 'features-have-front-doors', severity: 'error', from: { path: '^apps/([^/]+)/src/([^/]+)/', pathNot: OUTSIDE_TESTS },
      to: { path: '^apps/$1/src/[^/]+/', pathNot: '^apps/$1/src/($2/|[^/]+/index\\.ts$)' },
    },
    {
      name: 'domain-is-pure', severity: 'error', from: { path: '^apps/[^/]+/src/[^/]+/domain/', pathNot: OUTSIDE_TESTS },
      to: { pathNot: ['^apps/[^/]+/src/[^/]+/domain/', '^libs/(kernel|contracts|calendar)/'] },
    },
    { name: 'calendar-is-pure', severity: 'error', from: { path: '^libs/calendar/', pathNot: OUTSIDE_TESTS }, to: { pathNot: '^libs/(kernel|calendar)/' } },
    { name: 'kernel-is-a-leaf', severity: 'error', from: { path: '^libs/kernel/', pathNot: OUTSIDE_TESTS }, to: { pathNot: '^libs/kernel/' } },
    {
      name: 'contracts-hold-types-and-schemas', severity: 'error', from: { path: '^libs/contracts/', pathNot: OUTSIDE_TESTS },
      to: { pathNot: ['^libs/(kernel|contracts)/', '^node_modules/typebox/'] },
    },
    { name: 'libs-never-see-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'testing-only-in-tests', severity: 'error', from: { pathNot: ['spec(-kit)?\\.ts$', '^test/', '^apps/[^/]+/test/', '^libs/testing/'] }, to: { path: '^libs/testing/' },
    },
    {
      name: 'libs-have-front-doors', severity: 'error', from: { path: '^(apps|libs)/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^$1/$2/'] },
    },
    { name: 'only-declared-packages', severity: 'error', from: {}, to: { dependencyTypes: ['npm-no-pkg', 'unknown', 'undetermined'] } },
    { name: 'no-dev-packages-in-the-product', severity: 'error', from: { path: '^(apps|libs)/', pathNot: [OUTSIDE_TESTS, '^libs/testing/', '^apps/soak/'] }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'types', 'default'], extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
};
