import { laneContract } from '../contracts/lane.contract.ts';
import { ledgerContract } from '../contracts/ledger.contract.ts';
import { outboxContract } from '../contracts/outbox.contract.ts';
import { rowContract } from '../contracts/row.contract.ts';
import { storeKinds } from '../support/stores.ts';

for (const kind of storeKinds) {
  ledgerContract(kind);
  rowContract(kind);
  outboxContract(kind);
  laneContract(kind);
}
