import { resourceMissing } from '../wire/errors.ts'
import { listOf, listPage, listParameters } from '../wire/lists.ts'
import { route } from '../wire/routes.ts'

export const routes = [
  route('GET', '/v1/balance_transactions/:id', { expand: 'strings' }, ({ simulator, id }) => {
    const transaction = simulator.ledger.balanceTransactions.get(id)
    if (transaction === undefined) throw resourceMissing('balance transaction', id, 'id')
    return transaction
  }),
  route(
    'GET',
    '/v1/balance_transactions',
    {
      ...listParameters,
      currency: 'string',
      payout: 'unsupported',
      source: 'string',
      type: 'string',
    },
    ({ simulator, parameters }) => {
      const { balanceTransactions } = simulator.ledger
      const { currency, source, type } = parameters
      return listPage(
        { url: '/v1/balance_transactions', kind: 'balance transaction' },
        source === undefined
          ? balanceTransactions
          : listOf(balanceTransactions.by('source', source)),
        parameters,
        (transaction) =>
          (currency === undefined || transaction.currency === currency.toLowerCase()) &&
          (type === undefined || transaction.type === type),
      )
    },
  ),
]
